import Addressing
import CrawlModel
import Threads

@testable import Scheduling

/// The invariants of `PoliteOrder` in the simplest form: lists that are searched linearly.
///
/// The order among several allowed origins is not specified, so this only checks whether each
/// result is one of the allowed ones.
struct NaiveOrder {
  private struct Host {
    var pages: [Assignment] = []
    var images: [Assignment] = []
    var delayed: [(notBefore: MonotonicTime, job: Assignment)] = []
    var imagesSincePage = 0
    var inFlight = 0
    var nextStart = MonotonicTime.distantPast
    var restsUntil = MonotonicTime.distantPast
  }

  let politeness: Politeness
  private var hosts: [Origin: Host] = [:]
  private var seen: Set<String> = []

  init(_ politeness: Politeness) { self.politeness = politeness }

  mutating func put(_ job: Assignment) -> Bool {
    let name = (job.kind == .image ? "image " : "document ") + job.address.text
    guard seen.insert(name).inserted else { return false }
    if job.kind == .image {
      hosts[job.target.origin, default: Host()].images.append(job)
    } else {
      hosts[job.target.origin, default: Host()].pages.append(job)
    }
    return true
  }

  mutating func taskDone(_ job: Assignment) { hosts[job.target.origin]?.inFlight -= 1 }

  mutating func putBack(_ job: Assignment, as successor: Assignment, notBefore time: MonotonicTime)
  {
    taskDone(job)
    hosts[successor.target.origin, default: Host()].delayed.append((time, successor))
  }

  mutating func hold(_ origin: Origin, until time: MonotonicTime) {
    let rest = hosts[origin, default: Host()].restsUntil
    hosts[origin, default: Host()].restsUntil = max(rest, time)
  }

  /// The earliest time at which anything may start; `nil` if nothing may at any time.
  var earliestStart: MonotonicTime? {
    hosts.values.compactMap { host -> MonotonicTime? in
      guard host.inFlight < politeness.transfersPerOrigin else { return nil }
      let gate = max(host.nextStart, host.restsUntil)
      if !host.pages.isEmpty || !host.images.isEmpty { return gate }
      return host.delayed.map(\.notBefore).min().map { max(gate, $0) }
    }.min()
  }

  /// Starts a job that was handed out; returns what is wrong with it, or `nil`.
  mutating func start(_ job: Assignment, at now: MonotonicTime) -> String? {
    guard var host = hosts[job.target.origin] else { return "it was never put" }
    defer { hosts[job.target.origin] = host }
    if host.inFlight >= politeness.transfersPerOrigin { return "its origin is full" }
    if now < host.nextStart { return "it comes before the delay is over" }
    if now < host.restsUntil { return "its origin rests" }
    host.inFlight += 1
    host.nextStart = now + politeness.delay
    let due = host.delayed.filter { $0.notBefore <= now }
    if let first = due.map(\.notBefore).min() {
      let index = host.delayed.firstIndex { $0.notBefore == first && $0.job.isSame(as: job) }
      guard let index else { return "one that was put back is due before it" }
      host.delayed.remove(at: index)
      return nil
    }
    let wantsImage = !host.images.isEmpty && (host.pages.isEmpty || host.imagesSincePage < 3)
    if wantsImage {
      host.imagesSincePage += 1
      return host.images.removeFirst().isSame(as: job) ? nil : "it is not the turn of this image"
    }
    host.imagesSincePage = 0
    guard !host.pages.isEmpty else { return "nothing waits at its origin" }
    return host.pages.removeFirst().isSame(as: job) ? nil : "it is not the turn of this page"
  }

  /// The number of waiting jobs.
  var waiting: Int {
    hosts.values.reduce(0) { $0 + $1.pages.count + $1.images.count + $1.delayed.count }
  }
}

extension Assignment {
  /// Whether it is the same request of the same job; the order assigns the tickets.
  fileprivate func isSame(as other: Assignment) -> Bool {
    job == other.job && request == other.request
  }
}
