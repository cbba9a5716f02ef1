/// A file that appears under its name whole or not at all, also after a crash or a power cut.
///
/// It is written beside its place or in a folder for such files; ``commit()`` puts the bytes onto the device, moves it over
/// whatever has the name, and puts the name onto the device. Without a `commit()` nothing changes.
public struct AtomicFile: ~Copyable {
  /// The most bytes held back before they are written; no more than what is taken from memory that is
  /// in use already, and not from the system each time.
  public static let bufferSize = 1 << 16

  private let folder: Folder
  private let name: String
  // Discards itself when this value ends without a commit.
  private let file: TemporaryFile
  private var buffer: [UInt8]

  /// Starts a file.
  ///
  /// - Parameters:
  ///   - name: The name it will get.
  ///   - folder: The folder it will be in.
  ///   - staging: Where it is until then, on the same file system, so that a crash leaves
  ///     nothing beside the finished files; `folder` itself when `nil`.
  /// - Throws: Whatever keeps a file from being created there.
  public init(_ name: String, in folder: Folder, staging: Folder? = nil) throws(FileError) {
    try folder.check(name, "create")
    let file = try TemporaryFile(in: staging ?? folder)
    self.folder = folder
    self.name = name
    self.file = file
    buffer = []
  }

  /// Appends bytes, which are written in larger pieces.
  public mutating func append(_ bytes: borrowing Span<UInt8>) throws(FileError) {
    if buffer.count + bytes.count > Self.bufferSize { try flush() }
    if bytes.count >= Self.bufferSize {
      try file.append(bytes)
    } else {
      bytes.withUnsafeBufferPointer { buffer.append(contentsOf: $0) }
    }
  }

  /// Makes it appear under its name.
  public consuming func commit() throws(FileError) {
    let folder = folder
    try place()
    try folder.synchronizeNames()
  }

  /// Makes it appear under its name, as one of several files in the folder.
  ///
  /// Its bytes are on the device. Whoever has placed all of them calls
  /// ``Folder/synchronizeNames()``; a power cut before that may leave the old file under the name.
  public consuming func place() throws(FileError) {
    try flush()
    try file.synchronize()
    try file.move(into: folder, as: name, replacing: true)
  }

  /// Gives it up; nothing is left of it.
  public consuming func discard() { file.discard() }

  private mutating func flush() throws(FileError) {
    guard !buffer.isEmpty else { return }
    try file.append(buffer.span)
    buffer.removeAll(keepingCapacity: true)
  }
}
