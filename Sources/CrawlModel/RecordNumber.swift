/// The number of the record of an address, from 1: a page and an image at one address have one
/// each.
///
/// A type of its own, so that it cannot be confused with a position, a depth or a count.
package struct RecordNumber: RawRepresentable<Int>, Hashable, Comparable, Sendable {
  package let rawValue: Int

  package init(rawValue: Int) { self.rawValue = rawValue }

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
