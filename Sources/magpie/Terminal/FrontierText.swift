import CrawlModel

/// The state of a shared crawl as text.
enum FrontierText {
  /// Returns the whole text; `earlier` is the state a moment before.
  static func text(of status: FrontierStatus, since earlier: FrontierStatus) -> String {
    var lines = [headline(status, since: earlier)]
    lines.append(
      "\(Readable.count(status.addresses, "address", "addresses")) found, "
        + "\(Readable.number(status.done)) done, \(Readable.number(status.unfinished)) not done; "
        + "\(Readable.count(status.originsWaiting, "origin")) without a machine.")
    lines += ["", "Machines"]
    lines += status.nodes.map { node($0, status, since: earlier) }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func headline(_ status: FrontierStatus, since earlier: FrontierStatus) -> String {
    let present = status.nodes.filter { $0.silence != nil }.count
    if let reason = status.stop {
      let cause = CrawlLimit(rawValue: reason).map { "by --\($0.rawValue)" } ?? "on request"
      let ending =
        present > 0
        ? "\(Readable.count(present, "machine")) ending"
        : "all have ended; the same command line continues it"
      return "Stopped \(cause): \(ending)."
    }
    if status.unfinished == 0 { return "Complete." }
    guard present > 0 else { return "No machine takes part; the same command line continues it." }
    return "Running on \(Readable.count(present, "machine"))" + rate(status.rate(since: earlier))
      + "."
  }

  private static func node(
    _ node: FrontierStatus.Node, _ status: FrontierStatus, since earlier: FrontierStatus
  ) -> String {
    let words = "  \(node.name)  \(Readable.number(node.done)) done"
    guard let silence = node.silence else { return words + ", has left" }
    let speed = rate(status.rate(since: earlier, of: node))
    return words + speed + ", \(Readable.count(node.origins, "origin")), seen "
      + "\(Readable.number(Int(silence.components.seconds))) s ago"
  }

  private static func rate(_ rate: Double?) -> String {
    rate.map { ", \(Readable.number(Int($0.rounded()))) addresses/s" } ?? ""
  }
}
