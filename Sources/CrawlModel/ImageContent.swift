public import Bytes
public import Files

/// The bytes of a complete image, with their digest.
public struct ImageContent {
  /// Where the bytes are.
  public enum Place {
    /// In memory: most images are small.
    case memory([UInt8])
    /// In a file on the file system of the output folder.
    case file(TemporaryFile)

    /// The number of bytes.
    public var byteCount: Int {
      switch self {
      case .memory(let bytes): bytes.count
      case .file(let file): file.byteCount
      }
    }

    /// Passes the bytes to a closure; those of a file through a memory mapping.
    ///
    /// - Throws: the error of `body`, or a `FileError` if the file cannot be mapped.
    public func withSpan<Result>(_ body: (Span<UInt8>) throws -> Result) throws -> Result {
      switch self {
      case .memory(let bytes): try body(bytes.span)
      case .file(let file): try file.withSpan(body)
      }
    }
  }

  /// Where the bytes are.
  public let place: Place
  /// The SHA-256 digest of the bytes.
  public let digest: SHA256Digest
  /// The number of bytes.
  public let count: Int

  /// Makes a content whose digest is known; `digest` must be that of the bytes.
  public init(_ place: Place, digest: SHA256Digest) {
    self.place = place
    self.digest = digest
    count = place.byteCount
  }

  /// Makes a content from bytes in memory and computes their digest.
  public init(_ bytes: [UInt8]) {
    self.init(.memory(bytes), digest: SHA256Digest(of: bytes.span))
  }
}
