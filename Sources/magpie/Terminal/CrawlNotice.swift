import CrawlModel

/// Tells the user what concerns the whole crawl, as it happens: what a run resumes or checks, that it
/// stops, and what the live rules say.
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
    case .stopping(_, .zero): "Stopping now."
    case .stopping(0, _): "Stopping."
    case .stopping(let transfers, let grace):
      "Stopping: waiting up to \(grace.components.seconds) s for "
        + "\(Readable.count(transfers, "transfer")). Press Ctrl-C again to quit now."
    case .rulesRead(let count):
      "magpie: \(Readable.count(count, "rule")) of .magpie/rules in force."
    case .rulesRefused(let mistakes):
      mistakes.map { "magpie: \($0)\n" }.joined() + "magpie: The rules from before stay in force."
    default: nil
    }
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
      return "Resuming: \(Readable.number(start.imagesHere)) of "
        + "\(Readable.number(start.imagesKnown)) known images are here."
    }
  }
}
