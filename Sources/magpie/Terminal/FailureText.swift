import CrawlModel

/// The failures of a crawl as text: images before documents, by reason.
enum FailureText {
  /// Returns the groups with their first addresses, and which files have the rest.
  ///
  /// - Parameters:
  ///   - summary: the summary of the crawl.
  ///   - output: the output folder.
  /// - Returns: the lines; none if nothing failed.
  static func lines(of summary: CrawlSummary, output: String) -> [TextLine] {
    let images = lines(
      "Failed images", summary, isImage: true, all: summary.images.failedInAll,
      file: "\(output)/images.jsonl")
    let pages = lines(
      "Failed pages", summary, isImage: false, all: summary.pages.failedInAll,
      file: "\(output)/pages.jsonl")
    return images + (images.isEmpty || pages.isEmpty ? [] : [""]) + pages
  }

  private static func lines(
    _ title: String, _ summary: CrawlSummary, isImage: Bool, all: Int, file: String
  ) -> [TextLine] {
    guard all > 0 else { return [] }
    let groups = summary.failureGroups.filter { $0.isImage == isImage }
    var lines: [TextLine] = ["\("\(title): \(Readable.number(all))", as: .bad)"]
    for group in groups {
      lines.append(head(group, namesHosts: summary.hosts.count > 1))
      var told: String?
      for example in group.examples {
        lines.append("    \(example.address)")
        if let error = example.error, error != told {
          lines.append("      \(Readable.line(error))")
        }
        told = example.error
        if let page = example.page { lines.append("      found on \(page)") }
      }
      let rest = group.number - group.examples.count
      if rest > 0 { lines.append("    and \(Readable.number(rest)) more") }
    }
    let grouped = groups.reduce(0) { $0 + $1.number }
    if grouped < all { lines.append("  and \(Readable.number(all - grouped)) for other reasons") }
    // A full disk may have left no list.
    if summary.hasRecords, groups.reduce(0, { $0 + $1.examples.count }) < all {
      lines.append("  All of them are in \(file).")
    }
    return lines
  }

  private static func head(_ group: FailureGroup, namesHosts: Bool) -> TextLine {
    let status = group.httpStatus.map { " \($0)" } ?? ""
    let number = Readable.number(group.number)
    return
      "  \(group.reason.rawValue + status, as: .bad): \(number)\(namesHosts ? hosts(group) : "")"
  }

  /// Where they failed, if the addresses below do not show all of it.
  private static func hosts(_ group: FailureGroup) -> String {
    guard group.number > group.examples.count, let first = group.hosts.first else { return "" }
    if first.number == group.number { return ", all at \(first.origin)" }
    let named = group.hosts.map { "\(Readable.number($0.number)) at \($0.origin)" }
    let rest = group.number - group.hosts.reduce(0) { $0 + $1.number }
    let others = rest > 0 ? ["\(Readable.number(rest)) elsewhere"] : []
    return ": " + (named + others).joined(separator: ", ")
  }
}
