import Bytes

/// The identifier of a record: a random UUID (RFC 9562 §5.4).
struct RecordID: CustomStringConvertible {
  /// The identifier as it stands in a record.
  let description: String

  /// Makes a new identifier.
  init() {
    var random = SystemRandomNumberGenerator()
    let high = random.next() & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
    let low = random.next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    var text: [UInt8] = []
    text.reserveCapacity(48)
    text.append("<urn:uuid:")
    for place in 0..<32 {
      if place == 8 || place == 12 || place == 16 || place == 20 { text.append("-") }
      let word = place < 16 ? high : low
      let digit = UInt8(truncatingIfNeeded: word >> UInt64(60 - 4 * (place & 15))) & 15
      text.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") - 10 + digit)
    }
    text.append(">")
    description = String(decoding: text, as: UTF8.self)
  }
}
