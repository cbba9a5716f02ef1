import Synchronization

/// A fixed-size set of numbers that threads share without a lock and that may lose numbers.
///
/// Used as a cache: a number in the set was put, but a number that was put may be missing. Each
/// number has two adjacent slots; a newer number replaces an older one.
public final class LossySet: @unchecked Sendable {
  // Sendable by proof: the two properties never change, and the pointer leads to atomics that are
  // independent of each other: in whatever order other threads see the stores, a slot holds 0 or a
  // number that was put. They are freed in `deinit`, when no other reference exists.
  private let slots: UnsafeMutablePointer<Atomic<UInt64>>
  private let mask: UInt64

  /// Makes an empty set.
  ///
  /// - Parameter count: the capacity, a power of two of at least 2; each slot uses eight bytes.
  public init(slots count: Int) {
    precondition(count >= 2 && count & (count - 1) == 0, "the number of slots is a power of two")
    slots = .allocate(capacity: count)
    for index in 0..<count { (slots + index).initialize(to: Atomic(0)) }
    mask = UInt64(count - 1)
  }

  deinit {
    slots.deinitialize(count: Int(mask) + 1)
    slots.deallocate()
  }

  /// Returns whether a number is in the set; always `false` for 0.
  public func contains(_ number: UInt64) -> Bool {
    let first = Int(number & mask)
    return number != 0
      && (slots[first].load(ordering: .relaxed) == number
        || slots[first ^ 1].load(ordering: .relaxed) == number)
  }

  /// Puts a number; the older one moves to the second slot, and the one there is dropped.
  public func insert(_ number: UInt64) {
    guard !contains(number) else { return }
    let first = Int(number & mask)
    let older = slots[first].load(ordering: .relaxed)
    if older != 0 { slots[first ^ 1].store(older, ordering: .relaxed) }
    slots[first].store(number, ordering: .relaxed)
  }
}
