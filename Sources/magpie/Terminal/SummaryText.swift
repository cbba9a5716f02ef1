import CrawlModel
import Crawling

/// The summary at the end of a crawl as text.
enum SummaryText {
  /// Returns what was stored and where, and what was skipped or failed and why.
  static func text(of summary: CrawlSummary, output: String) -> String {
    var lines = [headline(summary)]
    if summary.start.kind != .crawl { lines.append(RunText.folder(in: summary)) }
    lines.append("")
    lines += counts("Images", summary.images, taken: "stored")
    lines += counts("Pages", summary.pages, taken: "fetched")
    if let refresh = summary.refresh {
      lines.append("")
      lines.append(
        "Since the last crawl: \(refresh.new) new, \(refresh.changed) changed, "
          + "\(refresh.gone) gone, \(refresh.moved) moved.")
    }
    if !summary.failures.isEmpty { lines += [""] + failures(summary) }
    for note in summary.notes { lines += ["", note] }
    for target in summary.redirectedOutOfScope {
      lines.append("")
      lines.append("A seed redirects to \(target), which is out of scope; start there instead.")
    }
    lines.append("")
    if !summary.verifiedCertificates {
      lines.append("Certificates were not verified (--insecure).")
    }
    if summary.ending == .interrupted { lines += ["Run the same command to resume.", ""] }
    lines.append("The gallery is \(output)/index.html. The files are in \(output)/images;")
    lines.append("where each was found is in \(output)/images.jsonl.")
    return lines.joined(separator: "\n") + "\n"
  }

  /// Returns only the errors; empty if there are none.
  static func errors(of summary: CrawlSummary) -> String {
    var lines: [String] = []
    if let trouble = summary.trouble { lines.append("magpie: \(trouble)") }
    if !summary.failures.isEmpty { lines += failures(summary) }
    lines += summary.notes
    return lines.map { $0 + "\n" }.joined()
  }

  private static func headline(_ summary: CrawlSummary) -> String {
    let what = "\(RunText.done(in: summary)) in \(Readable.duration(summary.elapsed))."
    switch summary.ending {
    case .complete: return "Complete: \(what)"
    case .limit: return "Stopped by --\(summary.limit?.rawValue ?? "limit"): \(what)"
    case .interrupted: return "Interrupted: \(what)"
    case .error: return "Ended by an error: \(summary.trouble ?? "unknown error.") \(what)"
    }
  }

  /// Returns the counts with a line for each outcome.
  static func counts(_ title: String, _ tally: Tally, taken: String) -> [String] {
    var rows = [(taken, tally.taken, "")]
    if tally.duplicate > 0 { rows.append(("duplicate", tally.duplicate, "same bytes as another")) }
    if tally.unchanged > 0 { rows.append(("unchanged", tally.unchanged, "")) }
    if tally.gone > 0 { rows.append(("gone", tally.gone, "")) }
    if tally.skippedInAll > 0 {
      rows.append(("skipped", tally.skippedInAll, reasons(tally.skipped)))
    }
    if tally.failedInAll > 0 { rows.append(("failed", tally.failedInAll, reasons(tally.failed))) }
    if tally.pending > 0 { rows.append(("pending", tally.pending, "not reached")) }
    let width = Readable.number(tally.discovered).count
    let head = "\(pad(title, to: 12))\(pad(Readable.number(tally.discovered), width)) discovered"
    return [head]
      + rows.map { name, number, note in
        let row = "  \(pad(name, to: 10))\(pad(Readable.number(number), width))"
        return note.isEmpty ? row : "\(row)  \(note)"
      }
  }

  /// Returns which images a dry run would not store.
  static func notStored(_ skipped: [SkipReason: Int], failed: [FailureReason: Int]) -> [String] {
    var lines: [String] = []
    if !skipped.isEmpty { lines.append("Skipped: \(reasons(skipped)).") }
    if !failed.isEmpty { lines.append("Failed: \(reasons(failed)).") }
    return lines
  }

  private static func failures(_ summary: CrawlSummary) -> [String] {
    let all = summary.images.failedInAll + summary.pages.failedInAll
    let listed = summary.failures.map { failure in
      let code = failure.reason == .httpError ? failure.httpStatus.map { " \($0)" } ?? "" : ""
      let page = failure.page.map { "\n    found on \($0)" } ?? ""
      return "  \(failure.address)\n    \(failure.reason.rawValue)\(code)\(page)"
    }
    let rest = all - listed.count
    return ["Failed:"] + listed
      + (rest > 0 ? ["  and \(Readable.number(rest)) more, in the manifest"] : [])
  }

  private static func reasons<Reason: RawRepresentable<String>>(_ counts: [Reason: Int]) -> String {
    counts.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }
      .map { "\($0.key.rawValue) \(Readable.number($0.value))" }
      .joined(separator: ", ")
  }

  private static func pad(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private static func pad(_ number: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - number.count)) + number
  }
}
