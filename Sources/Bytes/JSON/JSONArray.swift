/// The elements of an array that a ``JSONWriter`` is writing; valid only within the closure that
/// receives it.
public struct JSONArray: Sendable {
  var bytes: [UInt8]
  private var isEmpty = true

  init(bytes: [UInt8]) { self.bytes = bytes }

  /// The number of bytes of the whole text before the end of this array.
  public var position: Int { bytes.count }

  /// Writes a string.
  public mutating func add(_ value: String) {
    begin()
    bytes.appendJSON(value)
  }

  /// Writes a whole number.
  public mutating func add(_ value: some BinaryInteger) {
    begin()
    bytes.append(decimal: value)
  }

  /// Writes `true` or `false`.
  public mutating func add(_ value: Bool) {
    begin()
    value ? bytes.append("true") : bytes.append("false")
  }

  /// Writes `null`.
  public mutating func addNull() {
    begin()
    bytes.append("null")
  }

  /// Writes an object; `fill` writes its members.
  public mutating func object(_ fill: (inout JSONObject) -> Void) {
    begin()
    bytes.appendObject(fill)
  }

  /// Writes an array; `fill` writes its elements.
  public mutating func array(_ fill: (inout JSONArray) -> Void) {
    begin()
    bytes.appendArray(fill)
  }

  private mutating func begin() {
    if !isEmpty { bytes.append(UInt8(ascii: ",")) }
    isEmpty = false
  }
}
