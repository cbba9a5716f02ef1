/// The jobs of one origin that are handed out one after the other.
///
/// The first of them are in memory and the rest in the journal, in order of `turn`.
///
/// There are as many as hosts that pages name, so it is small.
struct Lane: Sendable {
  /// Which lane it is.
  struct Key: Hashable, Sendable {
    private let originNumber: UInt32
    private let laneNumber: UInt32

    /// Makes the key of a lane of an origin.
    init(origin: Int, lane: Int) {
      originNumber = UInt32(origin)
      laneNumber = UInt32(lane)
    }

    /// The number of the origin, from 0.
    var origin: Int { Int(originNumber) }
    /// `images`, `documents`, or that of a level.
    var lane: Int { Int(laneNumber) }

    /// The row of the origin.
    var originRow: OriginRow { OriginRow(index: origin) }
  }

  static let images = 0
  static let documents = 1

  /// The lane of the pages of a depth, where pages wait level by level.
  static func level(_ depth: Int) -> Int { depth + 2 }

  private var memory: Int32 = 0
  private var backlog: Int32 = 0
  private var lastTurn: Int32 = 0

  /// The number of jobs that are in memory and not handed out.
  var inMemory: Int {
    get { Int(memory) }
    set { memory = Int32(clamping: newValue) }
  }

  /// The number of jobs that are only in the journal.
  var inBacklog: Int {
    get { Int(backlog) }
    set { backlog = Int32(clamping: newValue) }
  }

  /// The `turn` of the last job read into memory.
  var cursor: Int {
    get { Int(lastTurn) }
    set { lastTurn = Int32(clamping: newValue) }
  }

  /// Whether more jobs are being read.
  var isLoading = false
}

/// Jobs that are to be read from the journal into memory.
struct Refill: Sendable {
  var lane: Lane.Key
  var after: Int
  var limit: Int
}
