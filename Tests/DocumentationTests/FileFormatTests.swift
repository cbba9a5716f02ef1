import Foundation
import CrawlModel
import TestSupport
import Testing

/// docs/file-formats.md has every word that can stand in the files.
struct FileFormatTests {
  private let document: Document

  init() throws { document = try Document("docs/file-formats.md") }

  @Test func `the reasons for skipping are those of the program`() {
    #expect(
      document.table(below: "Why something is skipped")
        == SkipReason.allCases.map { ["`\($0.rawValue)`", $0.sentence] })
  }

  @Test func `the reasons for failing are those of the program`() {
    #expect(
      document.table(below: "Why something failed")
        == FailureReason.allCases.map { ["`\($0.rawValue)`", $0.sentence] })
  }

  @Test func `the rules of traps are those of the program`() throws {
    #expect(
      try Document("docs/traps.md").table(below: "The rules").map { $0.prefix(2) }
        == TrapRule.allCases.map { ["`\($0.rawValue)`", $0.sentence] })
  }

  @Test func `the formats are those of the program`() {
    #expect(
      document.table(below: "Formats")
        == ImageFormat.allCases.map { ["`\($0.rawValue)`", "`.\($0.fileExtension)`"] })
  }

  @Test func `the states are those of the program`() {
    #expect(
      document.table(below: "States of images").map { $0[0] }
        == ImageStatus.allCases.map { "`\($0.rawValue)`" })
    #expect(
      document.table(below: "States of pages").map { $0[0] }
        == PageStatus.allCases.map { "`\($0.rawValue)`" })
  }

  @Test func `the words of opt-outs are those of the program`() {
    let rows = document.table(below: "Opt-outs")
    let words: (String) -> [String] = { field in
      let row = rows.first { $0[0] == "`\(field)`" }?[1] ?? ""
      return row.matches(of: /`([^`]+)`/).map { String($0.1) }
    }
    #expect(words("signal") == OptOut.Signal.allCases.map(\.rawValue))
    #expect(words("where") == OptOut.Place.allCases.map(\.rawValue))
  }

  @Test func `the words of rights are those of the program`() {
    let rows = document.table(below: "License")
    let words: (String) -> [String] = { field in
      let row = rows.first { $0[0] == "`\(field)`" }?[1] ?? ""
      return row.matches(of: /`([^`]+)`/).map { String($0.1) }
    }
    #expect(words("kind") == RightsStatement.Kind.allCases.map(\.rawValue))
    #expect(words("where") == RightsStatement.Place.allCases.map(\.rawValue))
  }

  @Test(arguments: ["images.jsonl", "pages.jsonl"])
  func `every field of a crawl is described`(file: String) throws {
    let site = try LoopbackSite(folder: Fixture.site("gallery"))
    let folder = try TemporaryFolder()
    let program = BuiltPrograms.folder.appending(path: "magpie").path
    let outcome = try Shell.run(program, [site.url("/"), "-q", "-o", "birds"], in: folder.url)
    #expect(outcome.status == 1)
    let text = try String(contentsOf: folder.file("birds/\(file)"), encoding: .utf8)
    let fields = Set(text.matches(of: /[{,]"([a-z0-9_]+)":/).map { "`\($0.1)`" })
    // No image of the gallery has a title, but its pages have. The reasons of its failures say all.
    let places = file == "images.jsonl" ? document.table(below: "Places in `found`") : []
    let described = (document.table(below: file) + places).filter { row in
      !row[1].hasSuffix("not filled in yet") && !row[1].hasSuffix("after a refresh")
        && !["`title`", "`opt_outs`", "`license`", "`trap`", "`error`"].contains(row[0])
    }
    #expect(fields.subtracting(["`title`"]) == Set(described.map { $0[0] }))
  }
}
