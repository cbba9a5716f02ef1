import CrawlModel

/// All who want to hear of a crawl's events; costs nothing when there are none.
struct Observers: Sendable {
  let list: [any CrawlObserver]

  func tell(_ event: () -> CrawlEvent) {
    guard !list.isEmpty else { return }
    let event = event()
    guard let attempt = SiteLists.attempt(event) else { return tell(event) }
    // Of what was only looked for one hears once it is there.
    guard case .finished(_, let findings) = event, findings.outcome != .aside else {
      return
    }
    tell(.started(attempt))
    tell(event)
  }

  private func tell(_ event: CrawlEvent) {
    for observer in list { observer.crawl(did: event) }
  }
}
