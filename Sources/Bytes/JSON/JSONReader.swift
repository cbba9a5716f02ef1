/// Reads JSON (RFC 8259) token by token, without building a tree.
///
///     var reader = JSONReader()
///     while let token = reader.next(in: json) {
///       if case .key(let key) = token, json.text(of: key) == "url" { … }
///     }
///
/// The reader accepts any input. What is not JSON (comments, an extra comma, a semicolon at the
/// end) is skipped, several documents may follow one another, and an unterminated string at the end
/// is omitted. The cost is linear in the length of the text. The memory is constant at any nesting
/// depth: a key is recognised by the colon after it, so the reader keeps no stack of containers. A
/// caller that keeps one must bound it.
public struct JSONReader: Sendable {
  /// A token.
  public enum Token: Sendable, Hashable {
    case beginObject, endObject, beginArray, endArray
    /// A string followed by a colon.
    case key(Text)
    /// Any other string.
    case string(Text)
    /// A number, `true`, `false` or `null`, as a range of the text.
    case scalar(Range<Int>)
  }

  /// The position of a string's content, without its quotation marks.
  public struct Text: Sendable, Hashable {
    /// The range of the content as written.
    public var range: Range<Int>
    /// Whether the content has escapes; if not, the bytes are the text.
    public var hasEscapes: Bool

    /// Creates a text from its parts.
    public init(range: Range<Int>, hasEscapes: Bool) {
      self.range = range
      self.hasEscapes = hasEscapes
    }
  }

  /// The offset of the next byte to read.
  public private(set) var position: Int

  /// Creates a reader that begins at an offset.
  public init(at position: Int = 0) { self.position = position }

  /// Returns the next token, or `nil` at the end of the text.
  ///
  /// - Parameter json: the text in UTF-8, the same for each call.
  /// - Returns: the token; `Span.text(of:)` decodes its string.
  public mutating func next(in json: Span<UInt8>) -> Token? {
    while position < json.count {
      let byte = json[position]
      position += 1
      switch byte {
      case UInt8(ascii: "{"): return .beginObject
      case UInt8(ascii: "}"): return .endObject
      case UInt8(ascii: "["): return .beginArray
      case UInt8(ascii: "]"): return .endArray
      case UInt8(ascii: "\""):
        guard let text = readString(json) else { return nil }
        return isBeforeColon(json) ? .key(text) : .string(text)
      case _ where byte.isScalarPart:
        let start = position - 1
        while position < json.count, json[position].isScalarPart { position += 1 }
        return .scalar(start..<position)
      default: break
      }
    }
    return nil
  }

  private mutating func readString(_ json: Span<UInt8>) -> Text? {
    let start = position
    var hasEscapes = false
    while position < json.count {
      let byte = json[position]
      position += 1
      if byte == UInt8(ascii: "\"") {
        return Text(range: start..<(position - 1), hasEscapes: hasEscapes)
      }
      if byte == UInt8(ascii: "\\") {
        hasEscapes = true
        position += 1
      }
    }
    position = json.count
    return nil
  }

  private func isBeforeColon(_ json: Span<UInt8>) -> Bool {
    var at = position
    while at < json.count, json[at].isJSONSpace { at += 1 }
    return at < json.count && json[at] == UInt8(ascii: ":")
  }
}

extension UInt8 {
  fileprivate var isJSONSpace: Bool {
    self == 0x20 || self == 0x0A || self == 0x0D || self == 0x09
  }

  /// Whether the byte can be part of a number or of one of the three literals.
  fileprivate var isScalarPart: Bool {
    (self | 0x20) &- 0x61 < 26 || self &- 0x30 < 10 || self == UInt8(ascii: "-")
      || self == UInt8(ascii: "+") || self == UInt8(ascii: ".")
  }
}
