import CrawlModel
import Threads

/// What is left of the queue of an origin while nothing waits or is in flight there.
///
/// Most origins have no more than some numbers. The rules of a robots.txt, and whatever follows from
/// failures, are kept beside them.
struct PackedOrigin: Sendable {
  fileprivate indirect enum Extra: Sendable {
    case robots(RobotsResult)
    case other(Other)
  }

  /// What few origins have.
  fileprivate struct Other: Sendable {
    let gate: RobotsGate
    let optOuts: OptOutGate
    let backoff: Backoff
    let patience: Patience
    let restsUntil: MonotonicTime
    let isHopeless: Bool
    let probesFailedJob: Bool
    let givenUp: Refusal?
  }

  fileprivate struct Flags: OptionSet {
    let rawValue: UInt16

    static let hasNews = Flags(rawValue: 1)
    static let hasAnswered = Flags(rawValue: 2)
    static let hasStarted = Flags(rawValue: 4)
    static let hasSent = Flags(rawValue: 8)
    static let hasInterval = Flags(rawValue: 16)
    static let hadFewTransfers = Flags(rawValue: 32)
    static let knowsRobots = Flags(rawValue: 64)
    static let knowsOptOuts = Flags(rawValue: 128)
    static let isAnswering = Flags(rawValue: 256)
  }

  fileprivate var requests: UInt32 = 0
  fileprivate var retries: UInt32 = 0
  fileprivate var rests: UInt32 = 0
  fileprivate var fewestTransfers: UInt32 = 0
  fileprivate var entry: UInt32 = 0
  fileprivate var group: Int32 = -1
  fileprivate var fastestInterval: Int64 = 0
  fileprivate var lastStart: Int64 = 0
  fileprivate var nextStart: Int64 = 0
  fileprivate var robotsSince: Int64 = 0
  fileprivate var extra: Extra?
  fileprivate var flags: Flags = []
  fileprivate var imagesSincePage: UInt8 = 0

  /// Whether anything was requested there.
  var isRequested: Bool { requests > 0 }

  /// Whether it says no more than that the origin is known.
  var isBlank: Bool {
    requests == 0 && retries == 0 && rests == 0 && entry == 0 && group < 0 && flags.isEmpty
      && imagesSincePage == 0 && nextStart == MonotonicTime.distantPast.nanoseconds && extra == nil
  }

  /// Returns whether the host statistics have changed since the last call.
  mutating func takeNews() -> Bool { flags.remove(.hasNews) != nil }
}

extension OriginQueue {
  /// Whether nothing waits or is in flight here, or is about to.
  var isAtRest: Bool {
    place == .idle && isEmpty && inFlight == 0 && documentsOut == 0 && !awaitsSending
      && gate.isAtRest && optOuts.isAtRest
  }

  /// What is left of it when it is at rest.
  var packed: PackedOrigin {
    var packed = PackedOrigin()
    packed.requests = UInt32(clamping: requests)
    packed.retries = UInt32(clamping: retries)
    packed.rests = UInt32(clamping: rests)
    packed.entry = UInt32(truncatingIfNeeded: entry)
    packed.imagesSincePage = UInt8(clamping: imagesSincePage)
    packed.nextStart = nextStart.nanoseconds
    if let group { packed.group = Int32(group) }
    if let fewestTransfers {
      packed.fewestTransfers = UInt32(clamping: fewestTransfers)
      packed.flags.insert(.hadFewTransfers)
    }
    if let fastestInterval {
      packed.fastestInterval = fastestInterval.wholeNanoseconds
      packed.flags.insert(.hasInterval)
    }
    if let last = lastSending ?? lastStart {
      packed.lastStart = last.nanoseconds
      packed.flags.insert(lastSending == nil ? .hasStarted : .hasSent)
    }
    if hasNewReceipt { packed.flags.insert(.hasNews) }
    if patience.hasAnswered { packed.flags.insert(.hasAnswered) }
    if patience.isAnswering { packed.flags.insert(.isAnswering) }
    if optOuts.isOpen { packed.flags.insert(.knowsOptOuts) }
    if case .known(let result, let since) = gate {
      packed.robotsSince = since.nanoseconds
      packed.flags.insert(.knowsRobots)
      if !result.allowsAll { packed.extra = .robots(result) }
    }
    if hasOther {
      packed.extra = .other(
        PackedOrigin.Other(
          gate: gate, optOuts: optOuts, backoff: backoff, patience: patience,
          restsUntil: restsUntil, isHopeless: isHopeless, probesFailedJob: probesFailedJob,
          givenUp: givenUp))
    }
    return packed
  }

  private var hasOther: Bool {
    restsUntil != .distantPast || isHopeless || givenUp != nil || !backoff.isUnused
      || patience.isTried || !(optOuts.isUnasked || optOuts.hasNoFile)
  }

  /// Restores what was packed into a queue that is new.
  mutating func unpack(_ packed: PackedOrigin) {
    requests = Int(packed.requests)
    retries = Int(packed.retries)
    rests = Int(packed.rests)
    entry = Int(packed.entry)
    imagesSincePage = Int(packed.imagesSincePage)
    nextStart = MonotonicTime(nanoseconds: packed.nextStart)
    if packed.group >= 0 { group = Int(packed.group) }
    let flags = packed.flags
    if flags.contains(.hadFewTransfers) { fewestTransfers = Int(packed.fewestTransfers) }
    if flags.contains(.hasInterval) { fastestInterval = .nanoseconds(packed.fastestInterval) }
    let last = MonotonicTime(nanoseconds: packed.lastStart)
    if flags.contains(.hasStarted) { lastStart = last }
    if flags.contains(.hasSent) { (lastStart, lastSending) = (last, last) }
    hasNewReceipt = flags.contains(.hasNews)
    if flags.contains(.hasAnswered) { patience.answeredBefore() }
    if flags.contains(.isAnswering) { patience.answered(at: .distantPast) }
    if flags.contains(.knowsOptOuts) { optOuts = .unguarded }
    let since = MonotonicTime(nanoseconds: packed.robotsSince)
    if flags.contains(.knowsRobots) { gate = .known(.rules(.allowingAll), since: since) }
    switch packed.extra {
    case .robots(let result): gate = .known(result, since: since)
    case .other(let other):
      (gate, optOuts, backoff) = (other.gate, other.optOuts, other.backoff)
      (patience, restsUntil, isHopeless) = (other.patience, other.restsUntil, other.isHopeless)
      (probesFailedJob, givenUp) = (other.probesFailedJob, other.givenUp)
    case nil: break
    }
  }
}

extension RobotsResult {
  /// Whether it says no more than that everything is allowed.
  fileprivate var allowsAll: Bool {
    if case .rules(let rules) = self { rules.allowsAll } else { false }
  }
}
