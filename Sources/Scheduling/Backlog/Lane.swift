/// The jobs of one origin that are handed out one after the other.
///
/// The first of them are in memory and the rest in the journal, in order of `turn`.
struct Lane: Sendable {
  /// Which lane it is.
  struct Key: Hashable, Sendable {
    /// The number of the origin, from 0.
    var origin: Int
    /// `images`, `documents`, or that of a level.
    var lane: Int

    /// The row of the origin.
    var originRow: OriginRow { OriginRow(index: origin) }
  }

  static let images = 0
  static let documents = 1

  /// The lane of the pages of a depth, where pages wait level by level.
  static func level(_ depth: Int) -> Int { depth + 2 }

  /// The number of jobs that are in memory and not handed out.
  var inMemory = 0
  /// The number of jobs that are only in the journal.
  var inBacklog = 0
  /// The `turn` of the last job read into memory.
  var cursor = 0
  /// Whether more jobs are being read.
  var isLoading = false
}

/// Jobs that are to be read from the journal into memory.
struct Refill: Sendable {
  var lane: Lane.Key
  var after: Int
  var limit: Int
}
