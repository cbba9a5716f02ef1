import Addressing
import DequeModule
import OrderedCollections

/// The origins of a crawl, numbered in the order of their discovery, and which of them *sleep*:
/// their jobs wait only in the backlog.
///
/// Pages may name millions of hosts, of which few can be requested at a time. An origin takes about
/// a thousand bytes in the polite order, and fifty here.
struct KnownOrigins {
  private var names: OrderedSet<Origin> = []
  private var states: [State] = []
  private var sleeping = Deque<UInt32>()

  private struct State {
    /// Its number in the polite order; negative if it was never there.
    var place: Int32 = -1
    var isAsleep = false
  }

  /// The number of origins.
  var count: Int { names.count }

  subscript(number: Int) -> Origin { names[number] }

  /// Returns the number of an origin, and adds it if it is new.
  mutating func number(of origin: Origin) -> Int {
    let (isNew, number) = names.append(origin)
    if isNew { states.append(State()) }
    return number
  }

  /// Returns the number of a known origin.
  func knownNumber(of origin: Origin) -> Int {
    guard let number = names.firstIndex(of: origin) else {
      preconditionFailure("\(origin) was never met")
    }
    return number
  }

  /// The number of an origin in the polite order; `nil` if it was never there.
  func place(of number: Int) -> Int? {
    states[number].place < 0 ? nil : Int(states[number].place)
  }

  /// Records where an origin is in the polite order.
  mutating func set(place: Int, of number: Int) { states[number].place = Int32(place) }

  // MARK: Sleep

  /// Whether the jobs of an origin wait only in the backlog.
  func isAsleep(_ number: Int) -> Bool { states[number].isAsleep }

  /// Whether any origin sleeps.
  var areAnyAsleep: Bool { !sleeping.isEmpty }

  /// Lets an origin sleep, behind those that sleep already.
  mutating func sleep(_ number: Int) {
    guard !states[number].isAsleep else { return }
    states[number].isAsleep = true
    sleeping.append(UInt32(number))
  }

  /// Wakes the origin that has slept longest; `nil` if none sleeps.
  mutating func wake() -> Int? {
    guard let number = sleeping.popFirst().map(Int.init) else { return nil }
    states[number].isAsleep = false
    return number
  }
}
