import Addressing
import CrawlModel
import DequeModule

/// The origins of a crawl, numbered in the order of their discovery, and which of them *sleep*:
/// their jobs wait only in the backlog.
///
/// Pages may name millions of hosts, of which few can be requested at a time. An origin takes about
/// a thousand bytes in the polite order while something waits there, and two dozen here, where only
/// its hash is kept.
struct KnownOrigins {
  private var numbers = OriginNumbers()
  // Where each origin is in the polite order.
  private var places: [Place] = []
  private var sleeping = Deque<UInt32>()

  private struct Place {
    static let none: UInt32 = 1 << 31 - 1

    private var bits = Self.none

    /// Its number there; `none` if it never was.
    var number: UInt32 {
      get { bits & Self.none }
      set { bits = bits & ~Self.none | newValue }
    }

    var isAsleep: Bool {
      get { bits > Self.none }
      set { bits = newValue ? bits | ~Self.none : bits & Self.none }
    }
  }

  /// The number of origins.
  var count: Int { numbers.count }

  /// Returns the number of an origin; `nil` if it is not known.
  func number(of origin: Origin) -> Int? { numbers[origin] }

  /// Adds an origin that is not known; returns its number.
  mutating func add(_ origin: Origin) -> Int {
    places.append(Place())
    return numbers.add(origin)
  }

  /// The number of an origin in the polite order; `nil` if it was never there.
  func place(of number: Int) -> Int? {
    places[number].number == Place.none ? nil : Int(places[number].number)
  }

  /// Records where an origin is in the polite order.
  mutating func set(place: Int, of number: Int) {
    places[number].number = UInt32(place)
  }

  // MARK: Sleep

  /// Whether the jobs of an origin wait only in the backlog.
  func isAsleep(_ number: Int) -> Bool { places[number].isAsleep }

  /// Whether any origin sleeps.
  var areAnyAsleep: Bool { !sleeping.isEmpty }

  /// Lets an origin sleep, behind those that sleep already.
  mutating func sleep(_ number: Int) {
    guard !places[number].isAsleep else { return }
    places[number].isAsleep = true
    sleeping.append(UInt32(number))
  }

  /// Wakes the origin that has slept longest; `nil` if none sleeps.
  mutating func wake() -> Int? {
    guard let number = sleeping.popFirst().map(Int.init) else { return nil }
    places[number].isAsleep = false
    return number
  }
}
