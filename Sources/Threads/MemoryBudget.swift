import Synchronization

/// A limit on the memory that all threads together use for one purpose.
///
/// The limit covers what was claimed, so it is as exact as the claims. Claiming takes no lock.
public final class MemoryBudget: Sendable {
  /// The maximum number of bytes claimed at a time.
  public let limit: Int
  private let used = Atomic(0)

  /// Makes a budget of `limit` bytes.
  public init(_ limit: Int) { self.limit = limit }

  /// Claims bytes; returns `false`, and claims nothing, if the limit would be exceeded.
  public func claim(_ count: Int) -> Bool {
    let (_, sum) = used.add(count, ordering: .relaxed)
    guard sum > limit else { return true }
    used.subtract(count, ordering: .relaxed)
    return false
  }

  /// Returns claimed bytes.
  public func giveBack(_ count: Int) { used.subtract(count, ordering: .relaxed) }
}

/// The bytes that one owner has claimed of a budget; they are returned when it is released.
///
/// Use it from one thread at a time.
public final class MemoryClaim {
  private let budget: MemoryBudget
  /// The number of bytes claimed.
  public private(set) var count = 0

  /// Claims nothing yet.
  public init(of budget: MemoryBudget) { self.budget = budget }

  deinit { budget.giveBack(count) }

  /// Claims more bytes; returns `false`, and claims nothing, if the budget has too few left.
  public func grow(by number: Int) -> Bool {
    guard budget.claim(number) else { return false }
    count += number
    return true
  }

  /// Returns all bytes.
  public func giveBack() {
    budget.giveBack(count)
    count = 0
  }
}
