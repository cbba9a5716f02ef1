import Foundation
import TestSupport
import Testing

struct ExitCodeTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func magpie(_ arguments: String...) throws -> Shell.Outcome {
    try Magpie.run(arguments, in: folder)
  }

  @Test func `0 if everything succeeded`() throws {
    let site = try LoopbackSite(routes: ["/": .page(images: ["/a.png"]), "/a.png": .picture("a")])
    let outcome = try magpie(site.url("/"), "-o", "out")
    #expect(outcome.status == 0)
    #expect(outcome.stdout.hasPrefix("Complete: 1 image ("))
    #expect(outcome.stderr.isEmpty)
    #expect(try folder.contents().contains("out/summary.json"))
  }

  @Test func `1 if something failed`() throws {
    let site = try LoopbackSite(routes: [
      "/": .page(images: ["/a.png", "/b.png"]), "/a.png": .picture("a"),
    ])
    let outcome = try magpie(site.url("/"))
    #expect(outcome.status == 1)
    #expect(
      outcome.stdout.contains(
        "\n  http-error 404: 1\n    \(site.url("/b.png"))\n      found on \(site.url("/"))\n"))
    #expect(try folder.contents().contains("127.0.0.1_\(site.port)/images.jsonl"))
  }

  @Test func `3 if a limit was reached`() throws {
    let site = try LoopbackSite(routes: [
      "/": .page(images: ["/a.png", "/b.png"]), "/a.png": .picture("a"), "/b.png": .picture("b"),
    ])
    let outcome = try magpie(site.url("/"), "--max-images", "1")
    #expect(outcome.status == 3)
    #expect(outcome.stdout.hasPrefix("Stopped by --max-images: 1 image"))
  }

  static let wrong: [[String]] = [
    [], ["crawl"], ["http://"], ["ftp://example.org/"], ["http://exa mple.org/"], ["http://[::1/"],
    ["mailto:a@b.org"], ["--nonsense", "http://127.0.0.1:1/"], ["http://127.0.0.1:1/", "--depth"],
    ["http://127.0.0.1:1/", "--depth", "-1"], ["http://127.0.0.1:1/", "--depth=-1"],
    ["http://127.0.0.1:1/", "--depth", "x"], ["http://127.0.0.1:1/", "--depth", "1.5"],
    ["http://127.0.0.1:1/", "--depth", "99999999999999999999"],
    ["http://127.0.0.1:1/", "--threads", "0"], ["http://127.0.0.1:1/", "--transfers=-3"],
    ["http://127.0.0.1:1/", "--per-host", "0"], ["http://127.0.0.1:1/", "--delay=-0.5"],
    ["http://127.0.0.1:1/", "--delay", "nan"], ["http://127.0.0.1:1/", "--timeout", "0"],
    ["http://127.0.0.1:1/", "--max-time", "inf"], ["http://127.0.0.1:1/", "--retries=-1"],
    ["http://127.0.0.1:1/", "--max-images", "0"], ["http://127.0.0.1:1/", "--max-bytes", "5x"],
    ["http://127.0.0.1:1/", "--max-bytes=-5"], ["http://127.0.0.1:1/", "--max-bytes", "99999999T"],
    ["http://127.0.0.1:1/", "--formats", "jpeg,tga"], ["http://127.0.0.1:1/", "--formats", ""],
    ["http://127.0.0.1:1/", "--scope", "moon"], ["http://127.0.0.1:1/", "--images", "moon"],
    ["http://127.0.0.1:1/", "--layout", "moon"], ["http://127.0.0.1:1/", "--include", "("],
    ["http://127.0.0.1:1/", "--exclude-image", "[z-a]"],
    ["http://127.0.0.1:1/", "--header", "no colon"],
    ["http://127.0.0.1:1/", "--header", "A: b\nC: d"],
    ["http://127.0.0.1:1/", "--contact", "me (at) a.org"],
    ["http://127.0.0.1:1/", "--contact", ""],
    ["http://127.0.0.1:1/", "--contact", "me@a.org\nX: y"],
    ["http://127.0.0.1:1/", "--contact", "me@a.org\u{7F}"],
    ["http://127.0.0.1:1/", "--cacert", "absent.pem"], ["fetch"], ["fetch", "absent.txt"],
    ["inspect", "links", "absent.html", "--url", "http://a.org/"],
    ["inspect", "links", "absent.html"], ["inspect", "moon"],
  ]

  @Test(arguments: wrong)
  func `64 if the command line is wrong`(arguments: [String]) throws {
    let outcome = try Magpie.run(arguments, in: folder)
    #expect(outcome.status == 64)
    #expect(outcome.stdout.isEmpty)
    #expect(!outcome.stderr.isEmpty)
    #expect(try folder.contents().isEmpty)
  }

  @Test func `69 if no seed could be fetched`() throws {
    let site = try LoopbackSite(routes: [:])
    let lost = try magpie(site.url("/"), "-o", "lost")
    #expect(lost.status == 69)
    #expect(lost.stdout.contains("http-error 404"))
    site.stop()
    let closed = try magpie(site.url("/"), "-o", "closed")
    #expect(closed.status == 69)
    #expect(closed.stdout.contains("connect"))
  }

  @Test func `0 or 1 if one of several seeds could be fetched`() throws {
    let site = try LoopbackSite(routes: ["/": .page()])
    #expect(try magpie(site.url("/lost"), site.url("/")).status == 1)
  }

  @Test func `73 if the folder cannot be created`() throws {
    let site = try LoopbackSite(routes: ["/": .page()])
    try folder.write("x", to: "file")
    for output in ["file", "file/below", "/proc/nothing", "/dev/null"] {
      let outcome = try magpie(site.url("/"), "-o", output)
      #expect(outcome.status == 73, "\(output)")
      #expect(outcome.stderr.hasPrefix("magpie: "))
      #expect(outcome.stdout.isEmpty)
    }
    #expect(site.requests.isEmpty)
  }

  @Test func `73 if another run uses the folder`() throws {
    let site = try LoopbackSite(routes: ["/": .hang])
    let first = try RunningMagpie([site.url("/"), "--no-sitemaps", "--host-patience", "0"])
    #expect(first.waitForRequests(of: "/", at: site))
    let second = try magpie(site.url("/"), "-o", first.folder.path + "/out")
    #expect(second.status == 73)
    #expect(second.stderr.contains(first.folder.path))
    #expect(site.requestsForContent.count == 1)
    site.stop()
    #expect(first.wait() == 69)
  }

  @Test(.enabled(if: SmallDisk.isPossible, "mounting a small file system needs root"))
  func `74 if the disk is full`() throws {
    let disk = try #require(SmallDisk(kibibytes: 200))
    let images = (0..<8).map { "/\($0).png" }
    var routes: [String: Behaviour] = ["/": .page(images: images)]
    for path in images {
      routes[path] = .bytes(Picture.png(path, padding: 60_000), type: "image/png")
    }
    let site = try LoopbackSite(routes: routes)
    let outcome = try magpie(site.url("/"), "-o", disk.path + "/out")
    #expect(outcome.status == 74)
    #expect((outcome.stdout + outcome.stderr).contains("the disk is full"))
    let names = try FileManager.default.subpathsOfDirectory(atPath: disk.path + "/out")
    #expect(!names.contains { $0.hasSuffix(".part") })
  }
}
