import Foundation
import TestSupport
import Testing

/// What the program prints, and what it must not print.
struct OutputTests {
  private let folder: TemporaryFolder
  private let site: LoopbackSite

  init() throws {
    folder = try TemporaryFolder()
    site = try LoopbackSite(routes: [
      "/": .page(images: ["/a.png", "/b.png", "/lost.png"], links: ["/moved"]),
      "/moved": .redirect(to: "/"), "/a.png": .picture("a"),
      "/b.png": .failTimes(1, with: .reset, then: .picture("b")),
    ])
  }

  private func magpie(_ arguments: String...) throws -> Shell.Outcome {
    try Magpie.run(arguments + ["-o", folder.path + "/out"], in: folder)
  }

  @Test(arguments: [[], ["-v"], ["--events"], ["-q"], ["-v", "--log-format", "json", "--events"]])
  func `no escape codes are written without a terminal`(options: [String]) throws {
    let outcome = try Magpie.run([site.url("/"), "-o", folder.path + "/out"] + options)
    #expect(outcome.status == 1)
    #expect(!outcome.stdout.contains("\u{1B}") && !outcome.stdout.contains("\r"))
    #expect(!outcome.stderr.contains("\u{1B}") && !outcome.stderr.contains("\r"))
  }

  @Test func `a live line is drawn on request`() throws {
    let outcome = try magpie(site.url("/"), "--progress", "always")
    #expect(outcome.stderr.contains("\u{1B}["))
    #expect(!outcome.stdout.contains("\u{1B}"))
  }

  @Test func `quiet prints only errors, on standard error`() throws {
    let outcome = try magpie(site.url("/"), "-q", "-v")
    #expect(outcome.status == 1)
    #expect(outcome.stdout.isEmpty)
    #expect(outcome.stderr.hasPrefix("Failed images: 1\n  http-error 404: 1\n"))
    #expect(!outcome.stderr.contains("start "))
  }

  @Test func `events are JSON lines and nothing else`() throws {
    let outcome = try magpie(site.url("/"), "--events")
    let events = try objects(outcome.stdout)
    #expect(events.allSatisfy { $0["event"] is String })
    #expect(events.dropFirst().allSatisfy { $0["url"] is String })
    #expect(events.first?["event"] as? String == "began")
    let time = try Regex(#"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"#)
    #expect(
      events.allSatisfy { ($0["time"] as? String)?.wholeMatch(of: time) != nil })
    #expect(events.count { $0["event"] as? String == "finished" } == 5)
    #expect(outcome.stderr.contains("Complete: 2 images"))
    let stored = try #require(events.first { $0["status"] as? String == "stored" })
    #expect((stored["sha256"] as? String)?.count == 64)
    #expect(stored["file"] is String && stored["width"] as? Int == 300)
  }

  @Test func `verbose logs each address on standard error`() throws {
    let words = try magpie(site.url("/"), "-v")
    #expect(words.stdout.hasPrefix("Complete"))
    #expect(words.stderr.contains("fail      \(site.url("/lost.png")) http-error 404\n"))
    let lines = try objects(try magpie(site.url("/"), "-v", "--log-format", "json").stderr)
    #expect(lines.count == 11)
    #expect(lines.allSatisfy { $0["time"] is String })
    #expect(lines.first?["event"] as? String == "began")
    #expect(lines.first?["run"] as? String == "refresh")
  }

  @Test func `a log in JSON has no line of another form`() throws {
    #expect(try magpie(site.url("/")).status == 1)
    try folder.write("exclude nothing\n", to: "out/.magpie/rules")
    for options in [[], ["-v"]] {
      let outcome = try Magpie.run(
        [site.url("/"), "--log-format", "json", "-o", folder.path + "/out"] + options, in: folder)
      let lines = try objects(outcome.stderr)
      #expect(lines.contains { $0["event"] as? String == "rules" }, "\(options)")
    }
  }

  @Test func `credentials are never printed`() throws {
    let site = try LoopbackSite(routes: [
      "/": .html(
        "<img src='http://u:s3cr3t@127.0.0.1:1/x.png'><img src=a.png><a href=/moved>x</a>"),
      "/moved": .redirect(to: "http://u:s3cr3t@127.0.0.1:1/y"), "/a.png": .status(401),
    ])
    let seed = "http://magpie:s3cr3t@127.0.0.1:\(site.port)/"
    let options = [
      "--events", "-v", "--header", "X-Token: s3cr3t", "--scope", "any", "--proxy", "",
    ]
    let outcome = try Magpie.run([seed, "-o", folder.path + "/out"] + options)
    #expect(outcome.status == 1)
    #expect(site.requests(for: "/").first?.header("Authorization") != nil)
    var texts = [outcome.stdout, outcome.stderr]
    for file in try folder.contents() {
      texts.append(String(decoding: try Data(contentsOf: folder.file(file)), as: UTF8.self))
      texts.append(file)
    }
    #expect(texts.count > 8)
    #expect(texts.allSatisfy { !$0.contains("s3cr3t") })
  }

  @Test(arguments: [
    ["http://magpie:s3cr3t@:80/"], ["http://magpie:s3cr3t@127.0.0.1:99999/"],
    ["ftp://magpie:s3cr3t@127.0.0.1/"], ["http://magpie:s3cr3t@127.0.0.1:1/"],
    ["magpie:s3cr3t@127.0.0.1:1/"],
  ])
  func `credentials are not printed in errors`(arguments: [String]) throws {
    let outcome = try Magpie.run(arguments, in: folder)
    #expect(!(outcome.stdout + outcome.stderr).isEmpty)
    #expect(!(outcome.stdout + outcome.stderr).contains("s3cr3t"))
    #expect(try folder.contents().allSatisfy { !$0.contains("s3cr3t") })
  }

  @Test func `the summary says when certificates were not verified`() throws {
    #expect(try magpie(site.url("/"), "--insecure").stdout.contains("--insecure"))
    #expect(try !magpie(site.url("/")).stdout.contains("--insecure"))
  }
}
