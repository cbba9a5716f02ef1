/// A table that forgets what was not asked for in a long while, so that it never grows beyond twice
/// its size.
///
/// Two generations: what is new or asked for stands in the young one; when that is full it becomes
/// the old one, and what was in the old one is gone.
struct RecentTable<Value: Sendable>: Sendable {
  private let size: Int
  private var young: [UInt64: Value] = [:]
  private var old: [UInt64: Value] = [:]

  /// Makes an empty table of which up to twice `size` entries are kept.
  init(size: Int) { self.size = size }

  /// The value of a key, which is thereby recent.
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

  /// All that is kept, in no order.
  var all: [UInt64: Value] { old.merging(young) { _, new in new } }
}

extension RecentTable<Void> {
  /// Takes in a key; answers whether it was not there.
  mutating func insert(_ key: UInt64) -> Bool {
    if self[key] != nil { return false }
    self[key] = ()
    return true
  }
}
