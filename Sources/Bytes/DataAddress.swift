/// The media type and content of a `data:` address (RFC 2397), parsed as the Fetch standard does
/// (section 6, "`data:` URL processor").
///
/// The content is never longer than the address. An address longer than the limit is rejected
/// before anything is decoded.
public struct DataAddress: Sendable, Hashable {
  /// The media type as written, such as `image/png`; `text/plain` if the address has none.
  public var mediaType: String
  /// The content, decoded.
  public var content: [UInt8]

  /// The maximum length of a media type in bytes; longer ones are rejected.
  private static let longestMediaType = 256

  /// Parses an address; returns `nil` if it is not a `data:` address, is malformed or is too long.
  ///
  /// - Parameters:
  ///   - address: the text of the address, including any fragment.
  ///   - limit: the maximum length of the address in bytes.
  public init?(_ address: Span<UInt8>, limit: Int) {
    var start = 0
    while start < address.count, address[start] <= 0x20 { start += 1 }
    guard address.count - start <= limit,
      address.matchesIgnoringASCIICase("data:", at: start),
      let comma = address.firstOffset(of: UInt8(ascii: ","), from: start + 5),
      comma - start <= Self.longestMediaType
    else { return nil }
    let end = address.firstOffset(of: UInt8(ascii: "#"), from: comma) ?? address.count

    var head = Self.trimmed(address, start + 5, comma)
    var isBase64 = false
    if head.count >= 6 {
      let word = head.upperBound - 6
      if address.matchesIgnoringASCIICase("base64", at: word) {
        let before = Self.trimmed(address, head.lowerBound, word)
        if !before.isEmpty, address[before.upperBound - 1] == UInt8(ascii: ";") {
          isBase64 = true
          head = Self.trimmed(address, before.lowerBound, before.upperBound - 1)
        }
      }
    }
    mediaType = Self.mediaType(address, head)

    let decoded = Self.percentDecoded(address, comma + 1, end)
    guard isBase64 else {
      content = decoded
      return
    }
    guard let bytes = [UInt8](forgivingBase64: decoded.span) else { return nil }
    content = bytes
  }

  private static func trimmed(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Range<Int> {
    var (start, end) = (start, end)
    while start < end, text[start].isASCIIWhitespace { start += 1 }
    while end > start, text[end - 1].isASCIIWhitespace { end -= 1 }
    return start..<end
  }

  private static func mediaType(_ text: Span<UInt8>, _ head: Range<Int>) -> String {
    var end = head.lowerBound
    while end < head.upperBound, text[end] != UInt8(ascii: ";") { end += 1 }
    let range = trimmed(text, head.lowerBound, end)
    guard !range.isEmpty else { return "text/plain" }
    var bytes: [UInt8] = []
    for index in range { bytes.append(text[index].lowercasedASCII) }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func percentDecoded(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(end - start)
    var at = start
    while at < end {
      if text[at] == UInt8(ascii: "%"), at + 2 < end, let high = text[at + 1].hexDigitValue,
        let low = text[at + 2].hexDigitValue
      {
        bytes.append(high << 4 | low)
        at += 3
      } else {
        // Tabs and line breaks are removed from any address.
        if text[at] != 0x09, text[at] != 0x0A, text[at] != 0x0D { bytes.append(text[at]) }
        at += 1
      }
    }
    return bytes
  }
}

extension [UInt8] {
  /// Decodes base64 as the Infra standard's forgiving decoder does (section 7): white space is
  /// ignored and the padding may be missing.
  ///
  /// Returns `nil` for anything else that is not base64.
  public init?(forgivingBase64 text: Span<UInt8>) {
    self.init()
    reserveCapacity(text.count / 4 * 3)
    var digits = 0
    var padding = 0
    var bits: UInt32 = 0
    for index in text.indices {
      let byte = text[index]
      if byte.isASCIIWhitespace { continue }
      if byte == UInt8(ascii: "=") {
        padding += 1
        continue
      }
      guard padding == 0, let digit = byte.base64Digit else { return nil }
      bits = bits << 6 | UInt32(digit)
      digits += 1
      if digits % 4 == 0 {
        append(UInt8(truncatingIfNeeded: bits >> 16))
        append(UInt8(truncatingIfNeeded: bits >> 8))
        append(UInt8(truncatingIfNeeded: bits))
        bits = 0
      }
    }
    let isPadded = padding == 0 || (padding <= 2 && (digits + padding) % 4 == 0)
    guard digits % 4 != 1, isPadded else { return nil }
    if digits % 4 == 2 {
      append(UInt8(truncatingIfNeeded: bits >> 4))
    } else if digits % 4 == 3 {
      append(UInt8(truncatingIfNeeded: bits >> 10))
      append(UInt8(truncatingIfNeeded: bits >> 2))
    }
  }
}

extension UInt8 {
  fileprivate var base64Digit: UInt8? {
    switch self {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): self - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): self - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0") + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
