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
    text.counts(summary.images, summary.pages, bytes: summary.bytes)
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

  /// Writes the metrics of the folder of a crawl, which may be running.
  ///
  /// - Parameters:
  ///   - status: its state.
  ///   - crawl: the value of the label `crawl`.
  /// - Returns: the text in UTF-8.
  public static func bytes(of status: FolderStatus, crawl: String) -> [UInt8] {
    var text = Text(crawl: crawl)
    text.counts(status.images, status.pages, bytes: status.bytes)
    text.gauge("magpie_waiting", "Addresses that wait to be requested.") { $0.add(status.waiting) }
    text.gauge("magpie_running", "1 while a crawl runs, otherwise 0.") {
      $0.add(status.process == nil ? 0 : 1)
    }
    text.gauge("magpie_runs", "Runs of the crawl so far.") { $0.add(status.runs.count) }
    if let start = status.runs.last.flatMap({ Timestamp(rfc3339: $0.startedAt) }) {
      text.gauge("magpie_run_start_timestamp_seconds", "When the latest run began, in Unix time.") {
        $0.add(Int(start.seconds))
      }
    }
    text.gauge("magpie_hosts_paused", "Hosts that are paused, by cause.") { metric in
      let paused = status.hosts.filter { $0.restsUntil.map { $0 > status.moment } ?? false }
      metric.add(paused.count { !$0.isSilent }, ("cause", "overloaded"))
      metric.add(paused.count { $0.isSilent }, ("cause", "silent"))
    }
    if status.hosts.contains(where: { $0.inFlight != nil }) {
      text.gauge("magpie_transfers_in_flight", "Transfers that are under way.") {
        $0.add(status.hosts.reduce(0) { $0 + ($1.inFlight ?? 0) })
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

    /// Writes what is counted over all runs.
    mutating func counts(_ images: Tally, _ pages: Tally, bytes: Int) {
      gauge("magpie_images", "Image addresses that the crawl knows, by state.") { metric in
        for (state, number) in states(images, "stored") { metric.add(number, ("state", state)) }
      }
      gauge("magpie_pages", "Pages and other documents that the crawl knows, by state.") { metric in
        for (state, number) in states(pages, "fetched") { metric.add(number, ("state", state)) }
      }
      gauge("magpie_failures", "Addresses that failed, by kind and reason.") { metric in
        for (kind, tally) in [("image", images), ("page", pages)] {
          for (reason, number) in tally.failed.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            metric.add(number, ("kind", kind), ("reason", reason.rawValue))
          }
        }
      }
      gauge("magpie_stored_bytes", "Size of all stored images.") { $0.add(bytes) }
    }

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
