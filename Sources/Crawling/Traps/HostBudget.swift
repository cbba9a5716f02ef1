import Addressing
import CrawlModel

/// The number of pages requested from each host, if that is limited.
struct HostBudget: Sendable {
  private let limit: Int
  private var asked: [String: Int] = [:]
  /// The requests of other machines that share the crawl.
  private var elsewhere: [String: Int] = [:]

  init(_ limit: Int) { self.limit = limit }

  /// Adds the requests of earlier runs of the same crawl, by host and port.
  mutating func use(_ pages: [String: Int]) { asked.merge(pages, uniquingKeysWith: +) }

  /// Returns the number of pages requested from the host of an origin.
  func pages(at origin: Origin) -> Int { asked[Self.name(of: origin), default: 0] }

  /// Notes how many pages other machines have requested there.
  mutating func note(pagesElsewhere: Int, at origin: Origin) {
    elsewhere[Self.name(of: origin)] = pagesElsewhere
  }

  /// Claims a page; returns the refusal if the limit forbids it.
  mutating func claim(_ job: Job, _ request: Request) -> Refusal? {
    // A retried page was claimed before.
    guard request.attempts == 0 else { return nil }
    let host = Self.name(of: job.address.origin)
    guard asked[host, default: 0] + elsewhere[host, default: 0] < limit else {
      return Refusal(.skipped(.hostBudget), note: "\(limit) pages of \(host) were requested")
    }
    asked[host, default: 0] += 1
    return nil
  }

  /// Returns the host, the same for both schemes, with its port if it is not the scheme's default.
  static func name(of origin: Origin) -> String {
    origin.port == origin.scheme.defaultPort ? origin.host : "\(origin.host):\(origin.port)"
  }
}
