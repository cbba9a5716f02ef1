/// The identifier of a record: a random UUID (RFC 9562 §5.4).
struct RecordID: CustomStringConvertible {
  private let words: (UInt64, UInt64)

  /// Makes a new identifier.
  init() {
    var random = SystemRandomNumberGenerator()
    let high = random.next() & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
    let low = random.next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    words = (high, low)
  }

  /// The identifier as it stands in a record.
  var description: String {
    var text = Array("<urn:uuid:".utf8)
    for index in 0..<32 {
      if [8, 12, 16, 20].contains(index) { text.append(UInt8(ascii: "-")) }
      let word = index < 16 ? words.0 : words.1
      let digit = UInt8(truncatingIfNeeded: word >> UInt64(60 - 4 * (index % 16))) & 15
      text.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") - 10 + digit)
    }
    text.append(UInt8(ascii: ">"))
    return String(decoding: text, as: UTF8.self)
  }
}
