public import CrawlModel
public import Threads

/// The moments at which requests are sent.
///
/// A server sees requests when they are sent, which may be long after they were handed out: a name
/// must be resolved and a connection made first. So where a delay applies, it counts from the
/// sending, and only one request at a time is on its way to being sent.
extension PoliteOrder {
  /// Records when the request of a paced assignment was sent; the next one may start its delay
  /// later.
  public mutating func sent(_ assignment: Assignment, at time: MonotonicTime) {
    guard let index = assignment.ticket.place, assignment.ticket.isPaced else { return }
    origins[index].note(sending: time)
    if let group = origins[index, \.group] {
      groups[group].lastStart = max(groups[group].lastStart, time)
    }
    endWait(index)
  }

  /// Records what is known of the sending when a transfer is over.
  mutating func ended(_ assignment: Assignment, sentAt time: MonotonicTime?, at index: Int) {
    switch (assignment.ticket.isPaced, time) {
    case (false, let time?): origins[index].note(sending: time)
    // It was never sent.
    case (true, nil): endWait(index)
    case (false, nil), (true, _?): break
    }
  }

  private mutating func endWait(_ index: Int) {
    guard origins[index, \.awaitsSending] else { return }
    origins[index].awaitsSending = false
    if let group = origins[index, \.group] {
      groups[group].unsent -= 1
      lookAtLine(group)
    }
    settle(index, at: .distantPast)
  }
}

extension OriginQueue {
  /// Records that a request was sent.
  fileprivate mutating func note(sending time: MonotonicTime) {
    hasNewReceipt = true
    if let lastSending {
      let interval = time < lastSending ? lastSending - time : time - lastSending
      fastestInterval = min(interval, fastestInterval ?? interval)
    }
    lastSending = max(time, lastSending ?? time)
    nextStart = max(nextStart, time + nextPause)
  }
}
