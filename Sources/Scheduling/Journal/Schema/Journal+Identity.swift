import Addressing
import GRDB
import Statements

/// The identity of a crawl, stored by its first run.
extension Journal {
  /// The secret key of the fingerprints, generated when the journal is created, so that a site
  /// cannot construct addresses that collide.
  var fingerprintKey: Fingerprint.Key {
    get throws(FrontierError) {
      if let text = try setting("fingerprint_key") {
        // With another key, no address would be known any more.
        return try attempt("read") {
          guard let key = Self.key(text) else { throw DatabaseError.damage("the fingerprint key") }
          return key
        }
      }
      let key = Fingerprint.Key(first: .random(in: 0 ... .max), second: .random(in: 0 ... .max))
      try set(["fingerprint_key": "\(key.first) \(key.second)"])
      return key
    }
  }

  private static func key(_ text: String) -> Fingerprint.Key? {
    let halves = text.split(separator: " ").compactMap { UInt64($0) }
    guard halves.count == 2 else { return nil }
    return Fingerprint.Key(first: halves[0], second: halves[1])
  }
}
