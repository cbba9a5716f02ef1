public import Files

/// What a transfer ended with.
public struct Fetched {
  /// What it was for.
  public let assignment: Assignment
  /// The answer, as far as one came.
  public let response: ResponseFacts?
  /// The head of the answer, as far as one came.
  public let head: ResponseHead
  /// Where the server is and how fast it answered; `nil` when nothing was sent.
  public let server: ServerSign?
  /// How it ended.
  public let result: Result

  /// How a transfer ended.
  public enum Result {
    /// A document, whole and in memory.
    case document([UInt8])
    /// An image, whole.
    case image(ImageContent, ImageFacts)
    /// A redirect; the `Location` as it stands there, `nil` when it is missing.
    case redirect(String?)
    /// It is as the validators of an earlier answer say (304).
    case unchanged
    /// A rule left it out, before or while it came.
    case skipped(SkipReason)
    /// The content belongs to another kind of job.
    case otherKind(Job.Kind)
    /// It went wrong.
    case fault(Fault)
    /// The disk did not take what came.
    case unwritten(FileError)
  }

  /// What went wrong with a transfer.
  public struct Fault: Sendable, Hashable {
    /// What it was.
    public var reason: FailureReason
    /// Whether it may be better in a while.
    public var isPassing: Bool
    /// How long the server asks to be left alone.
    public var retryAfter: Duration?

    /// Makes a fault from its parts.
    public init(reason: FailureReason, isPassing: Bool, retryAfter: Duration? = nil) {
      self.reason = reason
      self.isPassing = isPassing
      self.retryAfter = retryAfter
    }
  }

  /// Makes it from its parts.
  public init(
    _ assignment: Assignment, response: ResponseFacts? = nil, head: ResponseHead = ResponseHead(),
    server: ServerSign? = nil, result: Result
  ) {
    self.assignment = assignment
    self.response = response
    self.head = head
    self.server = server
    self.result = result
  }

  /// The job it was for.
  public var job: Job { assignment.job }
  /// The request that it answers.
  public var request: Request { assignment.request }
}
