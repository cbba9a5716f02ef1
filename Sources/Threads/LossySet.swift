import Synchronization

/// A set of numbers of fixed size that threads share without a lock, and that may forget any of them.
///
/// For what is only worth remembering as long as it costs nothing: a number that is there was put, one
/// that is not may have been. A number has two slots beside each other; a newer one takes the place of
/// an older one.
public final class LossySet: @unchecked Sendable {
  // Sendable by proof: the two properties never change, and what the pointer leads to are atomics, each
  // of which stands for itself: whatever the order in which others see the stores, a slot holds 0 or a
  // number that was put. They are freed in `deinit`, when no other reference exists.
  private let slots: UnsafeMutablePointer<Atomic<UInt64>>
  private let mask: UInt64

  /// Makes an empty set.
  ///
  /// - Parameter count: how many numbers there is room for, a power of two of at least 2; each takes
  ///   eight bytes.
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

  /// Whether a number is there; 0 never is.
  public func contains(_ number: UInt64) -> Bool {
    let first = Int(number & mask)
    return number != 0
      && (slots[first].load(ordering: .relaxed) == number
        || slots[first ^ 1].load(ordering: .relaxed) == number)
  }

  /// Puts a number; its older neighbour moves on, and one before that is forgotten.
  public func insert(_ number: UInt64) {
    guard !contains(number) else { return }
    let first = Int(number & mask)
    let older = slots[first].load(ordering: .relaxed)
    if older != 0 { slots[first ^ 1].store(older, ordering: .relaxed) }
    slots[first].store(number, ordering: .relaxed)
  }
}
