import CPlatform
import Glibc
import Synchronization

/// A file that is being written under a name of its own, to be moved into place once it is whole.
///
/// Ends in one of two ways: ``move(into:as:replacing:)`` or ``discard()``. A file that nobody
/// holds any more is discarded. Belongs to one thread at a time. Nothing is put onto the device
/// for certain (see ``Folder/synchronizeFileSystem()`` and ``AtomicFile``).
public final class TemporaryFile {
  /// How many bytes were appended.
  public private(set) var byteCount = 0
  /// The folder it is in until it is moved.
  public let folder: Folder
  private let name: String
  // Nil once all is written.
  private var descriptor: Descriptor?
  /// Whether it was moved or discarded.
  public private(set) var isGone = false

  /// Creates an empty file.
  ///
  /// - Parameter folder: Where it is until it is moved; on the same file system as the place it
  ///   will be moved to.
  /// - Throws: Whatever keeps a file from being created there.
  public init(in folder: Folder) throws(FileError) {
    self.folder = folder
    // Unique in the process; a name left over by an earlier process of the same id is passed by.
    while true {
      let name = "\(Self.process)-\(Self.count.wrappingAdd(1, ordering: .relaxed).newValue).part"
      do {
        descriptor = try Descriptor(
          openAt: folder.descriptor, name, O_RDWR | O_CREAT | O_EXCL, operation: "create",
          path: folder.path(of: name))
        self.name = name
        return
      } catch  where error.code == .exists {
        continue
      }
    }
  }

  private static let count = Atomic<UInt64>(0)
  private static let process = getpid()

  deinit { if !isGone { discard() } }

  /// Where it is, for messages.
  public var path: String { folder.path(of: name) }

  /// Appends bytes.
  ///
  /// - Precondition: The file was not moved or discarded.
  public func append(_ bytes: borrowing Span<UInt8>) throws(FileError) {
    guard descriptor != nil else { preconditionFailure("the file is finished") }
    try descriptor?.write(bytes, path: path)
    byteCount += bytes.count
  }

  /// Lets `body` see what was written so far, without reading it into memory.
  public func withSpan<Result>(_ body: (Span<UInt8>) throws -> Result) throws -> Result {
    let file = try MappedFile(name, in: folder)
    return try file.withSpan(body)
  }

  /// Moves the file into place.
  ///
  /// - Parameters:
  ///   - target: The folder to move it to.
  ///   - newName: Its name there.
  ///   - replacing: Whether a file of that name may be replaced.
  /// - Throws: `.exists` where the name is taken and may not be replaced; the file can then be
  ///   moved under another name.
  public func move(
    into target: Folder, as newName: String, replacing: Bool = false
  ) throws(FileError) {
    try target.check(newName, "create")
    precondition(!isGone, "the file is finished")
    // What a network file system could not write shows on closing.
    if let descriptor = descriptor.take() { try descriptor.close(path: path) }
    let from = folder.descriptor
    let to = target.descriptor
    try retrying("create", target.path(of: newName)) {
      replacing
        ? renameat(from, name, to, newName) : magpie_rename_if_absent(from, name, to, newName)
    }
    isGone = true
  }

  /// Puts the bytes onto the device.
  func synchronize() throws(FileError) {
    try descriptor?.synchronize(path: path)
  }

  /// Removes the file; nothing happens when it was moved or discarded already.
  public func discard() {
    guard !isGone else { return }
    isGone = true
    _ = descriptor.take()
    _ = unlinkat(folder.descriptor, name, 0)
  }
}
