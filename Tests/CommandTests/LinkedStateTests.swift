import Foundation
import TestSupport
import Testing

/// Links and pipes in place of the files of the state: nothing outside the folder is read, written
/// or waited for.
struct LinkedStateTests {
  private let site: LoopbackSite
  private let folder: TemporaryFolder
  private var out: String { folder.path + "/out" }

  init() throws {
    site = try LoopbackSite(routes: ["/": .page(images: ["/a.png"]), "/a.png": .picture("a")])
    folder = try TemporaryFolder()
  }

  private static let commands = ["crawl", "status", "verify", "export", "gallery", "explain"]

  private func run(_ command: String) throws -> Shell.Outcome {
    switch command {
    case "crawl": try Magpie.run([site.url("/"), "-o", out])
    case "export": try Magpie.run(["export", out, "--to", "urls", "-"])
    case "explain": try Magpie.run(["explain", out, site.url("/a.png")])
    default: try Magpie.run([command, out])
    }
  }

  @Test(arguments: ["crawl.sqlite", "crawl.sqlite-wal", "crawl.sqlite-shm", "lock"])
  func `a symbolic link is not followed`(name: String) throws {
    #expect(try run("crawl").status == 0)
    let file = folder.file("out/.magpie/" + name)
    let other = folder.file("other")
    if (try? FileManager.default.moveItem(at: file, to: other)) == nil {
      try folder.write("precious", to: "other")
    }
    let before = try Data(contentsOf: other)
    try FileManager.default.createSymbolicLink(at: file, withDestinationURL: other)
    for command in Self.commands where name != "lock" || ["crawl", "gallery"].contains(command) {
      let outcome = try run(command)
      #expect(outcome.status == 73, "\(command): \(outcome.stderr)")
      #expect(outcome.stderr.hasPrefix("magpie: "))
    }
    #expect(try Data(contentsOf: other) == before)
  }

  @Test(arguments: ["crawl.sqlite", "lock"])
  func `a hard link is not written through`(name: String) throws {
    #expect(try run("crawl").status == 0)
    let file = folder.file("out/.magpie/" + name)
    let other = folder.file("other")
    try FileManager.default.linkItem(at: file, to: other)
    let before = try Data(contentsOf: other)
    let outcome = try run("crawl")
    #expect(outcome.status == 73 && outcome.stderr.contains("hard link"))
    #expect(try Data(contentsOf: other) == before)
    #expect(try run("status").status == 0, "it may be read")
  }

  @Test(
    .timeLimit(.minutes(30)),
    arguments: [
      "crawl.sqlite", "crawl.sqlite-wal", "crawl.sqlite-journal", "lock", "placed-a", "rules",
    ])
  func `a pipe is not waited for`(name: String) throws {
    #expect(try run("crawl").status == 0)
    let file = folder.file("out/.magpie/" + name)
    try? FileManager.default.removeItem(at: file)
    #expect(mkfifo(file.path, 0o600) == 0)
    for command in Self.commands {
      let status = try run(command).status
      #expect([0, 64, 73, 74].contains(status), "\(command): \(status)")
    }
  }

  @Test func `a crawl in a folder that is renamed while it runs ends in it`() throws {
    let site = try LoopbackSite(routes: ["/": .page(images: ["/a.png"]), "/a.png": .hang])
    let running = try RunningMagpie([site.url("/"), "--host-patience", "0"], in: folder)
    #expect(running.waitForRequests(of: "/a.png", at: site))
    try FileManager.default.moveItem(at: folder.file("out"), to: folder.file("moved"))
    site.stop()
    #expect([1, 69].contains(running.wait()), "\(running.stderr)")
    #expect(try !folder.contents().contains { $0.hasPrefix("out/") })
    #expect(try Magpie.run(["status", folder.path + "/moved"]).status == 0)
  }
}
