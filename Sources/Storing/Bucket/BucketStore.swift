import Addressing
public import Bytes
public import CrawlModel
public import Files
import S3
import Threads

/// A store that keeps each image as an object of a bucket, named by its digest: `ab/abcdef….EXT`.
///
/// The same bytes are stored once. ``put(_:)`` returns when the bucket has the object, so nothing that
/// is recorded as stored can be lost here. A second object of the same name has the same bytes, so
/// any number of crawls may share a bucket.
public final class BucketStore: Store {
  private let bucket: Bucket
  private let output: Folder
  private let state = Monitor(State())
  private let refusals = Monitor(Refusals<S3Error.Code>())

  private struct State {
    var contents = ContentTable()
    /// What a thread is sending.
    var sending: Set<SHA256Digest> = []
  }

  /// Makes a store; nothing is requested.
  ///
  /// - Parameters:
  ///   - bucket: where the images go.
  ///   - output: the output folder, for everything else.
  public init(_ bucket: Bucket, output: Folder) {
    self.bucket = bucket
    self.output = output
  }

  private var address: S3Address { bucket.place.address }

  /// Storing waits for the network.
  public var isRemote: Bool { true }

  /// Adds a content that an earlier run stored, so that its bytes are not sent again.
  ///
  /// - Parameters:
  ///   - digest: the digest of the bytes.
  ///   - file: the address of the object.
  ///   - isOwned: whether the records have an address that it was stored for.
  public func remember(_ digest: SHA256Digest, in file: String, isOwned: Bool) {
    guard let name = address.name(ofAddress: file) else { return }
    state.withLock { state in
      guard state.contents[digest] == nil else { return }
      state.contents.set(digest, at: name, isOwned ? .owned : [])
    }
  }

  /// Whether an object still exists with the same size; its bytes are not checked.
  public func has(_ content: StoredContent) throws(StoreError) -> Bool {
    do throws(S3Error) {
      return try bucket.size(of: content.file) == content.bytes
    } catch {
      throw StoreError(code: .storeLost, subject: content.file, message: error.message)
    }
  }

  /// Stores an image; see ``Store/put(_:)``.
  public func put(_ image: FoundImage) throws(StoreError) -> StoredImage {
    defer { if case .file(let file) = image.content.place { file.discard() } }
    let digest = image.content.digest
    let known = claim(digest)
    if let known, known.marks.contains(.confirmed) {
      return StoredImage(file: address.address(of: known.path), isDuplicate: true)
    }
    var path: String?
    defer { release(digest, storedAt: path) }
    do throws(S3Error) {
      if let known, try bucket.size(of: address.address(of: known.path)) == image.content.count {
        path = known.path
        return StoredImage(
          file: address.address(of: known.path), isDuplicate: known.marks.contains(.owned))
      }
      let name = "\(digest.hex.prefix(2))/\(digest.hex).\(image.facts.format.fileExtension)"
      try send(image, as: name)
      path = name
      refusals.withLock { $0.end() }
      return StoredImage(file: address.address(of: name), isDuplicate: false)
    } catch {
      throw failure(error, image)
    }
  }

  /// Forgets that this run has stored a content; the object is found again as one of an earlier run.
  public func giveUp(_ digest: SHA256Digest) {
    state.withLock { state in
      guard let path = state.contents[digest]?.path else { return }
      state.contents.set(digest, at: path, [])
    }
  }

  /// Syncs what is in the output folder to the device; the objects are safe already.
  public func synchronize() throws(StoreError) {
    do throws(FileError) { try output.synchronizeFileSystem() } catch {
      throw StoreError(error, storing: output.path)
    }
  }

  /// Does what ``synchronize()`` does.
  public func close() throws(StoreError) { try synchronize() }

  /// Waits until no other thread sends a content; then returns what is known of it, and keeps others
  /// from sending it unless it is stored already.
  private func claim(_ digest: SHA256Digest) -> (path: String, marks: ContentTable.Marks)? {
    state.wait { state -> Decision<(path: String, marks: ContentTable.Marks)?> in
      if state.sending.contains(digest) { return .sleep }
      let known = state.contents[digest]
      if known?.marks.contains(.confirmed) != true { state.sending.insert(digest) }
      return .finish(known)
    }
  }

  private func release(_ digest: SHA256Digest, storedAt path: String?) {
    state.withLock { state in
      state.sending.remove(digest)
      if let path { state.contents.set(digest, at: path, .confirmed) }
    }
    state.broadcast()
  }

  private func send(_ image: FoundImage, as name: String) throws(S3Error) {
    let content: S3Content
    switch image.content.place {
    case .memory(let bytes): content = S3Content(bytes)
    case .file(let file):
      content = S3Content(count: file.byteCount) { try file.bytes(from: $0, atMost: $1) }
    }
    func put() throws(S3Error) {
      try bucket.attempt { connection throws(S3Error) in
        try connection.put(
          name, content, digest: image.content.digest, type: image.facts.format.mediaType)
      }
    }
    do throws(S3Error) { try put() } catch  where error.code == .damaged { try put() }
  }

  /// The error for an image, which ends the crawl unless the store has refused only this one.
  private func failure(_ error: S3Error, _ image: FoundImage) -> StoreError {
    var code = StoreError.Code.storeLost
    if error.code == .refused || error.code == .damaged || error.code == .unread,
      !refusals.withLock({ $0.add(error.code) })
    {
      code = .refused
    }
    return StoreError(code: code, subject: image.address.text, message: error.message)
  }
}
