import CrawlModel

/// All observers of a crawl; an event that none of them receives is not created.
struct Observers: Sendable {
  private let list: [any CrawlObserver]
  private let ofAddresses: [any CrawlObserver]

  init(list: [any CrawlObserver]) {
    self.list = list
    ofAddresses = list.filter(\.seesAddresses)
  }

  /// Whether any of them receives the events of single addresses.
  var seeAddresses: Bool { !ofAddresses.isEmpty }

  /// Sends an event about the whole crawl to all of them.
  func send(_ event: CrawlEvent) {
    for observer in list { observer.crawl(did: event) }
  }

  /// Sends an event about an address to those that receive them.
  func send(ofAddress event: () -> CrawlEvent) {
    guard seeAddresses else { return }
    let event = event()
    guard let (job, request) = SiteLists.probe(event) else { return sendOfAddress(event) }
    // A probe is reported only if it found something.
    guard case .finished(_, _, let findings) = event, findings.outcome != .aside else {
      return
    }
    sendOfAddress(.started(job, request))
    sendOfAddress(event)
  }

  private func sendOfAddress(_ event: CrawlEvent) {
    for observer in ofAddresses { observer.crawl(did: event) }
  }
}
