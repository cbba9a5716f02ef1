import Addressing
import CrawlModel

/// Numbers origins from 0 in the order in which they are added.
///
/// Only their hashes are kept, at most 16 bytes each; the key of the hashes is another one in each
/// process.
struct OriginNumbers {
  private var index = AddressIndex()

  /// The number of origins.
  var count: Int { index.count }

  /// The number of an origin; `nil` if it was not added.
  subscript(origin: Origin) -> Int? { index.entry(Self.key(origin)).map { $0.number.rawValue - 1 } }

  /// Adds an origin that is not known; returns its number.
  mutating func add(_ origin: Origin) -> Int {
    let number = count
    index.set(
      Self.key(origin), AddressIndex.Entry(number: RecordNumber(rawValue: number + 1), leftOut: nil)
    )
    return number
  }

  private static func key(_ origin: Origin) -> UInt64 {
    UInt64(bitPattern: Int64(origin.hashValue))
  }
}
