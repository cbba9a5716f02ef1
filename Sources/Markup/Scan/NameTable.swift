/// Numbers for names, found with a few comparisons and without a hasher.
public struct NameTable: Sendable {
  private var names: [MarkupName]
  private var codes: [UInt16]
  /// How many names there are; the next gets this number.
  public private(set) var count = 0

  /// Makes a table for at most so many names, a power of two.
  public init(capacity: Int) {
    let size = 4 * capacity
    precondition(size & (size - 1) == 0 && size <= 1 << 16, "the size is a power of two")
    names = Array(repeating: "", count: size)
    codes = Array(repeating: 0, count: size)
  }

  /// The number of a name; `nil` for one that is not in the table.
  public func code(of name: MarkupName) -> UInt16? {
    var index = Int(name.slot) & (names.count - 1)
    while true {
      if names[index] == name { return codes[index] }
      if names[index].first == 0 { return nil }
      index = (index + 1) & (names.count - 1)
    }
  }

  /// The number of a name, a new one for one that is not in the table yet; `nil` once it is full.
  public mutating func add(_ name: MarkupName) -> UInt16? {
    if let code = code(of: name) { return code }
    guard 2 * count < names.count else { return nil }
    var index = Int(name.slot) & (names.count - 1)
    while names[index].first != 0 { index = (index + 1) & (names.count - 1) }
    names[index] = name
    codes[index] = UInt16(count)
    count += 1
    return codes[index]
  }
}
