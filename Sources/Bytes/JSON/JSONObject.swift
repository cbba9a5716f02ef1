/// The members of an object that a ``JSONWriter`` is writing; valid only within the closure that
/// receives it.
///
/// A key given as a string literal is written unchanged, so it must be plain ASCII without
/// quotation marks and backslashes. A key given as `named` is escaped.
public struct JSONObject: Sendable {
  var bytes: [UInt8]
  private var isEmpty = true

  init(bytes: [UInt8]) { self.bytes = bytes }

  /// Writes a string.
  public mutating func member(_ key: StaticString, _ value: String) {
    begin(key)
    bytes.appendJSON(value)
  }

  /// Writes a string, or nothing if it is `nil`.
  public mutating func member(_ key: StaticString, _ value: String?) {
    if let value { member(key, value) }
  }

  /// Writes an integer.
  public mutating func member(_ key: StaticString, _ value: some BinaryInteger) {
    begin(key)
    bytes.append(decimal: value)
  }

  /// Writes an integer.
  public mutating func member(_ key: StaticString, _ value: Int) {
    begin(key)
    bytes.append(decimal: value)
  }

  /// Writes an integer, or nothing if it is `nil`.
  public mutating func member(_ key: StaticString, _ value: Int?) {
    if let value { member(key, value) }
  }

  /// Writes an integer, or nothing if it is `nil`.
  public mutating func member(_ key: StaticString, _ value: (some BinaryInteger)?) {
    if let value { member(key, value) }
  }

  /// Writes `true` or `false`.
  public mutating func member(_ key: StaticString, _ value: Bool) {
    begin(key)
    value ? bytes.append("true") : bytes.append("false")
  }

  /// Writes `true` or `false`, or nothing if it is `nil`.
  public mutating func member(_ key: StaticString, _ value: Bool?) {
    if let value { member(key, value) }
  }

  /// Writes a duration as a number of seconds with three decimals, truncated.
  public mutating func member(_ key: StaticString, seconds value: Duration) {
    begin(key)
    bytes.appendSeconds(value)
  }

  /// Writes `null`.
  public mutating func null(_ key: StaticString) {
    begin(key)
    bytes.append("null")
  }

  /// Writes an object; `fill` writes its members.
  public mutating func object(_ key: StaticString, _ fill: (inout JSONObject) -> Void) {
    begin(key)
    bytes.appendObject(fill)
  }

  /// Writes an array; `fill` writes its elements.
  public mutating func array(_ key: StaticString, _ fill: (inout JSONArray) -> Void) {
    begin(key)
    bytes.appendArray(fill)
  }

  /// Writes a string under a key that is not a literal.
  public mutating func member(named key: String, _ value: String) {
    begin(named: key)
    bytes.appendJSON(value)
  }

  /// Writes an integer under a key that is not a literal.
  public mutating func member(named key: String, _ value: some BinaryInteger) {
    begin(named: key)
    bytes.append(decimal: value)
  }

  /// Writes `true` or `false` under a key that is not a literal.
  public mutating func member(named key: String, _ value: Bool) {
    begin(named: key)
    value ? bytes.append("true") : bytes.append("false")
  }

  /// Writes an array under a key that is not a literal; `fill` writes its elements.
  public mutating func array(named key: String, _ fill: (inout JSONArray) -> Void) {
    begin(named: key)
    bytes.appendArray(fill)
  }

  /// Begins a member whose key is a literal that needs no escaping.
  private mutating func begin(_ key: StaticString) {
    if !isEmpty { bytes.append(UInt8(ascii: ",")) }
    isEmpty = false
    bytes.append(UInt8(ascii: "\""))
    bytes.append(key)
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
  }

  private mutating func begin(named key: String) {
    if !isEmpty { bytes.append(UInt8(ascii: ",")) }
    isEmpty = false
    bytes.appendJSON(key)
    bytes.append(UInt8(ascii: ":"))
  }
}
