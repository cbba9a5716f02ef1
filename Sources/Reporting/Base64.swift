/// Base 64 with padding (RFC 4648, section 4).
enum Base64 {
  /// Returns the digits for bytes.
  static func text(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      var digits: [UInt8] = []
      for place in (0..<4).reversed() {
        digits.append(place > group.count ? UInt8(ascii: "=") : alphabet[bits & 63])
        bits >>= 6
      }
      text += digits.reversed()
    }
    return String(decoding: text, as: UTF8.self)
  }
}
