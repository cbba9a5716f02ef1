public import CrawlModel

/// Decides during a transfer whether its content is wanted.
///
/// It is called by the threads that drive the transfers, by several at once.
public protocol TransferJudge: Sendable {
  /// Judges the head of a response, so that a transfer that is unwanted by its announced size or
  /// type is cancelled before a byte of the body arrives.
  func judge(head: ResponseHead, for assignment: Assignment) -> Judgement

  /// Judges the first bytes of the body: each time their number has doubled while it is undecided,
  /// and once more when the body is complete.
  func judge(
    prefix: Span<UInt8>, isComplete: Bool, head: ResponseHead, for assignment: Assignment
  ) -> Judgement

  /// Whether an image that it wanted is whole by its own end marker; called when its transfer ended
  /// early.
  func isWhole(_ image: Span<UInt8>, _ facts: ImageFacts) -> Bool

  /// Whether a document is whole by its own end; called when its transfer ended early.
  func isWhole(document: Span<UInt8>) -> Bool
}

/// What to do with a transfer.
public enum Judgement: Sendable, Hashable {
  /// More bytes are needed to decide.
  case undecided
  /// It is a wanted image: keep it in a file.
  case image(ImageFacts)
  /// It is a wanted document: keep it in memory.
  case document
  /// A rule excludes it.
  case skip(SkipReason)
  /// It cannot be used.
  case fail(FailureReason)
  /// It belongs to a kind other than the job's.
  case otherKind(Job.Kind)
}
