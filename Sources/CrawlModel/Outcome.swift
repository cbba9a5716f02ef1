public import Addressing

/// The outcome of a job.
public enum Outcome: Sendable, Hashable {
  /// A document was fetched and read.
  case fetched
  /// A document redirects elsewhere; the target is a job of its own.
  case redirected(to: WebAddress)
  /// An image was stored in a file of its own.
  case stored(StoredContent)
  /// An image has the same bytes as one that was already stored.
  case duplicate(StoredContent)
  /// An earlier run of the crawl fetched it, and it has not changed.
  case unchanged
  /// An earlier run of the crawl fetched it, and it no longer exists.
  case gone
  /// A probe found nothing, so there is nothing to record; see ``Job/isProbe``.
  case aside
  /// A rule excluded it.
  case skipped(SkipReason)
  /// Something went wrong, and retries did not help.
  case failed(FailureReason)
}

/// An image's content as stored in the output folder.
public struct StoredContent: Sendable, Hashable {
  /// The file, relative to the output folder, with `/` between folders.
  public var file: String
  /// The SHA-256 of the bytes, 64 lower-case hexadecimal digits.
  public var sha256: String
  /// The size in bytes.
  public var bytes: Int
  /// The properties of the image.
  public var facts: ImageFacts

  /// Makes a description from its parts.
  public init(file: String, sha256: String, bytes: Int, facts: ImageFacts) {
    self.file = file
    self.sha256 = sha256
    self.bytes = bytes
    self.facts = facts
  }
}
