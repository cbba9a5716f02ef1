import Threads

/// The back-off of an origin in trouble: fewer concurrent transfers, and rests that grow.
///
/// Additive increase, multiplicative decrease, as in TCP's congestion control (Jacobson,
/// "Congestion Avoidance and Control", 1988): a sign of overload halves the number of transfers, each
/// success adds a fraction of one. That sign may be chance, so all transfers are allowed again after
/// four round trips; after reported overload, each round trip adds one. An origin that reports overload, or gives no answer, is tried with
/// a single transfer after its rest.
struct Backoff: Sendable {
  /// The maximum rest.
  static let longestRest: Duration = .seconds(120)
  /// The number of ended transfers among which faults are counted.
  static let faultsCountedAmong = 20
  /// The number of faults among them that suggests overload; with fewer, single addresses are
  /// broken.
  ///
  /// Where 1 % of all transfers fail independently, a fault is the third among 20 in less than 2
  /// of 100 cases: 1 - 0.99^19 - 19 · 0.01 · 0.99^18 = 0.015.
  static let faultsThatSuggestOverload = 3

  /// The rest after the first sign if the origin requests none; each further one doubles.
  let firstRest: Duration

  // Nil while there is no limit of its own.
  private var window: Double?
  private var rests = 0
  // By how much the window grows with each round trip.
  private var step = 1.0
  // Transfers that were in flight at the last failure; their results add no information.
  private var stale = 0
  // Whether the origin is not overloaded but away: after its first answer nothing holds it back.
  private var isAway = false
  // Whether it reported overload and has not recovered.
  private var isOverloaded = false
  // The ended transfers, latest first; a fault is a one.
  private var faults: UInt32 = 0

  /// What another machine needs to continue the back-off.
  struct State: Hashable, Sendable {
    /// The number of transfers allowed; `nil` if there is no limit.
    var window: Double?
    /// The number of rests that were needed.
    var rests = 0
    /// Whether it gave no answer.
    var isAway = false
    /// Whether it reported overload and has not recovered.
    var isOverloaded = false
  }

  /// Its state, without what concerns transfers in flight; setting it continues from there.
  var state: State {
    get { State(window: window, rests: rests, isAway: isAway, isOverloaded: isOverloaded) }
    set {
      (window, rests) = (newValue.window, newValue.rests)
      (isAway, isOverloaded) = (newValue.isAway, newValue.isOverloaded)
      step = 1
    }
  }

  /// Whether it knows nothing but what a new one does.
  var isUnused: Bool { state == State() && stale == 0 && faults == 0 }

  init(firstRest: Duration = .seconds(1)) { self.firstRest = max(.milliseconds(1), firstRest) }

  /// Returns the number of concurrent transfers allowed.
  func transfers(atMost limit: Int) -> Int {
    window.map { min(limit, max(1, Int($0))) } ?? limit
  }

  /// Whether a single transfer has to show that an origin that gave no answer is there again.
  var isProbing: Bool { isAway }

  /// Records a transfer that the origin answered with a fault; half as many transfers if faults are
  /// frequent.
  mutating func fault(inFlight: Int, limit: Int) {
    note(isFault: true)
    guard !isStale() else { return }
    returned()
    guard faults.nonzeroBitCount >= Self.faultsThatSuggestOverload else { return }
    faults = 0
    narrow(inFlight: inFlight, limit: limit)
  }

  /// Records a successful transfer while responses have become slower: half as many transfers.
  mutating func slowed(inFlight: Int, limit: Int) {
    note(isFault: false)
    guard !isStale() else { return }
    returned()
    narrow(inFlight: inFlight, limit: limit)
  }

  /// Records a successful transfer.
  mutating func answered(limit: Int) {
    note(isFault: false)
    guard !isStale() else { return }
    returned()
    guard let window else { return }
    let wider = window + step / window
    rests = max(0, rests - 1)
    self.window = wider >= Double(limit) ? nil : wider
    if self.window == nil { isOverloaded = false }
  }

  /// Records a transfer that shows nothing about the origin.
  mutating func ended() { _ = isStale() }

  /// Records that the origin reported overload, or gave no answer.
  ///
  /// - Parameters:
  ///   - asked: the delay that it requested; zero counts as absent.
  ///   - isAway: whether it gave no answer, so that its next answer ends the back-off.
  ///   - inFlight: the transfers in flight there, including this one.
  ///   - chance: from 0 to 1, so that clients do not all retry at the same moment.
  /// - Returns: the duration of the rest; `nil` if the trouble was already known.
  mutating func rest(
    asked: Duration?, isAway: Bool, inFlight: Int, chance: Double
  ) -> Duration? {
    guard !isStale() else { return nil }
    rests += 1
    // An overloaded origin that gives no answer is still treated as overloaded afterwards.
    if !isAway { isOverloaded = true }
    self.isAway = isAway && !isOverloaded
    window = 1
    step = 1
    stale = max(0, inFlight - 1)
    let grown = firstRest * (1 << min(rests - 1, 20))
    let rest = min(max(asked ?? .zero, grown), Self.longestRest)
    return rest + rest * (0.25 * min(max(chance, 0), 1))
  }

  private mutating func returned() {
    guard isAway else { return }
    isAway = false
    window = nil
    rests = 0
  }

  private mutating func narrow(inFlight: Int, limit: Int) {
    // Reported overload is certain, and its slow growth goes on.
    if window == nil { step = max(1, Double(limit) / 8) }
    window = max(1, (window ?? Double(limit)) / 2)
    stale = max(0, inFlight - 1)
  }

  private mutating func note(isFault: Bool) {
    faults = (faults << 1 | (isFault ? 1 : 0)) & (1 << UInt32(Self.faultsCountedAmong) - 1)
  }

  private mutating func isStale() -> Bool {
    guard stale > 0 else { return false }
    stale -= 1
    return true
  }
}
