import CrawlModel
import Crawling
import TestSupport
import Testing
import Threads

/// Crawls with more hosts that accept connections and do not answer than there are transfers.
@Suite(.timeLimit(.minutes(30)))
struct HangingHostTests {
  /// Opens a gate once a number of images is stored.
  private final class Counter: CrawlObserver {
    private let left: Monitor<Int>
    private let gate: Gate

    init(_ count: Int, opening gate: Gate) {
      left = Monitor(count)
      self.gate = gate
    }

    func crawl(did event: CrawlEvent) {
      guard case .finished(let job, _, let findings) = event, job.kind == .image,
        case .stored = findings.outcome
      else { return }
      let isLast = left.withLock { left in
        left -= 1
        return left == 0
      }
      if isLast { gate.open() }
    }
  }

  @Test(arguments: [(2, 1), (4, 1), (6, 3)])
  func `a host that answers is crawled to its end while all others hang`(
    transfers: Int, threads: Int
  ) throws {
    let gate = Gate()
    let hanging = try (0..<2 * transfers).map { number in
      try LoopbackSite(
        routes: ["/\(number).png": .picture("hanging \(number)")],
        otherwise: .decide { _ in
          gate.wait()
          return .status(404)
        })
    }
    defer { gate.open() }
    let foreign = hanging.indices.map { hanging[$0].url("/\($0).png") }
    var routes: [String: Behaviour] = [
      "/": .page(images: foreign + ["/0.png"], links: ["/1"])
    ]
    // One page leads to the next.
    for number in 0...10 { routes["/\(number).png"] = .picture("\(number)") }
    for number in 1..<10 {
      routes["/\(number)"] = .page(images: ["/\(number).png"], links: ["/\(number + 1)"])
    }
    routes["/10"] = .page(images: ["/10.png"])
    let result = try crawl(
      LoopbackSite(routes: routes), observers: [Counter(11, opening: gate)]
    ) {
      $0.transfers = transfers
      $0.threads = threads
      $0.allowsPrivateAddresses = true
    }
    #expect(result.summary.images.taken == 11 + hanging.count)
    let isAskedOnce = hanging.allSatisfy { $0.requests(for: "/robots.txt").count == 1 }
    #expect(isAskedOnce, "no host was waited for until the time limit")
    #expect(result.exit == 0)
  }
}
