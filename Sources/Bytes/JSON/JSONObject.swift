/// The inside of an object that a ``JSONWriter`` is writing; valid within the closure it was
/// given to.
public struct JSONObject: Sendable {
  var bytes: [UInt8]
  private var isEmpty = true

  init(bytes: [UInt8]) { self.bytes = bytes }

  /// Writes a string.
  public mutating func member(_ key: String, _ value: String) {
    begin(key)
    bytes.appendJSON(value)
  }

  /// Writes a string, or nothing where there is none.
  public mutating func member(_ key: String, _ value: String?) {
    if let value { member(key, value) }
  }

  /// Writes a whole number.
  public mutating func member(_ key: String, _ value: some BinaryInteger) {
    begin(key)
    bytes.append(decimal: value)
  }

  /// Writes a whole number, or nothing where there is none.
  public mutating func member(_ key: String, _ value: (some BinaryInteger)?) {
    if let value { member(key, value) }
  }

  /// Writes `true` or `false`.
  public mutating func member(_ key: String, _ value: Bool) {
    begin(key)
    value ? bytes.append("true") : bytes.append("false")
  }

  /// Writes a duration as a number of seconds with three decimals, cut off, not rounded.
  public mutating func member(_ key: String, seconds value: Duration) {
    begin(key)
    bytes.appendSeconds(value)
  }

  /// Writes `null`.
  public mutating func null(_ key: String) {
    begin(key)
    bytes.append("null")
  }

  /// Writes an object; `fill` writes its members.
  public mutating func object(_ key: String, _ fill: (inout JSONObject) -> Void) {
    begin(key)
    bytes.appendObject(fill)
  }

  /// Writes an array; `fill` writes its elements.
  public mutating func array(_ key: String, _ fill: (inout JSONArray) -> Void) {
    begin(key)
    bytes.appendArray(fill)
  }

  private mutating func begin(_ key: String) {
    if !isEmpty { bytes.append(UInt8(ascii: ",")) }
    isEmpty = false
    bytes.appendJSON(key)
    bytes.append(UInt8(ascii: ":"))
  }
}
