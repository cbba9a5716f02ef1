import Files

/// The bytes of a complete document.
public struct DocumentContent {
  /// Where the bytes are.
  public let place: ImageContent.Place
  /// The number of bytes.
  public let count: Int
  /// Whatever must be kept until the bytes are released.
  private let owner: AnyObject?

  /// Makes a content.
  ///
  /// - Parameters:
  ///   - place: where the bytes are.
  ///   - owner: is kept as long as the content.
  public init(_ place: ImageContent.Place, keeping owner: AnyObject? = nil) {
    self.place = place
    self.owner = owner
    count = place.byteCount
  }

  /// Passes the bytes to a closure; those of a file through a memory mapping.
  ///
  /// - Throws: the error of `body`, or a `FileError` if the file cannot be mapped.
  public func withSpan<Result>(_ body: (Span<UInt8>) throws -> Result) throws -> Result {
    try place.withSpan(body)
  }
}
