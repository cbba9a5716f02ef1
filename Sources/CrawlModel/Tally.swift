/// How many images, or other addresses, are in which state.
///
/// `discovered` is always the sum of all the others, and none is below zero; `isBalanced` checks
/// this.
public struct Tally: Sendable, Hashable {
  /// All addresses that were found.
  public var discovered = 0
  /// Images stored in a file of their own, or documents fetched.
  public var taken = 0
  /// Images whose bytes were already stored.
  public var duplicate = 0
  /// Addresses that a later crawl found unchanged.
  public var unchanged = 0
  /// Addresses that no longer exist in a later crawl.
  public var gone = 0
  /// Addresses that rules excluded, by reason.
  public var skipped: [SkipReason: Int] = [:]
  /// Addresses that failed, by reason.
  public var failed: [FailureReason: Int] = [:]
  /// Addresses that are not done yet.
  public var pending = 0

  /// Makes counts of nothing.
  public init() {}

  /// A state in which an address is counted.
  public enum Column: Sendable, Hashable {
    /// A stored image, or a document that was fetched.
    case taken
    /// An image whose bytes were already stored.
    case duplicate
    /// Unchanged since an earlier crawl.
    case unchanged
    /// No longer there.
    case gone
    /// Not done yet.
    case pending
    /// Excluded by a rule.
    case skipped(SkipReason)
    /// Failed for good.
    case failed(FailureReason)
  }

  /// Counts addresses that were discovered.
  public mutating func discover(_ number: Int = 1, as column: Column) {
    discovered += number
    add(number, to: column)
  }

  /// Moves an address from one state to another.
  public mutating func move(from old: Column, to new: Column) {
    add(-1, to: old)
    add(1, to: new)
  }

  private mutating func add(_ number: Int, to column: Column) {
    switch column {
    case .taken: taken += number
    case .duplicate: duplicate += number
    case .unchanged: unchanged += number
    case .gone: gone += number
    case .pending: pending += number
    case .skipped(let reason):
      let sum = skipped[reason, default: 0] + number
      skipped[reason] = sum == 0 ? nil : sum
    case .failed(let reason):
      let sum = failed[reason, default: 0] + number
      failed[reason] = sum == 0 ? nil : sum
    }
  }

  /// The total number of skipped addresses.
  public var skippedInAll: Int { skipped.values.reduce(0, +) }

  /// The total number of failed addresses.
  public var failedInAll: Int { failed.values.reduce(0, +) }

  /// Whether the sums agree, and no number is below zero.
  public var isBalanced: Bool {
    discovered == taken + duplicate + unchanged + gone + skippedInAll + failedInAll + pending
      && min(taken, duplicate, unchanged, gone, pending) >= 0
      && skipped.values.allSatisfy { $0 > 0 } && failed.values.allSatisfy { $0 > 0 }
  }
}
