import Addressing
import CrawlModel

/// An entry of a backlog: an event of a crawl that must outlast the process.
///
/// A large document adds hundreds of thousands of addresses and references, so what is larger than
/// those is stored elsewhere (`indirect`).
enum BacklogEntry: Sendable {
  /// An origin was found for the first time.
  case origin(number: Int, Origin)
  /// An address was found for the first time.
  case address(NewAddress)
  /// The address before it was left out because it is part of a crawler trap.
  indirect case trap(RecordNumber, Trap)
  /// An address that a rule had left out is now put.
  case admitted(NewAddress)
  /// A document refers to an image; `source` is the document that contains the reference, if that
  /// is not `page`.
  case reference(
    image: RecordNumber, page: RecordNumber, source: RecordNumber?, Via, Caption, isNofollow: Bool)
  /// A job is no longer here: another node may do it.
  case elsewhere(RecordNumber, Lane.Key, turn: Int)
  /// A change of the frontier that several nodes share.
  indirect case shared(SharedChange)
  /// A request did not end a job.
  indirect case attempt(RecordNumber, Attempt)
  /// A job is done.
  indirect case result(BacklogResult)
  /// A document that is done turned out to be in a redirect loop.
  case redirectLoop(RecordNumber)
  /// A request for a policy file ended.
  indirect case policy(PolicyAnswer)
  /// An origin must not be requested until a wall-clock time, because it is overloaded or silent.
  case rest(origin: Int, until: Timestamp, isSilent: Bool)
  /// The host statistics of an origin.
  indirect case hostStatistics(origin: Int, HostStatistics)
}

/// An address as first found.
///
/// The order of the parts leaves no gaps between them.
struct NewAddress: Sendable {
  var number: RecordNumber
  var fingerprint: UInt64
  var depth: Int
  var hops = 0
  /// Its position in the lane: its number, or a later one if it was first left out.
  var turn = 0
  /// The number of the document it was found in; `nil` for a seed.
  var parent: RecordNumber?
  var kind: Job.Kind
  /// How much of the address of the document its request tells; `nil` for the standard policy.
  var referrerPolicy: ReferrerPolicy?
  /// Why a rule left it out; `nil` if it was put.
  var leftOut: SkipReason?
  var lane: Lane.Key
  var via: Via?
  var key: ImageKey
}
