import Bytes
public import Files
public import Threads

/// The result of a transfer.
public struct Fetched {
  /// The assignment it belongs to.
  public let assignment: Assignment
  /// The facts of the response, if one was received.
  public let response: ResponseFacts?
  /// The head of the response, if one was received.
  public let head: ResponseHead
  /// The server's network address, response time and the time of the request; `nil` when no transfer
  /// was started.
  public let server: ServerSign?
  /// How it ended.
  public let result: Result
  /// What a transfer that broke off has left for the next attempt.
  public let leftover: Leftover?
  /// What went over the wire; `nil` unless the crawl is archived and the answer is one to archive.
  public let exchange: Exchange?

  /// How a transfer ended.
  public enum Result {
    /// A complete document.
    case document(DocumentContent)
    /// A complete image.
    case image(ImageContent, ImageFacts)
    /// A redirect; the unparsed `Location`, or `nil` if it is missing.
    case redirect(String?)
    /// The resource has not changed since an earlier response (304).
    case unchanged
    /// The server refused the conditions or the range of the request (412, 416), or sent a part
    /// that does not continue the bytes received before; the whole must be requested without them.
    case refusedCondition
    /// A rule excluded it, before or during the transfer.
    case skipped(SkipReason)
    /// The content belongs to another kind of job.
    case otherKind(Job.Kind)
    /// The transfer failed.
    case fault(Fault)
    /// The content could not be written to the disk.
    case unwritten(FileError)
  }

  /// What a process can have too little of for a transfer, until others end and free theirs.
  public enum Shortage: Sendable, Hashable {
    /// Sockets and files that may be open.
    case descriptors
    /// Memory for the decoder of the response.
    case memory
  }

  /// What went wrong with a transfer.
  public struct Fault: Sendable, Hashable {
    /// The reason.
    public var reason: FailureReason
    /// Whether a later attempt may succeed.
    public var isPassing: Bool
    /// How long the server asks clients to wait.
    public var retryAfter: Duration?
    /// What this process had too little of, so that the server is not at fault; `nil` if it is.
    public var shortage: Shortage?
    /// What exactly went wrong, in the words of libcurl or of Magpie; `nil` if the reason says all.
    ///
    /// It can have words of the server: it is one line of at most 512 bytes.
    public var detail: String?

    /// The maximum length of a detail in bytes.
    package static let longestDetail = 512

    /// Makes a fault from its parts.
    public init(
      reason: FailureReason, isPassing: Bool, retryAfter: Duration? = nil,
      shortage: Shortage? = nil,
      detail: String? = nil
    ) {
      self.reason = reason
      self.isPassing = isPassing
      self.retryAfter = retryAfter
      self.shortage = shortage
      self.detail = detail.map { VisibleText.line($0).cut(to: Self.longestDetail) }
    }
  }

  /// Makes a result from its parts.
  public init(
    _ assignment: Assignment, response: ResponseFacts? = nil, head: ResponseHead = ResponseHead(),
    server: ServerSign? = nil, result: Result, leftover: Leftover? = nil,
    exchange: Exchange? = nil
  ) {
    self.assignment = assignment
    self.response = response
    self.head = head
    self.server = server
    self.result = result
    self.leftover = leftover
    self.exchange = exchange
  }

  /// What exactly went wrong; `nil` if nothing did, or if the reason says all.
  public var detail: String? {
    if case .fault(let fault) = result { fault.detail } else { nil }
  }
  /// The job of the assignment.
  public var job: Job { assignment.job }
  /// When the request was sent; `nil` if nothing was sent.
  public var sentAt: MonotonicTime? { server?.sentAt }
  /// The request of the assignment.
  public var request: Request { assignment.request }
}
