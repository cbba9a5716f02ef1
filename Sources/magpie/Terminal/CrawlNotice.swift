import Addressing
import CrawlModel
import Crawling

/// Tells the user what concerns the whole crawl, as it happens: what a run resumes or checks, that it
/// stops, what the live rules say, and that nothing has answered yet.
struct CrawlNotice: CrawlObserver {
  let seesAddresses = false
  private let tell: @Sendable (CrawlEvent) -> Void

  /// Makes a notice in words; `write` receives whole lines in UTF-8.
  init(write: @escaping @Sendable ([UInt8]) -> Void) {
    tell = { event in
      if let text = Self.text(of: event) { write(Array((text + "\n").utf8)) }
    }
  }

  /// Makes a notice in the form of a log.
  init(_ log: any CrawlObserver) {
    tell = { log.crawl(did: $0) }
  }

  /// Handles an event.
  func crawl(did event: CrawlEvent) { tell(event) }

  /// The event in words; `nil` if there is nothing to tell.
  static func text(of event: CrawlEvent) -> String? {
    switch event {
    case .began(let start): text(of: start)
    case .retrying(_, let request, let reason, let retry):
      "\(words(on: request, reason, retry.error)); \(words(retry))."
    case .stopping(_, .zero):
      "Stopping now: this takes up to \(CrawlSignals.patience.components.seconds) s."
    case .stopping(0, _): "Stopping."
    case .stopping(let transfers, let grace):
      "Stopping: waiting up to \(grace.components.seconds) s for "
        + "\(Readable.count(transfers, "transfer")). Press Ctrl-C again to quit now."
    case .rulesRead(let count):
      "magpie: \(Readable.count(count, "rule")) of .magpie/rules in force."
    case .rulesRefused(let mistakes):
      mistakes.map { "magpie: \($0)\n" }.joined() + "magpie: The rules from before stay in force."
    case .warning(let words): "magpie: \(words)"
    default: nil
    }
  }

  private static func words(_ retry: Retry) -> String {
    let pause = Readable.duration(retry.pause)
    switch retry.left {
    case 0: return "trying a last time in \(pause)"
    case let left?: return "trying again in \(pause), then \(Readable.count(left, "more time"))"
    case nil: return "trying again in \(pause)"
    }
  }

  /// What went wrong with a request that nothing answered.
  private static func words(
    on request: Request, _ reason: FailureReason, _ error: String?
  ) -> String {
    let origin = "\(request.target.origin)"
    guard let error else { return "\(origin) gives no answer" }
    // The words of libcurl on these name the host.
    return reason == .connect || reason == .dns ? error : "\(origin): \(error)"
  }

  private static func text(of start: RunStart) -> String? {
    let images = Readable.count(start.imagesWaiting, "image")
    let addresses = Readable.count(start.addressesWaiting, "failed address", "failed addresses")
    switch (start.kind, start.pass) {
    case (.crawl, _): return nil
    case (.refresh, _):
      guard start.imagesWaiting > 0 else {
        let all = Readable.count(start.addressesWaiting, "address", "addresses")
        return "Checking \(all) for changes."
      }
      return "Checking \(images) for changes."
    case (.retry, _): return "Trying \(addresses) again."
    case (.resume, .refresh): return "Resuming: \(images) left to check for changes."
    case (.resume, .retry): return "Resuming: \(addresses) left to try again."
    case (.resume, _):
      guard start.imagesKnown > 0 else {
        let waiting = Readable.count(start.addressesWaiting, "address is", "addresses are")
        return "Resuming: no image is known yet, \(waiting) waiting."
      }
      return "Resuming: \(Readable.number(start.imagesHere)) of "
        + "\(Readable.number(start.imagesKnown)) known images are here."
    }
  }
}
