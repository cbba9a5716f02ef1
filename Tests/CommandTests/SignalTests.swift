import Foundation
import TestSupport
import Testing

struct SignalTests {
  private static let lastWords =
    "Ended at once. Nothing that was stored is lost: run the same command to resume.\n"

  /// One image that is served, and others that are not.
  private func slowSite() throws -> LoopbackSite {
    try LoopbackSite(routes: [
      "/": .page(images: ["/a.png", "/slow.png"]), "/a.png": .picture("a"),
      "/slow.png": .slowBody(
        .bytes(Picture.png("slow"), type: "image/png"), bytes: 20, pause: .milliseconds(10)),
    ])
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func `a signal ends a crawl in order`(signal: Int32) throws {
    let site = try slowSite()
    let magpie = try RunningMagpie([site.url("/"), "--no-sitemaps"])
    #expect(magpie.waitForRequests(of: "/a.png", "/slow.png", at: site))
    magpie.send(signal)
    #expect(magpie.wait() == 128 + signal)
    #expect(magpie.stdout.hasPrefix("Interrupted: 2 images"))
    #expect(magpie.stdout.contains("\nRun the same command to resume.\n"))
    #expect(magpie.stderr.hasPrefix("Stopping: waiting up to 3 s for "))
    #expect(magpie.stderr.hasSuffix(". Press Ctrl-C again to quit now.\n"))
    let contents = try magpie.folder.contents()
    #expect(contents.contains("out/images.jsonl") && contents.contains("out/summary.json"))
    #expect(!contents.contains { $0.hasSuffix(".part") })
    let summary = try objects(
      String(contentsOf: magpie.folder.file("out/summary.json"), encoding: .utf8))
    #expect(summary.first?["ended"] as? String == "interrupted")
  }

  @Test func `a signal during the first request ends a crawl as well`() throws {
    let site = try LoopbackSite(routes: ["/": .hang])
    let magpie = try RunningMagpie([site.url("/")])
    #expect(magpie.waitForRequests(of: "/", at: site))
    magpie.send(SIGINT)
    #expect(magpie.wait() == 130)
    #expect(magpie.stdout.contains("pending"))
  }

  // Two different signals, because two equal ones that arrive together count as one. The first
  // alone would end it with 130.
  @Test func `a second signal cancels the transfers, and the summary is written`() throws {
    let site = try LoopbackSite(routes: [
      "/": .page(images: ["/a.png", "/b.png"]), "/a.png": .picture("a"), "/b.png": .hang,
    ])
    let magpie = try RunningMagpie([site.url("/"), "--no-sitemaps"])
    #expect(magpie.waitForRequests(of: "/a.png", "/b.png", at: site))
    #expect(magpie.waitUntilStored("a.png"))
    magpie.send(SIGINT)
    #expect(magpie.waitForText("Stopping: "))
    magpie.send(SIGTERM)
    #expect(magpie.wait() == 143)
    #expect(magpie.stderr.contains("\nStopping now: this takes up to 3 s.\n"))
    // A machine that is too slow for the records in that time has the other end.
    if !magpie.stderr.hasSuffix(Self.lastWords) {
      #expect(magpie.stdout.hasPrefix("Interrupted: 1 image "))
      #expect(magpie.stdout.contains("\nRun the same command to resume.\n"))
    }
    site.change(["/b.png": .picture("b")])
    let again = try Magpie.run([
      site.url("/"), "--no-sitemaps", "-o", magpie.folder.path + "/out",
    ])
    #expect(again.status == 0)
    #expect(again.stderr == "Resuming: 1 of 2 known images are here.\n")
    #expect(again.stdout.hasPrefix("Complete: 1 image "))
    #expect(again.stdout.contains("\nThe folder has 2 images "))
    #expect(site.requests(for: "/a.png").count == 1)
  }

  @Test func `a third signal ends the process at once`() throws {
    let site = try LoopbackSite(routes: ["/": .hang])
    let magpie = try RunningMagpie([site.url("/")])
    #expect(magpie.waitForRequests(of: "/", at: site))
    magpie.send(SIGINT)
    #expect(magpie.waitForText("Stopping"))
    magpie.send(SIGINT)
    // It may have ended in order before; both are the end that was asked for.
    magpie.send(SIGTERM)
    #expect([130, 143].contains(magpie.wait()))
  }

  @Test func `a second signal ends the process although nobody reads what it prints`() throws {
    let names = (0..<2_000).map { "/\($0).png" }
    let site = try LoopbackSite(routes: ["/": .page(images: names)])
    let folder = try TemporaryFolder()
    // More events than a pipe holds: the workers wait for a reader that never comes.
    let process = Process()
    process.executableURL = URL(filePath: Magpie.path)
    process.arguments = [site.url("/"), "--events", "-o", folder.path + "/out"]
    let (events, messages) = (Pipe(), Pipe())
    process.standardOutput = events
    process.standardError = messages
    try process.start()
    defer { kill(process.processIdentifier, SIGKILL) }
    while site.requests(for: "/0.png").isEmpty, process.isRunning { sched_yield() }
    kill(process.processIdentifier, SIGINT)
    // The signals are received one by one.
    let first = messages.fileHandleForReading.availableData
    #expect(String(decoding: first, as: UTF8.self).hasPrefix("Stopping"))
    kill(process.processIdentifier, SIGTERM)
    process.waitUntilExit()
    #expect(process.terminationStatus == 143)
    withExtendedLifetime(events) {}
    let again = try Magpie.run(["resume", "out"], in: folder)
    #expect(again.status == 1)
    #expect(again.stderr.hasPrefix("Resuming: "))
  }

  @Test func `a second signal ends the process although the command at the end hangs`() throws {
    let site = try LoopbackSite(routes: ["/": .page(images: ["/a.png"]), "/a.png": .picture("a")])
    let folder = try TemporaryFolder()
    try folder.write(": > started; read line < release", to: "hook.sh")
    let release = folder.file("release").path
    #expect(mkfifo(release, 0o600) == 0)
    let magpie = try RunningMagpie(
      [site.url("/"), "--on-end", "sh -c 'cd \(folder.path) && . ./hook.sh'"], in: folder)
    magpie.wait(for: folder.file("started"))
    magpie.send(SIGINT)
    magpie.send(SIGTERM)
    magpie.waitUntilEnded()
    #expect(magpie.stderr.hasSuffix(Self.lastWords))
    // The summary and the records were there before the command began.
    #expect(magpie.stdout.hasPrefix("Complete: 1 image "))
    // Lets the command end.
    let end = open(release, O_RDWR | O_NONBLOCK)
    #expect(end >= 0 && write(end, "\n", 1) == 1)
    #expect(magpie.wait() == 143)
    close(end)
  }

  @Test func `a crawl that was ended at once can be started again`() throws {
    let site = try slowSite()
    let magpie = try RunningMagpie([site.url("/")])
    #expect(magpie.waitForRequests(of: "/slow.png", at: site))
    magpie.send(SIGKILL)
    #expect(magpie.wait() == 137)
    let again = try Magpie.run([site.url("/"), "-o", magpie.folder.path + "/out"])
    #expect(again.status == 0)
    #expect(again.stdout.contains("The folder has 2 images"))
    #expect(try !magpie.folder.contents().contains { $0.hasSuffix(".part") })
  }

  @Test func `a closed pipe does not end the crawl`() throws {
    let site = try LoopbackSite(folder: Fixture.site("gallery"))
    let folder = try TemporaryFolder()
    let outcome = try Shell.run(
      "sh",
      [
        "-c", "{ \"$0\" \"$1\" --events -o \"$2\"; echo $? > \"$3\"; } | head -n 1", Magpie.path,
        site.url("/"), folder.path + "/out", folder.path + "/code",
      ])
    #expect(outcome.stdout.hasPrefix("{\"event\":\"began\""))
    #expect(try String(contentsOf: folder.file("code"), encoding: .utf8) == "1\n")
  }
}
