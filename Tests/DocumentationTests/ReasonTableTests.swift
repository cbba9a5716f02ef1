import CrawlModel
import Foundation
import TestSupport
import Testing

/// docs/architecture.md says for each reason in which step and file it is decided.
struct ReasonTableTests {
  private let document: Document

  init() throws { document = try Document("docs/architecture.md") }

  @Test func `every reason to skip has one row, with the files that decide it`() throws {
    try check("Skipped", SkipReason.allCases.map { ($0.rawValue, "\($0)") })
  }

  @Test func `every reason to fail has one row, with the files that decide it`() throws {
    try check("Failed", FailureReason.allCases.map { ($0.rawValue, "\($0)") })
  }

  private func check(_ title: String, _ reasons: [(word: String, name: String)]) throws {
    let rows = document.table(below: title)
    #expect(rows.map(\.first) == reasons.map { "`\($0.word)`" })
    let steps = document.section("A crawl in nine steps").matches(of: #/(?m)^(\d)\. /#)
    let numbers = Set(steps.map { String($0.1) })
    #expect(numbers.count == 9)
    for (row, reason) in zip(rows, reasons) {
      try #require(row.count == 4, "the row of \(reason.word) has \(row.count) cells")
      #expect(
        numbers.isSuperset(of: row[1].components(separatedBy: ", ")),
        "\(reason.word) names the steps \(row[1])")
      let paths = row[2].matches(of: /`([^`]+)`/).map { String($0.1) }
      #expect(!paths.isEmpty, "\(reason.word) names no file")
      for path in paths {
        let source = try Document(path).text
        #expect(
          try source.contains(Regex("\\.\(reason.name)\\b")),
          "\(path) does not have .\(reason.name)")
      }
    }
  }
}
