public import CrawlModel
public import Files
import Threads

/// The stored images of a crawl: files below its folder, and objects in a bucket.
public struct StoredFiles: ImageFiles {
  private let folder: Folder
  private let openBucket: @Sendable () throws -> Bucket?
  private let known = Monitor<Bucket?>(nil)

  /// Makes a value.
  ///
  /// - Parameters:
  ///   - folder: the output folder.
  ///   - bucket: returns the bucket; called when an image in one is needed.
  public init(in folder: Folder, bucket: @escaping @Sendable () throws -> Bucket?) {
    self.folder = folder
    openBucket = bucket
  }

  /// The bucket of the crawl; `nil` if it has none.
  ///
  /// - Throws: the error that prevents using it, such as missing credentials.
  public var bucket: Bucket? {
    get throws {
      try known.withLock { known in
        if known == nil { known = try openBucket() }
        return known
      }
    }
  }

  /// Opens a file; an object is copied into a temporary file first, so that it can be read again and
  /// takes no memory.
  public func open(_ file: String, bytes: Int?) throws -> ReadableFile? {
    guard RemoteFile.isAddress(file) else { return try folder.open(below: file) }
    return try bucket?.open(file, bytes: bytes, copyingIn: Folder.open(Folder.temporaryPath))
  }
}
