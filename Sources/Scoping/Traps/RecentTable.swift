/// A table that drops entries not used recently, so that it never exceeds twice its size.
///
/// It has two generations. New and used entries are in the young one; when that is full it becomes
/// the old one, and the previous old one is dropped.
struct RecentTable<Value: Sendable>: Sendable {
  private let size: Int
  private var young: [UInt64: Value] = [:]
  private var old: [UInt64: Value] = [:]

  /// Creates an empty table that keeps up to twice `size` entries.
  init(size: Int) { self.size = size }

  /// The value of a key; access marks it as recent.
  subscript(key: UInt64) -> Value? {
    mutating get {
      if let value = young[key] { return value }
      guard let value = old[key] else { return nil }
      put(value, key)
      return value
    }
    set {
      guard let newValue else {
        young[key] = nil
        old[key] = nil
        return
      }
      put(newValue, key)
    }
  }

  private mutating func put(_ value: Value, _ key: UInt64) {
    young[key] = value
    guard young.count >= size else { return }
    old = young
    young = [:]
  }

  /// All entries, in no particular order.
  var all: [UInt64: Value] { old.merging(young) { _, new in new } }
}

extension RecentTable<Void> {
  /// Inserts a key; returns whether it is new.
  mutating func insert(_ key: UInt64) -> Bool {
    if self[key] != nil { return false }
    self[key] = ()
    return true
  }
}
