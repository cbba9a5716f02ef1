import Addressing
import CrawlModel

/// The origins of an order, numbered from 0 in the order in which jobs came for them.
///
/// Only the bytes of their names are kept, and the hashes by which they are found.
struct OriginNames {
  private var numbers = OriginNumbers()
  private var places: [Place] = []
  private var hosts: [UInt8] = []

  private struct Place {
    let hostEnd: Int
    let port: UInt16
    let isEncrypted: Bool
  }

  /// The number of origins.
  var count: Int { places.count }

  /// The number of an origin; `nil` if it is not known.
  func number(of origin: Origin) -> Int? { numbers[origin] }

  /// Adds an origin that is not known; returns its number.
  mutating func add(_ origin: Origin) -> Int {
    hosts += origin.host.utf8
    places.append(
      Place(
        hostEnd: hosts.count, port: UInt16(clamping: origin.port),
        isEncrypted: origin.scheme == .https))
    return numbers.add(origin)
  }

  /// The origin with a number.
  subscript(number: Int) -> Origin {
    let place = places[number]
    let start = number == 0 ? 0 : places[number - 1].hostEnd
    return Origin(
      scheme: place.isEncrypted ? .https : .http,
      host: String(decoding: hosts[start..<place.hostEnd], as: UTF8.self), port: Int(place.port))
  }
}
