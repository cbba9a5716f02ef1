/// Consecutive numbers for names, found with a few comparisons and without a hasher.
public struct NameTable: Sendable {
  private struct Entry {
    var name: MarkupName = ""
    var code: UInt16 = 0
  }

  private var entries: [Entry]
  /// The number of names, which is also the number of the next one.
  public private(set) var count = 0

  /// Creates a table for at most `capacity` names, a power of two.
  public init(capacity: Int) {
    let size = 4 * capacity
    precondition(size & (size - 1) == 0 && size <= 1 << 16, "the size is a power of two")
    entries = Array(repeating: Entry(), count: size)
  }

  /// Returns the number of a name; `nil` if it is not in the table.
  public func code(of name: MarkupName) -> UInt16? {
    find(name)
  }

  @inline(__always)
  func find(_ name: MarkupName) -> UInt16? {
    var index = Int(truncatingIfNeeded: name.slot) & (entries.count &- 1)
    while true {
      let entry = entries[index]
      if entry.name == name { return entry.code }
      if entry.name.first == 0 { return nil }
      index = (index &+ 1) & (entries.count &- 1)
    }
  }

  /// Returns the number of a name, after adding it if necessary; `nil` if the table is full.
  public mutating func add(_ name: MarkupName) -> UInt16? {
    if let code = code(of: name) { return code }
    guard 2 * count < entries.count else { return nil }
    var index = Int(name.slot) & (entries.count - 1)
    while entries[index].name.first != 0 { index = (index + 1) & (entries.count - 1) }
    entries[index] = Entry(name: name, code: UInt16(count))
    count += 1
    return entries[index].code
  }
}
