import Foundation
import TestSupport
import Testing

/// Compares whole help screens. After a change, write the new screen:
///
///     COLUMNS=80 .build/debug/magpie crawl --help > Tests/CommandTests/Screens/crawl.txt
struct HelpTests {
  @Test(arguments: [
    ("magpie", []), ("crawl", ["crawl"]), ("fetch", ["fetch"]), ("inspect", ["inspect"]),
    ("inspect-links", ["inspect", "links"]), ("inspect-image", ["inspect", "image"]),
    ("inspect-url", ["inspect", "url"]), ("inspect-robots", ["inspect", "robots"]),
    ("status", ["status"]), ("explain", ["explain"]), ("verify", ["verify"]),
    ("gallery", ["gallery"]), ("export", ["export"]),
  ])
  func `a help screen is as expected`(screen: String, command: [String]) throws {
    let expected = try String(
      contentsOf: Project.root.appending(path: "Tests/CommandTests/Screens/\(screen).txt"),
      encoding: .utf8)
    for arguments in [command + ["--help"], command + ["-h"], ["help"] + command] {
      let outcome = try Magpie.run(arguments)
      #expect(outcome.status == 0)
      #expect(outcome.stdout == expected, "\(arguments)")
      #expect(outcome.stderr.isEmpty)
    }
  }

  @Test func `every help has an example and fits 80 columns`() throws {
    let folder = Project.root.appending(path: "Tests/CommandTests/Screens")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(names.count == 13)
    for name in names {
      let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
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
