public import CrawlModel

/// Where images go.
///
/// ``put(_:)`` may be called from any number of threads at once.
public protocol Store: Sendable {
  /// Keeps an image, exactly as its bytes are.
  ///
  /// Takes over the content: a file that came with the image is moved or removed. After an error
  /// nothing half-written is left and the image can be put again.
  ///
  /// - Parameter image: What was found.
  /// - Returns: Where it is.
  /// - Throws: What kept it from being written.
  func put(_ image: FoundImage) throws(StoreError) -> StoredImage

  /// Whether what was kept in an earlier run is still there, by its size.
  func has(_ content: StoredContent) -> Bool

  /// Puts all that was kept onto the device; call it once, after the last image.
  func close() throws(StoreError)
}

/// Where an image is kept.
public struct StoredImage: Sendable, Hashable {
  /// The file, relative to the output folder, with `/` between folders: `images/…`.
  public let file: String
  /// Whether the same bytes had been put before, so that nothing new was written.
  public let isDuplicate: Bool

  /// Makes an answer from its parts.
  public init(file: String, isDuplicate: Bool) {
    self.file = file
    self.isDuplicate = isDuplicate
  }
}
