import CrawlModel

/// All observers of a crawl; without observers, no event is created.
struct Observers: Sendable {
  let list: [any CrawlObserver]

  /// Sends an event to all of them.
  func send(_ event: () -> CrawlEvent) {
    guard !list.isEmpty else { return }
    let event = event()
    guard let (job, request) = SiteLists.probe(event) else { return send(event) }
    // A probe is reported only if it found something.
    guard case .finished(_, _, let findings) = event, findings.outcome != .aside else {
      return
    }
    send(.started(job, request))
    send(event)
  }

  private func send(_ event: CrawlEvent) {
    for observer in list { observer.crawl(did: event) }
  }
}
