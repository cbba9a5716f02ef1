import CPlatform
import Glibc
import Synchronization

/// A file written under a temporary name, to be moved into place when it is complete.
///
/// Ends with ``move(into:as:replacing:)`` or ``discard()``; the deinitialiser discards a file that
/// was not moved. Use it from one thread at a time. Nothing is synced to the device (see
/// ``Folder/synchronizeFileSystem()`` and ``AtomicFile``).
public final class TemporaryFile {
  /// The number of bytes appended.
  public private(set) var byteCount = 0
  /// The folder it is in until it is moved.
  public let folder: Folder
  private(set) var name: String
  // Whether the file has its name: without one it goes with its process, however that ends.
  private var hasName = true
  // Nil once all is written.
  private var descriptor: Descriptor?
  /// Whether it was moved or discarded.
  public private(set) var isGone = false

  /// Creates an empty file.
  ///
  /// - Parameters:
  ///   - folder: its folder until it is moved, on the same file system as the folder it will be
  ///     moved to.
  ///   - isPrivate: whether only its owner may read it.
  ///   - isNameless: whether it has no name until it is moved, where the file system can do that.
  /// - Throws: the error that prevents creating the file.
  public init(
    in folder: Folder, isPrivate: Bool = false, isNameless: Bool = false
  ) throws(FileError) {
    self.folder = folder
    name = Self.newName()
    let mode: mode_t = isPrivate ? 0o600 : 0o666
    if isNameless {
      let number = magpie_open_nameless(folder.descriptor, mode)
      if number >= 0 {
        descriptor = Descriptor(owning: number)
        hasName = false
        return
      }
    }
    // A name left by an earlier process with the same id is skipped.
    while true {
      do {
        descriptor = try Descriptor(
          openAt: folder.descriptor, name, O_RDWR | O_CREAT | O_EXCL, mode: mode,
          operation: "create", path: folder.path(of: name))
        return
      } catch  where error.code == .exists {
        name = Self.newName()
      }
    }
  }

  /// A name that is unique in this process.
  private static func newName() -> String {
    "\(process)-\(count.wrappingAdd(1, ordering: .relaxed).newValue)\(suffix)"
  }

  /// How the names of temporary files end.
  static let suffix = ".part"
  private static let count = Atomic<UInt64>(0)
  private static let process = getpid()

  deinit { if !isGone { discard() } }

  /// Its path, for messages.
  public var path: String { folder.path(of: name) }

  /// Appends bytes.
  ///
  /// - Precondition: The file was not moved or discarded.
  public func append(_ bytes: borrowing Span<UInt8>) throws(FileError) {
    guard descriptor != nil else { preconditionFailure("the file is finished") }
    try descriptor?.write(bytes, path: path)
    byteCount += bytes.count
  }

  /// Passes the bytes written so far to `body`, through a memory mapping.
  ///
  /// - Precondition: The file has a name.
  public func withSpan<Result>(_ body: (Span<UInt8>) throws -> Result) throws -> Result {
    precondition(hasName, "a file without a name cannot be mapped")
    let file = try MappedFile(name, in: folder)
    return try file.withSpan(body)
  }

  /// Reads bytes written before.
  ///
  /// - Parameters:
  ///   - offset: where they begin.
  ///   - limit: the maximum number.
  /// - Returns: the bytes; none at the end of the file.
  /// - Throws: the error that prevents reading.
  public func bytes(from offset: Int, atMost limit: Int) throws(FileError) -> [UInt8] {
    guard let number = descriptor?.number else { preconditionFailure("the file is finished") }
    var bytes = [UInt8](repeating: 0, count: limit)
    let count = try retrying("read", path) { pread(number, &bytes, limit, offset) }
    bytes.removeLast(limit - count)
    return bytes
  }

  /// The error for bytes that are not those that were written.
  public var changed: FileError {
    FileError(code: .changed, operation: "read", path: path)
  }

  /// Moves the file into place.
  ///
  /// - Parameters:
  ///   - target: the folder to move it to.
  ///   - newName: its name there.
  ///   - replacing: whether an existing file of that name may be replaced.
  /// - Throws: `.exists` if the name is taken and may not be replaced; the file can then be moved
  ///   under another name.
  public func move(
    into target: Folder, as newName: String, replacing: Bool = false
  ) throws(FileError) {
    try target.check(newName, "create")
    precondition(!isGone, "the file is finished")
    try takeName()
    // A network file system reports write errors on closing.
    if let descriptor = descriptor.take() { try descriptor.close(path: path) }
    let from = folder.descriptor
    let to = target.descriptor
    try retrying("create", target.path(of: newName)) {
      replacing
        ? renameat(from, name, to, newName) : magpie_rename_if_absent(from, name, to, newName)
    }
    isGone = true
  }

  private func takeName() throws(FileError) {
    guard !hasName, let number = descriptor?.number else { return }
    while true {
      do {
        try retrying("create", path) { magpie_name_file(number, folder.descriptor, name) }
        hasName = true
        return
      } catch  where error.code == .exists {
        name = Self.newName()
      }
    }
  }

  /// Sets when the file was last modified, in whole seconds since 1970.
  ///
  /// Call it after the last ``append(_:)``, which sets the current time.
  public func setModified(seconds: Int64) throws(FileError) {
    guard let number = descriptor?.number else { preconditionFailure("the file is finished") }
    try retrying("write", path) { magpie_set_modified(number, Int(seconds)) }
  }

  /// Sets who may read and write it.
  func setPermissions(_ permissions: UInt32) throws(FileError) {
    guard let number = descriptor?.number else { preconditionFailure("the file is finished") }
    try retrying("write", path) { fchmod(number, permissions) }
  }

  /// Syncs the bytes to the device.
  func synchronize() throws(FileError) {
    try descriptor?.synchronize(path: path)
  }

  /// Removes its name: its bytes are there until it is released, or the process has ended in any way.
  ///
  /// - Precondition: The file was not moved or discarded, and is not to be moved or mapped.
  public func removeName() throws(FileError) {
    precondition(!isGone, "the file is finished")
    if hasName { try retrying("remove", path) { unlinkat(folder.descriptor, name, 0) } }
    isGone = true
  }

  /// Removes the file, unless it was already moved or discarded.
  public func discard() {
    guard !isGone else { return }
    isGone = true
    _ = descriptor.take()
    if hasName { _ = unlinkat(folder.descriptor, name, 0) }
  }
}
