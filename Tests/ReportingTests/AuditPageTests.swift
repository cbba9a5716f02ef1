import Addressing
import CrawlModel
import Foundation
import TestSupport
import Testing

@testable import Reporting

struct AuditPageTests {
  private func page(_ findings: [AuditFinding], _ crawl: String = "birds") throws -> StrictHTML {
    var summary = AuditSummary()
    for finding in findings { summary.findings[finding.kind, default: 0] += 1 }
    let listed = Dictionary(grouping: findings, by: \.kind)
    return try StrictHTML(
      String(decoding: AuditPage.html(crawl, summary, listed), as: UTF8.self))
  }

  @Test(arguments: `What was found on the web`.evil)
  func `what was found on the web stays text`(words: String) throws {
    var finding = AuditFinding(.broken, words, words)
    finding.add(page: words)
    finding.add(address: "javascript:alert(1)//" + words)
    let page = try page([finding], words)
    #expect(page["script"].isEmpty && page["img"].isEmpty)
    #expect(page["a"].allSatisfy { $0.attributes["href"]?.hasPrefix("#") == true })
    #expect(page.elements.allSatisfy { $0.attributes.keys.allSatisfy { !$0.hasPrefix("on") } })
    let shown = String(
      String.UnicodeScalarView(words.unicodeScalars.map { $0.value < 0x20 ? " " : $0 }))
    #expect(page["h1"].map(\.text) == [shown])
    #expect(page.classed("detail").map(\.text) == [shown])
  }

  @Test func `addresses of the web are links, and nothing is loaded`() throws {
    var finding = AuditFinding(.duplicate, "https://birds.example/a.png", "twice")
    finding.add(page: "http://birds.example/?a=1&b=2")
    let page = try page([finding])
    #expect(
      page["a"].compactMap { $0.attributes["href"] } == [
        "#duplicate", "https://birds.example/a.png", "http://birds.example/?a=1&b=2",
      ])
    let policy = page["meta"].compactMap { $0.attributes["content"] }
      .first { $0.hasPrefix("default-src 'none'") }
    #expect(policy?.contains("script-src") == false)
    #expect(page["link"].map { $0.attributes["href"] } == ["data:,"])
    #expect(page["section"].count == 1)
  }

  @Test func `every kind is listed, also those without a fault`() throws {
    #expect(try page([])["b"].map(\.text) == AuditFinding.Kind.allCases.map { _ in "0" })
  }
}
