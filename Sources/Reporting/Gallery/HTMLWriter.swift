/// Builds HTML by appending to a buffer, so that what comes from the web stays text.
///
/// Markup is a `StaticString` and therefore stands in this program's source; every other string is
/// escaped on its way in, in text as well as between the double quotes of an attribute.
///
///     var html = HTMLWriter()
///     html.markup("<p title=\"")
///     html.text(title)
///     html.markup("\">")
struct HTMLWriter {
  /// What was written since the start or the last `removeAll`, in UTF-8.
  private(set) var bytes: [UInt8] = []

  /// Appends markup as it is.
  mutating func markup(_ markup: StaticString) { bytes.append(contentsOf: markup.description.utf8) }

  /// Appends text: the five characters that mean something in HTML become references, and control
  /// characters, which HTML forbids, become spaces.
  mutating func text(_ text: some StringProtocol) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): markup("&amp;")
      case UInt8(ascii: "<"): markup("&lt;")
      case UInt8(ascii: ">"): markup("&gt;")
      case UInt8(ascii: "\""): markup("&quot;")
      case UInt8(ascii: "'"): markup("&#39;")
      case 0..<0x20, 0x7F: bytes.append(UInt8(ascii: " "))
      default: bytes.append(byte)
      }
    }
  }

  /// Appends text that may be of any length: what is beyond `limit` Unicode scalars is cut off and
  /// an ellipsis says so.
  mutating func text(_ text: some StringProtocol, upTo limit: Int) {
    let scalars = text.unicodeScalars
    guard let end = scalars.index(scalars.startIndex, offsetBy: limit, limitedBy: scalars.endIndex),
      end != scalars.endIndex
    else {
      self.text(text)
      return
    }
    self.text(text[..<end])
    self.text("…")
  }

  /// Appends the path of a file as a relative URL; each byte that is neither unreserved (RFC 3986,
  /// section 2.3) nor a slash is percent-encoded.
  mutating func path(_ file: String) {
    for byte in file.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "/"):
        bytes.append(byte)
      default:
        bytes.append(UInt8(ascii: "%"))
        bytes.append(Self.digits[Int(byte >> 4)])
        bytes.append(Self.digits[Int(byte & 15)])
      }
    }
  }

  /// Appends ` name="value"`, the value escaped.
  mutating func attribute(_ name: StaticString, _ value: some StringProtocol) {
    markup(" ")
    markup(name)
    markup("=\"")
    text(value)
    markup("\"")
  }

  /// Forgets what was written and keeps its room.
  mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  private static let digits = Array("0123456789ABCDEF".utf8)
}
