public import CrawlModel
public import Threads

/// The number of addresses of a crawl in each state; each change moves an address.
public struct CrawlCounts: Sendable, Hashable {
  /// The counts of the images.
  public var images = Tally()
  /// The counts of all other addresses.
  public var pages = Tally()
  /// Total size of all stored images, in bytes.
  public var storedBytes = 0
  /// What this run has done; of a running frontier only.
  public var run = RunCounts()
  /// The number of documents that are not done; of a running frontier only.
  public var documentsLeft = 0
  /// Jobs that are handed out and not done; of a running frontier only.
  public var inFlight = 0
  /// Jobs that wait to be handed out; of a running frontier only.
  public var waiting = 0

  /// The host whose rest everything waits for; of a running frontier only.
  public var awaited: Awaited?

  /// A host whose rest everything else waits for.
  public struct Awaited: Sendable, Hashable {
    /// The origin, as `scheme://host[:port]`.
    public var host: String
    /// When its rest ends.
    public var until: MonotonicTime
    /// Whether it rests because it gave no answer; otherwise it is overloaded.
    public var isSilent: Bool
  }

  /// Makes counts that are all zero.
  public init() {}

  /// A change: a newly found address, or one that changes its state.
  struct Move: Sendable, Hashable {
    var isImage: Bool
    /// The previous state; `nil` for a newly found address.
    var from: Tally.Column?
    /// The new state; `nil` for an address that is no longer counted.
    var to: Tally.Column?
    /// Bytes stored for the address.
    var bytes = 0
  }

  mutating func apply(_ move: Move) {
    if move.isImage {
      Self.apply(move, to: &images)
    } else {
      Self.apply(move, to: &pages)
    }
    storedBytes += move.bytes
  }

  private static func apply(_ move: Move, to tally: inout Tally) {
    switch (move.from, move.to) {
    case (let from?, let to?): tally.move(from: from, to: to)
    case (nil, let to?): tally.discover(as: to)
    case (let from?, nil): tally.discover(-1, as: from)
    case (nil, nil): break
    }
  }

  /// Adds a number that was stored elsewhere.
  mutating func add(_ number: Int, to column: Tally.Column, isImage: Bool) {
    if isImage {
      images.discover(number, as: column)
    } else {
      pages.discover(number, as: column)
    }
  }

  /// Whether both are balanced.
  public var isBalanced: Bool { images.isBalanced && pages.isBalanced }
}

extension Tally {
  /// Every column that is not zero, with its number.
  var columns: [(column: Column, number: Int)] {
    let plain: [(Column, Int)] = [
      (.taken, taken), (.duplicate, duplicate), (.unchanged, unchanged), (.gone, gone),
      (.pending, pending),
    ]
    return plain.filter { $0.1 != 0 } + skipped.map { (.skipped($0.key), $0.value) }
      + failed.map { (.failed($0.key), $0.value) }
  }
}
