import Foundation
import TestSupport
import Testing

/// Options that other programs have too.
struct PeerOptionTests {
  private let folder: TemporaryFolder
  private let site: LoopbackSite

  init() throws {
    folder = try TemporaryFolder()
    site = try LoopbackSite(routes: [
      "/birds.html": .page(images: ["/i/a.png", "/i/b.gif"]), "/i/a.png": .picture("a"),
      "/i/b.gif": .bytes(Picture.gif("b", width: 100, height: 50), type: "image/gif"),
    ])
  }

  private func magpie(_ arguments: String...) throws -> Shell.Outcome {
    try Magpie.run(arguments, in: folder)
  }

  private var seed: String { site.url("/birds.html") }

  // MARK: Names

  @Test func `files are named by a pattern, and a dry run shows the names`() throws {
    let dry = try magpie(seed, "--dry-run", "--layout", "{page}/{format}-{name}")
    #expect(dry.status == 0)
    #expect(dry.stdout.contains("/i/a.png  images/birds/png-a.png\n"))
    #expect(try magpie(seed, "-o", "out", "--layout", "{page}/{format}-{name}").status == 0)
    let files = try folder.contents().filter { $0.hasPrefix("out/images/") }
    #expect(files == ["out/images/birds/gif-b.gif", "out/images/birds/png-a.png"])
    #expect(try magpie("verify", "out").status == 0)
    let other = try magpie(seed, "-o", "out", "--layout", "{name}")
    #expect(other.status == 73 && other.stderr.contains("layout was {page}/{format}-{name}"))
  }

  @Test(arguments: ["../{name}", "/{name}", "{foo}", "moon", "{name"])
  func `a pattern that is none is refused at the start`(pattern: String) throws {
    let outcome = try magpie(seed, "-o", "out", "--layout", pattern)
    #expect(outcome.status == 64 && outcome.stderr.contains("--layout"))
    #expect(try folder.contents().isEmpty && site.requests.isEmpty)
  }

  // MARK: The command at the end

  @Test func `a command at the end gets the summary, and no shell reads it`() throws {
    try folder.write("#!/bin/sh\ncat > got.json; echo \"$1|$2\"; pwd\n", to: "hook")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: folder.file("hook").path)
    let outcome = try magpie(seed, "-o", "out", "--events", "--on-end", "./hook 'a b' $(touch x);")
    #expect(outcome.status == 0, "\(outcome.stderr)")
    #expect(outcome.stderr.contains("a b|$(touch\n"))
    #expect(try objects(outcome.stdout).count > 3)
    #expect(
      try Data(contentsOf: folder.file("got.json"))
        == Data(contentsOf: folder.file("out/summary.json")))
    #expect(try !folder.contents().contains { $0.hasPrefix("x") })
  }

  @Test(arguments: [
    ("false", "exit code 1"), ("/nonexistent", "cannot be started"),
    ("sh -c 'kill -9 $$'", "signal 9"),
  ])
  func `a command that fails is told and changes no exit code`(command: String, words: String)
    throws
  {
    let outcome = try magpie(seed, "-o", "out", "-q", "--on-end", command)
    #expect(outcome.status == 0)
    #expect(
      outcome.stderr.contains("--on-end") && outcome.stderr.contains(words), "\(outcome.stderr)")
  }

  @Test(arguments: ["", "  ", "'open"])
  func `a command without a program is wrong usage`(command: String) throws {
    #expect(try magpie(seed, "-o", "out", "--on-end", command).status == 64)
  }

  // MARK: Filters

  @Test func `an export and a gallery can be narrowed`() throws {
    #expect(try magpie(seed, "-o", "out").status == 0)
    func urls(_ filter: String...) throws -> [String] {
      let outcome = try Magpie.run(["export", "out", "--to", "urls", "-"] + filter, in: folder)
      #expect(outcome.status == 0, "\(outcome.stderr)")
      return outcome.stdout.split(separator: "\n").map { String($0.suffix(5)) }.sorted()
    }
    #expect(try urls() == ["a.png", "b.gif"])
    #expect(try urls("--formats", "png") == ["a.png"])
    #expect(try urls("--min-width", "300") == ["a.png"])
    #expect(try urls("--min-width", "301") == [])
    #expect(try urls("--max-pixels", "59999") == ["b.gif"])
    #expect(try urls("--max-bytes", "1") == [] && urls("--min-bytes", "1").count == 2)
    func shown() throws -> [Bool] {
      let page = try String(contentsOf: folder.file("out/index.html"), encoding: .utf8)
      return ["i/a.png", "i/b.gif"].map { page.contains($0) }
    }
    #expect(try magpie("gallery", "out", "--formats", "gif").status == 0)
    #expect(try shown() == [false, true])
    #expect(try magpie("gallery", "out").status == 0)
    #expect(try shown() == [true, true])
    #expect(try magpie("verify", "out").status == 0)
  }

  // MARK: Words

  @Test(arguments: [
    ["--min-bytes", "2.5k"], ["--max-bytes", "2MiB"], ["--max-bytes", "1.5 GB"],
    ["--max-total", "2gib"],
    ["--max-time", "1h30m"], ["--timeout", "90s"], ["--timeout", "500ms"], ["--delay", "0.1s"],
    ["--formats", "jpg, png"],
  ])
  func `sizes, times and formats are read as people write them`(option: [String]) throws {
    #expect(try Magpie.run([seed, "-o", "out"] + option, in: folder).status == 0)
  }

  @Test(arguments: [
    (["--formats", "png,foo"], "'foo' is not one of the formats"), (["--formats", ""], "empty"),
    (["--max-bytes", "2.5"], "--max-bytes"), (["--max-bytes", "2X"], "--max-bytes"),
    (["--max-bytes", "1e3"], "--max-bytes"), (["--max-time", "1h30"], "--max-time"),
    (["--max-time", "h"], "--max-time"), (["--proxy", "foo://a.example"], "scheme 'foo'"),
    (["--include", "(?!a)"], "no look-ahead"),
  ])
  func `a wrong value is named`(option: [String], words: String) throws {
    let outcome = try Magpie.run([seed, "-o", "out"] + option, in: folder)
    #expect(outcome.status == 64)
    #expect(outcome.stderr.contains(words), "\(outcome.stderr)")
    #expect(site.requests.isEmpty)
  }
}
