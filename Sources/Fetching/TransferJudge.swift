public import CrawlModel

/// Decides while a transfer runs whether it is worth going on.
///
/// It is asked by the threads that drive the transfers, and may be asked by several at once.
public protocol TransferJudge: Sendable {
  /// Hears the head of an answer with a body that is wanted so far; what is not wanted by its
  /// announced size or type is cut before a byte of it has come.
  func judge(head: ResponseHead, for job: Job) -> Judgement

  /// Hears the first bytes of the body, again and again as they grow while it is undecided, and
  /// once more when the body is complete.
  func judge(prefix: Span<UInt8>, isComplete: Bool, head: ResponseHead, for job: Job) -> Judgement
}

/// What is to be done with a transfer.
public enum Judgement: Sendable, Hashable {
  /// More bytes are needed to decide.
  case undecided
  /// It is an image that is wanted: keep it in a file.
  case image(ImageFacts)
  /// It is a document that is wanted: keep it in memory.
  case document
  /// A rule leaves it out.
  case skip(SkipReason)
  /// It cannot be used.
  case fail(FailureReason)
  /// It belongs to a kind other than the job's.
  case otherKind(Job.Kind)
}
