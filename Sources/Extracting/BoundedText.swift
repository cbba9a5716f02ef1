import Bytes

/// The text between two tags, with white space collapsed, up to a limit.
struct BoundedText {
  /// The maximum number of bytes kept of a heading, caption or link.
  static let maximumLength = 1024

  private var bytes: [UInt8] = []
  private var isAfterSpace = false

  /// Adds a piece of text.
  mutating func append(_ text: Span<UInt8>) {
    for index in text.indices {
      guard bytes.count < Self.maximumLength else { return }
      let byte = text[index]
      if byte.isASCIIWhitespace {
        isAfterSpace = true
      } else {
        if isAfterSpace, !bytes.isEmpty { bytes.append(0x20) }
        isAfterSpace = false
        bytes.append(byte)
      }
    }
  }

  /// Separates the text before from the text after.
  mutating func breakWord() { isAfterSpace = true }

  /// The text; `nil` if it is empty.
  var text: String? {
    bytes.isEmpty ? nil : String(decoding: bytes.prefix(Self.wholeLength(bytes)), as: UTF8.self)
  }

  /// Returns the number of bytes that are whole characters, since the limit may have cut one.
  private static func wholeLength(_ bytes: [UInt8]) -> Int {
    guard bytes.count >= maximumLength, let last = bytes.lastIndex(where: { $0 & 0xC0 != 0x80 })
    else { return bytes.count }
    let lead = bytes[last]
    let length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    return last + length <= bytes.count ? bytes.count : last
  }
}
