import Addressing
import CrawlModel

/// An entry of the journal: an event of a crawl that must outlast the process.
enum JournalEntry: Sendable {
  /// An origin was found for the first time.
  case origin(number: Int, Origin)
  /// An address was found for the first time.
  case address(NewAddress)
  /// An address that a rule had left out is now put.
  case admitted(NewAddress)
  /// A document refers to an image; `source` is the document that contains the reference, if that
  /// is not `page`.
  case reference(image: Int, page: Int, source: Int?, Via, Caption, isNofollow: Bool)
  /// A request did not end a job.
  case attempt(number: Int, Attempt)
  /// A job is done.
  case result(JournalResult)
  /// A document that is done turned out to be in a redirect loop.
  case circle(number: Int)
  /// An origin must not be requested until a wall-clock time, because it is overloaded or silent.
  case rest(origin: Int, until: Timestamp, isSilent: Bool)
  /// The host statistics of an origin.
  case receipt(origin: Int, HostStatistics)
}

/// An address as first found.
struct NewAddress: Sendable {
  var number: Int
  var fingerprint: UInt64
  var key: ImageKey
  var kind: Job.Kind
  var depth: Int
  var hops: Int
  /// The number of the document it was found in; `nil` for a seed.
  var parent: Int?
  var via: Via?
  var lane: Lane.Key
  /// Its position in the lane: its number, or a later one if it was first left out.
  var turn = 0
  /// Why a rule left it out; `nil` if it was put.
  var leftOut: SkipReason?
  /// The crawler trap that it belongs to, if that is why.
  var trap: Trap?
}

/// The outcome of a job.
struct JournalResult: Sendable {
  var number: Int
  var isImage: Bool
  var lane: Lane.Key
  var turn: Int
  var column: Tally.Column
  var outcome: Outcome
  var response: ResponseFacts?
  /// The final address, if redirects led elsewhere.
  var finalAddress: WebAddress?
  /// The state known from an earlier run.
  var earlier: EarlierVisit?
  /// The actual kind of a document.
  var kind: Link.Kind?
  /// The detail that decided the outcome.
  var note: String?
  /// The crawler trap that it belongs to, if that is why it was skipped.
  var trap: Trap?
  /// The opt-outs that apply to the address, or that a document states.
  var optOuts: [OptOut] = []
  var title: String?
  var links: Int?
  var images: Int?
  /// The number of the address that a document redirects to.
  var redirect: Int?
}

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
