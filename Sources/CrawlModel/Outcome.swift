public import Addressing

/// What became of a job.
public enum Outcome: Sendable, Hashable {
  /// A document was fetched and read.
  case fetched
  /// A document leads elsewhere; the address there is a job of its own.
  case redirected(to: WebAddress)
  /// An image was stored in a file of its own.
  case stored(StoredContent)
  /// An image has the same bytes as one that was stored before.
  case duplicate(StoredContent)
  /// An earlier run of the crawl knows it, and it is as it was.
  case unchanged
  /// An earlier run of the crawl took it, and it is no longer there.
  case gone
  /// The crawl itself looked whether it is there, and there is nothing to tell of it; see
  /// ``Job/isProbe``.
  case aside
  /// A rule left it out.
  case skipped(SkipReason)
  /// Something went wrong, and trying again did not help.
  case failed(FailureReason)
}

/// An image's content as it lies in the output folder.
public struct StoredContent: Sendable, Hashable {
  /// The file, relative to the output folder, with `/` between folders.
  public var file: String
  /// The SHA-256 of the bytes, 64 lower-case hexadecimal digits.
  public var sha256: String
  /// The size in bytes.
  public var bytes: Int
  /// What the bytes say about the image.
  public var facts: ImageFacts

  /// Makes a description from its parts.
  public init(file: String, sha256: String, bytes: Int, facts: ImageFacts) {
    self.file = file
    self.sha256 = sha256
    self.bytes = bytes
    self.facts = facts
  }
}
