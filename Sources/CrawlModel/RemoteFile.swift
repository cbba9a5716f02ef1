public import Files

/// A stored image that is not in the output folder but in a bucket: its file is an address, `s3://…`.
public enum RemoteFile {
  /// What its address begins with.
  public static let scheme = "s3://"

  /// Whether the file of an image is such an address.
  public static func isAddress(_ file: String) -> Bool { file.hasPrefix(scheme) }
}

/// Opens the stored images of a crawl, wherever they are.
public protocol ImageFiles: Sendable {
  /// Opens the file of an image; returns `nil` if there is none.
  ///
  /// - Parameters:
  ///   - file: the file, as in the records.
  ///   - bytes: its size in the records; of a larger one, no more than a byte beyond that may be
  ///     read.
  /// - Returns: the file.
  /// - Throws: the error that prevents reading.
  func open(_ file: String, bytes: Int?) throws -> ReadableFile?
}
