public import Bytes
public import CrawlModel

/// A place where images are stored.
///
/// ``put(_:)`` may be called from any number of threads at once.
public protocol Store: Sendable {
  /// Stores an image with its original bytes.
  ///
  /// Takes ownership of the content: the file of an image is moved or removed. After an error no
  /// partial file is left and the image can be stored again.
  ///
  /// - Parameter image: the image.
  /// - Returns: where it is stored.
  /// - Throws: the error that prevented writing it.
  func put(_ image: FoundImage) throws(StoreError) -> StoredImage

  /// Forgets that this run has stored a content, because its record was given up; the file stays, and
  /// the next image with these bytes is no duplicate.
  func giveUp(_ digest: SHA256Digest)

  /// Whether a content stored in an earlier run still exists, judged by its size.
  func has(_ content: StoredContent) -> Bool

  /// Syncs everything to the device; call it once, after the last image.
  func close() throws(StoreError)
}

/// The file in which an image is stored.
public struct StoredImage: Sendable, Hashable {
  /// The file, relative to the output folder, with `/` between folders: `images/…`.
  public let file: String
  /// Whether the same bytes were already stored, so that nothing new was written.
  public let isDuplicate: Bool

  /// Creates a value from its parts.
  public init(file: String, isDuplicate: Bool) {
    self.file = file
    self.isDuplicate = isDuplicate
  }
}
