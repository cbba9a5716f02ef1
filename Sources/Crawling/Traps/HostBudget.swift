import Addressing
import CrawlModel

/// How many pages of each host were requested, where that is limited.
struct HostBudget: Sendable {
  private let limit: Int
  private var asked: [String: Int] = [:]

  init(_ limit: Int) { self.limit = limit }

  /// Counts what earlier runs of the same crawl have requested, by host and port.
  mutating func use(_ pages: [String: Int]) { asked.merge(pages, uniquingKeysWith: +) }

  /// Claims a page; returns what forbids it.
  mutating func claim(_ job: Job, _ request: Request) -> Refusal? {
    // What is retried was claimed before.
    guard request.attempts == 0 else { return nil }
    let host = Self.name(of: job.address.origin)
    guard asked[host, default: 0] < limit else {
      return Refusal(.skipped(.hostBudget), note: "\(limit) pages of \(host) were requested")
    }
    asked[host, default: 0] += 1
    return nil
  }

  /// The host, the same for both schemes; with its port where that is not the scheme's own.
  static func name(of origin: Origin) -> String {
    origin.port == origin.scheme.defaultPort ? origin.host : "\(origin.host):\(origin.port)"
  }
}
