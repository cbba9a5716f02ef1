import Bytes
import Markup

/// The text of one element, collected in pieces and bounded.
struct ElementText {
  /// The maximum number of bytes kept.
  let limit: Int
  private(set) var bytes: [UInt8] = []

  init(limit: Int) { self.limit = limit }

  /// Appends a piece.
  mutating func append(_ text: Span<UInt8>) {
    let count = min(text.count, limit - bytes.count)
    guard count > 0 else { return }
    // Reserving the exact size for each piece would copy all earlier pieces each time.
    bytes.append(text.extracting(..<count))
  }

  /// Appends ASCII characters.
  mutating func append(_ text: String) {
    guard bytes.count + text.utf8.count <= limit else { return }
    bytes += Array(text.utf8)
  }

  /// Removes all text.
  mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  /// The text without surrounding white space.
  var trimmed: String { String(String(decoding: bytes, as: UTF8.self).trimmingHTMLSpace) }

  /// The text on one line, with white space collapsed; `nil` if it is empty.
  var line: String? {
    let words = bytes.split(whereSeparator: \.isASCIIWhitespace)
    return words.isEmpty
      ? nil : words.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
  }
}
