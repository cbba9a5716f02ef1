/// Reads JSON (RFC 8259) token by token; no tree is built.
///
///     var reader = JSONReader()
///     while let token = reader.next(in: json) {
///       if case .key(let key) = token, json.text(of: key) == "url" { … }
///     }
///
/// Made for JSON that others wrote: it is never refused. What is no JSON (comments, a comma too
/// many, a semicolon at the end) is passed over, several documents may follow one another, and a
/// string that the text breaks off in is left out. The cost is linear in the text and the memory
/// constant, however deep it is nested: what is a key is told by the colon after it, so the reader
/// remembers no containers. A caller that does must bound its own stack.
public struct JSONReader: Sendable {
  /// A token.
  public enum Token: Sendable, Hashable {
    case beginObject, endObject, beginArray, endArray
    /// A string with a colon after it.
    case key(Text)
    /// Any other string.
    case string(Text)
    /// A number, `true`, `false` or `null`: where it stands.
    case scalar(Range<Int>)
  }

  /// Where the content of a string stands, without its quotation marks.
  public struct Text: Sendable, Hashable {
    /// The bytes as they are written.
    public var range: Range<Int>
    /// Whether some of them are escapes; if not, the bytes are the text.
    public var hasEscapes: Bool

    /// Makes a text from its parts.
    public init(range: Range<Int>, hasEscapes: Bool) {
      self.range = range
      self.hasEscapes = hasEscapes
    }
  }

  /// Where reading goes on.
  public private(set) var position: Int

  /// Makes a reader that begins at an offset.
  public init(at position: Int = 0) { self.position = position }

  /// The next token, or `nil` at the end of the text.
  ///
  /// - Parameter json: the text in UTF-8, the same at each call.
  /// - Returns: the token; strings are decoded by `Span.text(of:)`.
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

  /// What numbers and the three literals consist of.
  fileprivate var isScalarPart: Bool {
    (self | 0x20) &- 0x61 < 26 || self &- 0x30 < 10 || self == UInt8(ascii: "-")
      || self == UInt8(ascii: "+") || self == UInt8(ascii: ".")
  }
}
