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

  /// Adds a content that an earlier run stored, so that the same bytes are recognised whatever
  /// their file is called.
  ///
  /// - Parameters:
  ///   - digest: the digest of the bytes.
  ///   - file: the file, as in ``StoredImage/file``.
  ///   - isOwned: whether the records have an address that it was stored for, so that any other
  ///     address with the same bytes is a duplicate.
  func remember(_ digest: SHA256Digest, in file: String, isOwned: Bool)

  /// Forgets that this run has stored a content, because its record was given up; the file stays, and
  /// the next image with these bytes is no duplicate.
  func giveUp(_ digest: SHA256Digest)

  /// Whether a content stored in an earlier run still exists, judged by its size.
  ///
  /// - Throws: the error that prevents finding out, which ends the crawl.
  func has(_ content: StoredContent) throws(StoreError) -> Bool

  /// Whether storing takes so long that the thread of a worker, on which its transfers depend, must not
  /// wait for it.
  var isRemote: Bool { get }

  /// Makes sure that everything stored so far survives a power cut.
  func synchronize() throws(StoreError)

  /// Does so for everything; call it once, after the last image.
  func close() throws(StoreError)

  /// Drops what was kept for the recovery after a crash; call it when every image has its record.
  func forgetPlacements() throws(StoreError)
}

extension Store {
  /// Not remote.
  public var isRemote: Bool { false }

  /// Does nothing: there is no such thing.
  public func forgetPlacements() throws(StoreError) {}
}

/// The file in which an image is stored.
public struct StoredImage: Sendable, Hashable {
  /// The file, relative to the output folder, with `/` between folders: `images/…`; in a bucket, the
  /// address of the object.
  public let file: String
  /// Whether the same bytes were already stored, so that nothing new was written.
  public let isDuplicate: Bool

  /// Creates a value from its parts.
  public init(file: String, isDuplicate: Bool) {
    self.file = file
    self.isDuplicate = isDuplicate
  }
}
