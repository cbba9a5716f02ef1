import Foundation
import TestSupport
import Testing

/// What pages say, printed by every command: it controls no terminal and no spreadsheet.
struct TerminalTests {
  private static let escape =
    "\u{1B}]0;owned\u{7}\u{1B}[31m\u{9B}2J\u{202E}\u{2066}\u{61C}\u{200F}\u{7F}"

  private let site: LoopbackSite
  private let folder: TemporaryFolder
  private var out: String { folder.path + "/out" }

  init() throws {
    site = try LoopbackSite(routes: [
      "/": .html(
        """
        <!doctype html><meta charset=utf-8><title>\(Self.escape)</title>
        <meta name=robots content="noai \(Self.escape)">
        <img src="/a.png" alt="one\(Self.escape)\n  stored  http://forged/">
        <img src="/b.png" alt="=cmd|' /C calc'!A0"><img src="/c.png" alt="@x"><img src="/d.png" alt="-1+2">
        """),
      "/a.png": .picture("a"), "/b.png": .picture("b"), "/c.png": .picture("c"),
      "/d.png": .picture("d"),
    ])
    folder = try TemporaryFolder()
  }

  private func controls(_ data: Data) -> [UInt32] {
    String(decoding: data, as: UTF8.self).replacing("\r\n", with: "\n").unicodeScalars
      .map(\.value).filter { value in
        switch value {
        case 0x0A: false
        case 0..<0x20, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
      }
  }

  @Test func `no command prints a control character of a page`() throws {
    let crawl = try Magpie.run([site.url("/"), "-v", "--events", "-o", out])
    #expect(crawl.status == 0)
    try folder.write(Self.escape, to: "out/images/\(Self.escape)")
    try folder.write("<img src=x alt='\(Self.escape)'>", to: "page.html")
    let page = folder.path + "/page.html"
    var outcomes = [crawl]
    for arguments in [
      ["explain", out, site.url("/a.png")], ["export", out, "--to", "csv", "-"],
      ["export", out, "--to", "jsonl", "-"], ["export", out, "--to", "urls", "-"], ["status", out],
      ["verify", out], ["gallery", out], ["inspect", "links", page, "--url", "https://a.org/"],
      ["inspect", "url", "https://a.org/\(Self.escape)"], ["inspect", "image", page],
      ["crawl", Self.escape], ["explain", Self.escape, "x"], ["--\(Self.escape)"],
      ["crawl", "--depth", Self.escape, "http://a.org"],
      ["export", out, "--to", Self.escape, "-"],
    ] {
      let outcome = try Magpie.run(arguments)
      outcomes.append(outcome)
      #expect(!outcome.standardOutput.isEmpty || !outcome.standardError.isEmpty, "\(arguments)")
    }
    for outcome in outcomes {
      #expect(controls(outcome.standardOutput) == [], "\(outcome.stdout)")
      #expect(controls(outcome.standardError) == [], "\(outcome.stderr)")
    }
    #expect(outcomes[1].stdout.contains("one\\u{1B}]0;owned\\u{7}"))
    #expect(!outcomes[1].stdout.split(separator: "\n").contains { $0.hasPrefix("  stored") })
    #expect(try !objects(outcomes[3].stdout).isEmpty, "JSON stays JSON")
    #expect(try !objects(crawl.stdout).isEmpty, "and so do events")
  }

  @Test func `no field of a table is a formula`() throws {
    #expect(try Magpie.run([site.url("/"), "-q", "-o", out]).status == 0)
    let table = try Magpie.run(["export", out, "--to", "csv", "-"]).stdout
    #expect(table.contains("\"'=cmd|' /C calc'!A0\""))
    #expect(table.contains("\"'@x\"") && table.contains("\"'-1+2\""))
    #expect(!table.contains(",=") && !table.contains(",@") && !table.contains(",-"))
    let file = folder.path + "/table.csv"
    #expect(try Magpie.run(["export", out, "--to", "csv", file]).status == 0)
    #expect(try String(contentsOfFile: file, encoding: .utf8) == table, "in a file as on a stream")
  }
}
