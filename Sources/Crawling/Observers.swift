import CrawlModel

/// All who want to hear of a crawl's events; costs nothing when there are none.
struct Observers: Sendable {
  let list: [any CrawlObserver]

  func tell(_ event: () -> CrawlEvent) {
    guard !list.isEmpty else { return }
    let event = event()
    for observer in list { observer.crawl(did: event) }
  }
}
