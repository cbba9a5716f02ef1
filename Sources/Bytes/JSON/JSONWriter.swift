/// Builds JSON text (RFC 8259) by appending to a buffer.
///
/// The result is always valid JSON: an object offers only members and an array only elements,
/// brackets close with the closure that fills them, strings are escaped, and there is no way to
/// write a number that JSON lacks. Keys keep the order in which they are written; the caller must
/// not write a key twice.
///
///     var json = JSONWriter()
///     json.object { entry in
///       entry.member("url", address)
///       entry.array("found") { $0.add("img[src]") }
///     }
///     json.endLine()
public struct JSONWriter: Sendable {
  /// The text written so far, in UTF-8.
  public private(set) var bytes: [UInt8]

  /// Creates a writer with no text.
  ///
  /// - Parameter capacity: the number of bytes to reserve.
  public init(capacity: Int = 0) {
    bytes = []
    bytes.reserveCapacity(capacity)
  }

  /// The text written so far.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Writes an object; `fill` writes its members.
  public mutating func object(_ fill: (inout JSONObject) -> Void) {
    bytes.appendObject(fill)
  }

  /// Writes an array; `fill` writes its elements.
  public mutating func array(_ fill: (inout JSONArray) -> Void) {
    bytes.appendArray(fill)
  }

  /// Ends a line; JSON Lines has a line break after each value.
  public mutating func endLine() { bytes.append(UInt8(ascii: "\n")) }

  /// Returns the text written so far and clears it.
  public mutating func take() -> [UInt8] {
    var text: [UInt8] = []
    swap(&text, &bytes)
    return text
  }

  /// Reuses the storage of a buffer that is no longer needed, for the next piece of a long file.
  public mutating func reuse(_ text: consuming [UInt8]) {
    text.removeAll(keepingCapacity: true)
    bytes = text
  }
}

extension [UInt8] {
  mutating func appendObject(_ fill: (inout JSONObject) -> Void) {
    var inner = JSONObject(bytes: [])
    // The buffer moves into the object and back, so nothing is copied.
    swap(&self, &inner.bytes)
    inner.bytes.append(UInt8(ascii: "{"))
    fill(&inner)
    inner.bytes.append(UInt8(ascii: "}"))
    swap(&self, &inner.bytes)
  }

  mutating func appendArray(_ fill: (inout JSONArray) -> Void) {
    var inner = JSONArray(bytes: [])
    swap(&self, &inner.bytes)
    inner.bytes.append(UInt8(ascii: "["))
    fill(&inner)
    inner.bytes.append(UInt8(ascii: "]"))
    swap(&self, &inner.bytes)
  }
}
