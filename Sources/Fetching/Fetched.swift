public import Bytes
public import CrawlModel
public import Files

/// What a transfer ended with.
public struct Fetched {
  /// The job it was for.
  public let job: Job
  /// The answer, as far as one came.
  public let response: ResponseFacts?
  /// The head of the answer, as far as one came.
  public let head: ResponseHead
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
  }
}

/// The bytes of an image that has come whole, hashed on the way.
public struct ImageContent {
  /// Where the bytes are.
  public enum Place {
    /// In memory: most images are small.
    case memory([UInt8])
    /// In a file in the crawl's temporary folder.
    case file(TemporaryFile)
  }

  /// Where the bytes are.
  public let place: Place
  /// The hash of the bytes.
  public let digest: SHA256Digest
  /// How many bytes there are.
  public let count: Int
}
