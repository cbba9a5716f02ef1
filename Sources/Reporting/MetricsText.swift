public import CrawlModel

/// The metrics of a crawl in the text form of Prometheus, for the textfile collector of node_exporter
/// (prometheus.io/docs/instrumenting/exposition_formats).
public enum MetricsText {
  /// Writes the metrics of a run that has ended.
  ///
  /// - Parameters:
  ///   - summary: its summary.
  ///   - crawl: the value of the label `crawl`, which keeps the files of several crawls apart.
  ///   - time: when it ended.
  /// - Returns: the text in UTF-8.
  public static func bytes(
    of summary: CrawlSummary, crawl: String, endedAt time: Timestamp
  ) -> [UInt8] {
    var text = Text(crawl: crawl)
    text.gauge("magpie_images", "Image addresses that the crawl knows, by state.") { metric in
      for (state, number) in states(summary.images, "stored") {
        metric.add(number, ("state", state))
      }
    }
    text.gauge("magpie_pages", "Pages and other documents that the crawl knows, by state.") {
      metric in
      for (state, number) in states(summary.pages, "fetched") {
        metric.add(number, ("state", state))
      }
    }
    text.gauge("magpie_failures", "Addresses that failed, by kind and reason.") { metric in
      for (kind, tally) in [("image", summary.images), ("page", summary.pages)] {
        for (reason, number) in tally.failed.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
          metric.add(number, ("kind", kind), ("reason", reason.rawValue))
        }
      }
    }
    text.gauge("magpie_stored_bytes", "Size of all stored images.") { $0.add(summary.bytes) }
    text.gauge("magpie_run_images", "Images by what the latest run did with them.") { metric in
      let run = summary.run
      for (change, number) in [
        ("checked", run.imagesChecked), ("new", run.new), ("changed", run.changed),
        ("gone", run.gone),
      ] { metric.add(number, ("change", change)) }
    }
    text.gauge("magpie_run_stored_bytes", "Size of the images that the latest run stored.") {
      $0.add(summary.run.bytes)
    }
    text.gauge("magpie_run_duration_seconds", "How long the latest run took.") {
      $0.add(seconds(summary.elapsed))
    }
    text.gauge("magpie_run_end_timestamp_seconds", "When the latest run ended, in Unix time.") {
      $0.add(Int(time.seconds))
    }
    text.gauge("magpie_run_ended", "1 for how the latest run ended, 0 for the other ways.") {
      metric in
      for ending in CrawlSummary.Ending.allCases {
        metric.add(ending == summary.ending ? 1 : 0, ("ending", ending.rawValue))
      }
    }
    return Array(text.text.utf8)
  }

  private static func states(_ tally: Tally, _ taken: String) -> [(String, Int)] {
    [
      (taken, tally.taken), ("duplicate", tally.duplicate), ("unchanged", tally.unchanged),
      ("gone", tally.gone), ("skipped", tally.skippedInAll), ("failed", tally.failedInAll),
      ("pending", tally.pending),
    ]
  }

  private static func seconds(_ duration: Duration) -> String {
    let (whole, attoseconds) = duration.components
    let milliseconds = "\(1_000 + attoseconds / 1_000_000_000_000_000)"
    return "\(whole).\(milliseconds.dropFirst())"
  }

  /// A text under construction.
  private struct Text {
    let crawl: String
    var text = ""

    mutating func gauge(_ name: String, _ help: String, _ fill: (inout Metric) -> Void) {
      var metric = Metric(name: name, crawl: crawl)
      fill(&metric)
      guard !metric.lines.isEmpty else { return }
      text += "# HELP \(name) \(help)\n# TYPE \(name) gauge\n" + metric.lines
    }
  }

  /// The samples of a metric.
  private struct Metric {
    let name: String
    let crawl: String
    var lines = ""

    mutating func add(_ value: some CustomStringConvertible, _ labels: (String, String)...) {
      let all = ([("crawl", crawl)] + labels).map { "\($0.0)=\"\(MetricsText.escaped($0.1))\"" }
      lines += "\(name){\(all.joined(separator: ","))} \(value)\n"
    }
  }

  /// The value of a label: a backslash, a quotation mark and a line feed are escaped.
  private static func escaped(_ value: String) -> String {
    value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      .replacing("\n", with: "\\n")
  }
}
