/// A set of numbers that lie close together: a bit for each, and little for those between.
struct NumberSet {
  private var words: [Int: UInt64] = [:]

  /// Adds a number; returns `false` if it was there.
  mutating func insert(_ number: Int) -> Bool {
    let bit = UInt64(1) << UInt64(number & 63)
    let word = words[number >> 6, default: 0]
    guard word & bit == 0 else { return false }
    words[number >> 6] = word | bit
    return true
  }
}
