import CrawlModel

/// The faults of an audit, as text.
enum AuditText {
  /// The maximum number of faults of each kind that are listed.
  static let listed = 20
  /// The maximum number of pages of a fault that are listed.
  private static let pagesListed = 2

  static func text(
    of summary: AuditSummary, _ findings: [AuditFinding.Kind: [AuditFinding]]
  ) -> String {
    var lines: [String] = []
    for kind in AuditFinding.Kind.allCases {
      guard let found = findings[kind], !found.isEmpty else { continue }
      let number = summary.findings[kind] ?? found.count
      lines.append("\(kind.rawValue)  \(kind.sentence): \(Readable.number(number))")
      for finding in found.prefix(listed) { lines += self.lines(of: finding) }
      if number > listed {
        lines.append("  and \(Readable.number(number - listed)) more; --json lists all of them")
      }
      lines.append("")
    }
    if !summary.heaviest.isEmpty {
      lines.append("The pages with the most bytes of images:")
      for page in summary.heaviest {
        let size = Readable.bytes(page.bytes)
        lines.append(
          String(repeating: " ", count: max(0, 8 - size.count)) + size + "  " + page.url)
      }
      lines.append("")
    }
    lines += summary.notes
    lines.append(summary.sentence)
    return lines.map { Readable.line($0) + "\n" }.joined()
  }

  private static func lines(of finding: AuditFinding) -> [String] {
    var lines = ["  " + finding.url, "    " + finding.detail]
    lines += finding.addresses.map { "    \($0)" }
    if finding.addressCount > finding.addresses.count {
      lines.append(
        "    and \(Readable.number(finding.addressCount - finding.addresses.count)) more")
    }
    guard finding.placeCount > 0 else { return lines }
    let pages = finding.pages.prefix(pagesListed)
    var words = "    \(finding.kind.pagesTitle) \(pages.joined(separator: ", "))"
    let others = finding.placeCount - pages.count
    if others > 0 { words += " and \(Readable.count(others, "more place"))" }
    return lines + [words]
  }
}
