import CrawlModel
import Foundation
import TestSupport
import Testing

/// Magpie's version stands in `MagpieVersion`; what else needs it reads it from there, or is compared here.
struct VersionTests {
  private let version = MagpieVersion.current

  @Test func `the program tells it`() throws {
    let program = BuiltPrograms.folder.appending(path: "magpie").path
    let words = try Shell.run(program, ["--version"]).stdout.split(separator: "\n")
    #expect(words.first == "magpie \(version)")
  }

  @Test func `the newest section of the changelog is that of this version`() throws {
    let section = try Document("CHANGELOG.md").text.split(separator: "\n")
      .first { $0.hasPrefix("## ") }
    #expect(section?.hasPrefix("## [\(version)] - ") == true, "\(section ?? "")")
  }

  @Test func `the packages have it`() throws {
    let line = try #require(
      try Document("scripts/package").text.split(separator: "\n").first {
        $0.hasPrefix("version=")
      })
    let outcome = try Shell.run(
      "bash", ["-c", "root=$1; \(line); printf %s \"$version\"", "bash", Project.root.path])
    #expect(outcome.stdout == version, "\(outcome.stderr)")
  }

  @Test func `no other file states it`() throws {
    let pattern = try Regex("(^|[^0-9.])\(version.replacing(".", with: "\\."))([^0-9.]|\\.?$|\\. )")
      .anchorsMatchLineEndings()
    var stating: [String] = []
    for folder in ["Sources", "docs", "scripts", "packaging", "Examples/Sources"] {
      let root = Project.root.appending(path: folder)
      let names = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String }
      for name in names ?? [] {
        guard let text = try? String(contentsOf: root.appending(path: name), encoding: .utf8) else {
          continue
        }
        if text.contains(pattern) { stating.append("\(folder)/\(name)") }
      }
    }
    for name in ["Package.swift", "README.md", "CONTRIBUTING.md", "CHANGELOG.md"] {
      if try Document(name).text.contains(pattern) { stating.append(name) }
    }
    #expect(stating == ["Sources/CrawlModel/MagpieVersion.swift", "CHANGELOG.md"])
  }
}
