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
    let files = try Shell.run(
      "git",
      [
        "-C", Project.root.path, "grep", "--files-with-matches", "--perl-regexp",
        "(?<![0-9.])\(version.replacing(".", with: "\\."))(?![0-9.])", "--", "*.swift", "*.md",
        "scripts", "packaging", "Package.swift", ":!fixtures",
      ]
    ).stdout.split(separator: "\n")
    #expect(files.sorted() == ["CHANGELOG.md", "Sources/CrawlModel/MagpieVersion.swift"])
  }
}
