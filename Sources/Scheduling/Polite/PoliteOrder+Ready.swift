import DequeModule
import Threads

/// Chooses among the origins that may start something.
extension PoliteOrder {
  /// The number of ready origins searched for one that the worker has warm connections to.
  static let warmLookahead = 8
  /// How often an origin may be passed over for a warmer one.
  static let patience = 4

  /// Whether origins that do not answer wait for a transfer that is not kept for the others.
  var isHoldingBack: Bool { reserve.isReached && !ready[answers: false].isEmpty }

  /// Adds an origin to the end of the ring that it belongs to.
  mutating func enterRing(_ index: Int) {
    let answers = origins[index, \.patience.isAnswering]
    origins[index].place = .ready
    origins[index].isAmongAnswering = answers
    origins[index].passedOver = 0
    ready.append(index, entry: origins[index, \.entry], answers: answers)
    if let group = origins[index, \.group] { groups[group].called += 1 }
  }

  /// Counts an origin that has left the ring, whether it starts something or not.
  mutating func leaveRing(_ index: Int) {
    origins[index].place = .idle
    if let group = origins[index, \.group] { groups[group].called -= 1 }
  }

  /// Counts what has changed at an origin; one in the ring that it no longer belongs to leaves it.
  mutating func count(_ index: Int) {
    let (old, new) = (origins[index, \.counted], origins[index, \.share])
    if old != new {
      origins[index].counted = new
      reserve.replace(old, with: new)
    }
    let answers = origins[index, \.isAmongAnswering]
    guard origins[index, \.place] == .ready, answers != origins[index, \.patience.isAnswering]
    else { return }
    leaveRing(index)
    // Its place is stale.
    origins[index].entry += 1
    dropStale(answers: answers)
  }

  /// Removes an origin from its ring: one near the front that is warm for the worker, else the
  /// front.
  mutating func takeReady(for worker: WorkerID) -> Int? {
    guard let answers = ready.nextAnswers(isReserved: reserve.isReached),
      let front = ready[answers: answers].first?.index
    else { return nil }
    var position = 0
    if worker != .anybody, origins[front, \.passedOver] < Self.patience {
      position = warmPosition(for: worker, answers: answers) ?? 0
      if position > 0 { origins[front].passedOver += 1 }
    }
    let index = ready[answers: answers].remove(at: position).index
    leaveRing(index)
    dropStale(answers: answers)
    return index
  }

  private func warmPosition(for worker: WorkerID, answers: Bool) -> Int? {
    for position in 0..<min(Self.warmLookahead, ready[answers: answers].count) {
      let place = ready[answers: answers][position]
      if origins[place.index, \.warmWorker] == worker, isCurrent(place) { return position }
    }
    return nil
  }

  /// Drops stale places from the front of a ring, so that the first one counts.
  private mutating func dropStale(answers: Bool) {
    while let first = ready[answers: answers].first, !isCurrent(first) {
      ready[answers: answers].removeFirst()
    }
  }

  private func isCurrent(_ place: ReadyOrigins.Place) -> Bool {
    origins[place.index, \.place] == .ready && origins[place.index, \.entry] == place.entry
  }
}
