/// A file that appears under its name completely or not at all, even after a crash or a power cut.
///
/// It is written under another name, in the same folder or in a staging folder. ``commit()`` syncs
/// the bytes to the device, renames the file, which replaces any file with that name, and syncs the
/// name. Without ``commit()`` or ``place()`` nothing changes.
public struct AtomicFile: ~Copyable {
  /// The maximum number of bytes buffered before they are written.
  ///
  /// Small enough that the allocator reuses memory and does not map new memory for each buffer.
  public static let bufferSize = 1 << 16

  private let folder: Folder
  private let name: String
  // Discards itself if this value is destroyed without a commit.
  private let file: TemporaryFile
  private var buffer: [UInt8]

  /// Creates the file under a temporary name.
  ///
  /// - Parameters:
  ///   - name: its final name.
  ///   - folder: its final folder.
  ///   - staging: the folder it is written in, on the same file system, so that a crash leaves no
  ///     partial file beside the finished ones; `nil` means `folder`.
  ///   - isPrivate: whether only its owner may read it.
  ///   - permissions: who may read and write it; `nil` for what is usual for new files.
  ///   - isNameless: whether it has no name before the commit, where the file system can do that.
  /// - Throws: the error that prevents creating the file.
  public init(
    _ name: String, in folder: Folder, staging: Folder? = nil, isPrivate: Bool = false,
    permissions: UInt32? = nil, isNameless: Bool = false
  ) throws(FileError) {
    try folder.check(name, "create")
    let file = try TemporaryFile(
      in: staging ?? folder, isPrivate: isPrivate || permissions != nil, isNameless: isNameless)
    if let permissions { try file.setPermissions(permissions) }
    self.folder = folder
    self.name = name
    self.file = file
    buffer = []
  }

  /// Appends bytes, which are buffered and written in larger pieces.
  public mutating func append(_ bytes: borrowing Span<UInt8>) throws(FileError) {
    if buffer.count + bytes.count > Self.bufferSize { try flush() }
    if bytes.count >= Self.bufferSize {
      try file.append(bytes)
    } else {
      bytes.withUnsafeBufferPointer { buffer.append(contentsOf: $0) }
    }
  }

  /// Writes and syncs the bytes, renames the file and syncs its name.
  public consuming func commit() throws(FileError) {
    let folder = folder
    try place()
    try folder.synchronizeNames()
  }

  /// Writes and syncs the bytes and renames the file, without syncing its name.
  ///
  /// For several files in one folder: call ``Folder/synchronizeNames()`` after the last one. A
  /// power cut before that may leave the old file under the name.
  public consuming func place() throws(FileError) {
    try flush()
    try file.synchronize()
    try file.move(into: folder, as: name, replacing: true)
  }

  /// Removes the file.
  public consuming func discard() { file.discard() }

  private mutating func flush() throws(FileError) {
    guard !buffer.isEmpty else { return }
    try file.append(buffer.span)
    buffer.removeAll(keepingCapacity: true)
  }
}
