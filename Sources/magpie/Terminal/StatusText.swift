import CrawlModel
import Crawling

/// The state of a crawl as text.
enum StatusText {
  /// Returns the whole text; `earlier` is the state a moment before.
  static func text(of status: CrawlFolder.Status, since earlier: CrawlFolder.Status?) -> String {
    var lines = [headline(status)]
    if let earlier { lines.append(rate(status, since: earlier)) }
    lines.append("")
    lines += SummaryText.counts("Images", status.images, taken: "stored")
    lines += SummaryText.counts("Pages", status.pages, taken: "fetched")
    lines.append("")
    lines.append(
      "\(Readable.bytes(status.bytes)) stored, \(Readable.count(status.waiting, "address", "addresses")) "
        + "waiting\(status.process == nil && status.waiting > 0 ? " for the crawl to resume" : "")."
    )
    if !status.hosts.isEmpty { lines += ["", "Hosts"] + status.hosts.map { host($0, status) } }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func headline(_ status: CrawlFolder.Status) -> String {
    guard let run = status.runs.last else { return "Nothing has been crawled here yet." }
    let times = status.runs.count > 1 ? ", run \(status.runs.count)" : ""
    if let process = status.process {
      let who = process > 0 ? " as process \(process)" : ""
      return "Running since \(run.startedAt)\(who) (\(run.kind.rawValue)\(times))."
    }
    guard let ended = run.ended, let at = run.endedAt else {
      return "Ended unexpectedly; started \(run.startedAt) (\(run.kind.rawValue)\(times)). "
        + "Run the same command again to resume it."
    }
    return "Ended \(at): \(ended.rawValue) (\(run.kind.rawValue)\(times))."
  }

  private static func rate(
    _ now: CrawlFolder.Status, since earlier: CrawlFolder.Status
  ) -> String {
    guard let speed = now.speed(since: earlier) else { return "" }
    return "\(Readable.number(Int(speed.addresses.rounded()))) addresses/s, "
      + "\(Readable.bytes(Int(speed.bytes)))/s"
  }

  private static func host(
    _ host: HostStatus, _ status: CrawlFolder.Status
  ) -> String {
    var words = "  \(host.host)  \(Readable.count(host.requests, "request"))"
    if host.retries > 0 { words += ", \(Readable.number(host.retries)) of them retries" }
    if host.waiting > 0 { words += ", \(Readable.number(host.waiting)) waiting" }
    if let until = host.restsUntil, until > status.moment {
      words +=
        host.isSilent
        ? ", gives no answer, paused until \(until)"
        : ", paused until \(until) at the host's request"
    }
    return words
  }
}
