import CrawlModel
import Crawling

/// The summary at the end of a crawl as text.
enum SummaryText {
  /// Returns what was stored and where, and what was skipped or failed and why.
  static func lines(of summary: CrawlSummary, output: String) -> [TextLine] {
    if summary.collectedNothing { return SeedText.screen(of: summary, output: output) }
    var lines = [TextLine(headline(summary), as: style(of: summary))]
    lines += NoImagesText.lines(summary).map { TextLine($0) }
    if summary.start.kind != .crawl { lines.append(TextLine(RunText.folder(in: summary))) }
    lines.append("")
    lines += counts("Images", summary.images, taken: "stored").map { TextLine($0) }
    lines += counts("Pages", summary.pages, taken: "fetched").map { TextLine($0) }
    if let refresh = summary.refresh {
      lines.append("")
      lines += ChangeText.lines(refresh, summary.changes, output: output).map { TextLine($0) }
    }
    let failures = FailureText.lines(of: summary, output: output)
    if !failures.isEmpty { lines += [""] + failures }
    for note in summary.notes { lines += ["", TextLine(note)] }
    let logins = LoginPage.lines(summary.seedRedirects)
    if !logins.isEmpty { lines += [""] + logins.map { TextLine($0, as: .warning) } }
    if !summary.seedFailures.isEmpty { lines += [""] + SeedText.lines(summary) }
    lines.append("")
    if !summary.verifiedCertificates {
      lines.append("Certificates were not verified (--insecure).")
    }
    if let advice = advice(after: summary) { lines += [TextLine(advice), ""] }
    guard summary.hasRecords else { return lines }
    guard summary.hasImages else {
      lines.append("What was found is in \(output)/pages.jsonl and \(output)/images.jsonl;")
      lines.append(
        "magpie explain \(ShellWord.quoted(output)) URL says what happened to an address.")
      return lines
    }
    let gallery = output + "/index.html"
    let files = summary.options.first { $0.name == "store" }?.value ?? output + "/images"
    lines.append(
      """
      The gallery is \(gallery, as: .link(TerminalStyle.fileAddress(gallery))). The files are in \
      \(files);
      """)
    lines.append("where each was found is in \(output)/images.jsonl.")
    return lines
  }

  /// Returns only the errors; empty if there are none.
  static func errors(of summary: CrawlSummary, output: String) -> [TextLine] {
    var lines: [TextLine] = []
    if let trouble = summary.trouble { lines.append("magpie: \(trouble)") }
    if summary.collectedNothing {
      return lines + SeedText.screen(of: summary, output: output)
    }
    lines += FailureText.lines(of: summary, output: output)
    lines += SeedText.lines(summary)
    lines += LoginPage.lines(summary.seedRedirects).map { TextLine($0) }
    return lines + summary.notes.map { TextLine($0) }
  }

  /// How to go on after a run that did not do everything; `nil` if there is nothing left.
  private static func advice(after summary: CrawlSummary) -> String? {
    switch (summary.ending, summary.limit) {
    case (.complete, _) where summary.pages.skipped[.elsewhere] != nil:
      "Other machines have the rest; 'magpie merge OUT DIR...' unites the folders of all."
    case (.interrupted, _), (.limit, .time): "Run the same command to resume."
    case (.limit, let limit?): "Run the same command with a higher --\(limit.rawValue) to resume."
    default: nil
    }
  }

  private static func style(of summary: CrawlSummary) -> TextLine.Style {
    switch summary.ending {
    case .complete where !summary.reachedSeed: .bad
    case .complete:
      summary.images.failedInAll + summary.pages.failedInAll > 0 ? .warning : .good
    case .limit, .interrupted: .warning
    case .error: .bad
    }
  }

  private static func headline(_ summary: CrawlSummary) -> String {
    let time = "in \(Readable.duration(summary.elapsed))."
    let what = "\(RunText.done(in: summary)) \(time)"
    let pages = summary.pages.taken + summary.pages.unchanged
    switch summary.ending {
    case .complete where !summary.reachedSeed: return "No seed could be fetched: \(what)"
    case .complete where !summary.hasImages:
      return "No images: \(Readable.count(pages, "page")) read \(time)"
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
