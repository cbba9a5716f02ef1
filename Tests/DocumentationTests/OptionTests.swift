import Crawling
import Foundation
import TestSupport
import Testing

/// The options of the program are those of the table in `CrawlOption`.
struct OptionTests {
  /// An argument as the program itself describes it.
  private struct Argument: Decodable {
    struct Name: Decodable { let name: String }

    let names: [Name]?
    let abstract: String?
    let isRepeating: Bool
    let kind: String

    var name: String? { names?.last?.name }

    /// The default that the help names; an option that is not given leaves a setting as it is.
    var shownDefault: String? {
      (abstract ?? "").firstMatch(of: #/\(default: ([^)]*)\)/#).map { String($0.1) }
    }
  }

  private struct Dump: Decodable {
    struct Command: Decodable { let arguments: [Argument] }

    let command: Command
  }

  /// Options that concern the program and not the crawl.
  private static let programOnly: Set = [
    "output", "progress", "quiet", "verbose", "log-format", "events", "fail-on",
    "metrics", "serve", "serve-port", "on-end", "config", "no-config", "skip-invalid", "stop",
    "version", "help",
  ]
  /// Their default depends on the machine or on other options, so the help describes it in words.
  private static let describedDefaults: Set = [
    "threads", "per-address", "formats", "user-agent", "layout", "depth",
  ]

  private let arguments: [String: Argument]

  init() throws {
    let program = BuiltPrograms.folder.appending(path: "magpie").path
    var arguments: [String: Argument] = [:]
    for command in ["crawl", "fetch"] {
      let dump = try Shell.run(program, [command, "--experimental-dump-help"]).stdout
      let all = try JSONDecoder().decode(Dump.self, from: Data(dump.utf8)).command.arguments
      for argument in all { if let name = argument.name { arguments[name] = argument } }
    }
    self.arguments = arguments
  }

  @Test func `every option of crawl and fetch has an entry, and every entry is an option`() {
    let names = arguments.keys.filter { name in
      // `--no-robots` belongs to `--robots`.
      !Self.programOnly.contains(name)
        && !(name.hasPrefix("no-") && arguments[String(name.dropFirst(3))]?.kind == "flag")
    }
    #expect(Set(names) == Set(CrawlOption.all.map(\.name)))
    #expect(Set(CrawlOption.all.map(\.name)).count == CrawlOption.all.count)
  }

  @Test func `the table has the defaults of the program`() throws {
    for option in CrawlOption.all where !Self.describedDefaults.contains(option.name) {
      let argument = try #require(arguments[option.name])
      switch (argument.kind, argument.shownDefault, option.defaultText) {
      case ("flag", let shown?, let text?):
        #expect((shown == "--\(option.name)") == ["yes", "true"].contains(text), "\(option.name)")
      case ("flag", nil, let text?): #expect(text == "false", "\(option.name)")
      case (_, let shown?, let text?):
        let plain = shown.replacing("M", with: "000000").replacing("G", with: "000000000")
          .replacing("15m", with: "900")
        #expect(plain == text || Double(plain) == Double(text) ?? .nan, "\(option.name)")
      case (_, let shown, let text): #expect(shown == nil && text == nil, "\(option.name)")
      }
    }
  }

  @Test func `an option is repeatable in the table if it is in the program`() throws {
    for option in CrawlOption.all {
      #expect(arguments[option.name]?.isRepeating == option.isRepeatable, "\(option.name)")
    }
  }

  @Test func `the README names every option of the table`() throws {
    let glance = try Document("README.md").section("Options at a glance")
    for option in CrawlOption.all {
      #expect(glance.firstMatch(of: try Regex("--\(option.name)[ /`]")) != nil, "\(option.name)")
    }
  }
}
