import Foundation
import TestSupport
import Testing

/// Compares whole help screens. After a change, write the new screen:
///
///     COLUMNS=80 .build/debug/magpie crawl --help > Tests/CommandTests/Screens/crawl.txt
struct HelpTests {
  private static let screens: [(name: String, command: [String])] = [
    ("magpie", []), ("crawl", ["crawl"]), ("fetch", ["fetch"]), ("inspect", ["inspect"]),
    ("inspect-links", ["inspect", "links"]), ("inspect-image", ["inspect", "image"]),
    ("inspect-url", ["inspect", "url"]), ("inspect-robots", ["inspect", "robots"]),
    ("status", ["status"]), ("serve", ["serve"]), ("explain", ["explain"]), ("verify", ["verify"]),
    ("gallery", ["gallery"]), ("export", ["export"]), ("changes", ["changes"]),
    ("audit", ["audit"]), ("similar", ["similar"]), ("resume", ["resume"]),
    ("merge", ["merge"]),
  ]
  /// Those of `-h` for commands with many options.
  private static let shortScreens: [(name: String, command: [String])] = [
    ("magpie-short", []), ("crawl-short", ["crawl"]), ("crawl-short", ["https://example.com/"]),
    ("crawl-short", ["example.com", "--depth", "2"]), ("fetch-short", ["fetch"]),
  ]

  private func screen(_ name: String) throws -> String {
    try String(
      contentsOf: Project.root.appending(path: "Tests/CommandTests/Screens/\(name).txt"),
      encoding: .utf8)
  }

  private func expect(_ screen: String, from arguments: [String]) throws {
    let outcome = try Magpie.run(arguments)
    #expect(outcome.status == 0)
    #expect(outcome.stdout == screen, "\(arguments)")
    #expect(outcome.stderr.isEmpty)
  }

  @Test(arguments: screens) func `a help screen is as expected`(
    name: String, command: [String]
  ) throws {
    let screen = try screen(name)
    try expect(screen, from: command + ["--help"])
    try expect(screen, from: ["help"] + command)
    if !Self.shortScreens.contains(where: { $0.command == command }) {
      try expect(screen, from: command + ["-h"])
    }
  }

  @Test(arguments: shortScreens) func `the short help has the options that matter`(
    name: String, command: [String]
  ) throws {
    try expect(try screen(name), from: command + ["-h"])
  }

  @Test func `the short help of a crawl has fifteen options`() throws {
    let lines = try screen("crawl-short").split(separator: "\n")
    #expect(lines.count { $0.hasPrefix("  -") } == 15)
  }

  @Test func `a command line without anything gets the short help`() throws {
    let outcome = try Magpie.run([])
    #expect(outcome.status == 64)
    #expect(outcome.stdout.isEmpty)
    #expect(outcome.stderr == (try screen("magpie-short")))
  }

  @Test func `every help has an example and fits 80 columns`() throws {
    let names = Self.screens + Self.shortScreens
    for name in names.map(\.name) {
      let text = try screen(name)
      #expect(text.contains("EXAMPLE"), "\(name)")
      #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(name)")
    }
  }

  @Test func `the version names Magpie, libcurl and libxml2`() throws {
    let outcome = try Magpie.run(["--version"])
    #expect(outcome.status == 0)
    let lines = outcome.stdout.split(separator: "\n").map { $0.split(separator: " ") }
    #expect(lines.map { $0.first } == ["magpie", "libcurl", "libxml2"])
    for line in lines {
      #expect(line.count == 2 && line[1].split(separator: ".").allSatisfy { Int($0) != nil })
    }
  }
}
