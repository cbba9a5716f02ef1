import Glibc

/// A file that the user named, written from its beginning.
///
/// A regular file appears as a whole or not at all, as with ``AtomicFile``, and keeps the permissions
/// of the one that it replaces. Of a process that was killed nothing is left in the folder of the user,
/// where the file system has files without names (NFS has none). A device, a pipe, or what a symbolic link leads to is written in place: a
/// new file must not take its name.
public struct NamedFile: ~Copyable {
  // One of the two is there.
  private var descriptor: Descriptor?
  private var file: AtomicFile?
  private let path: String

  /// Opens a file for writing.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - isPrivate: whether a new file can be read by its owner only.
  /// - Throws: the error that prevents writing.
  public init(writing path: String, isPrivate: Bool = false) throws(FileError) {
    self.path = path
    let (folder, name) = try Self.place(of: path)
    guard !name.isEmpty else {
      throw FileError(
        code: path.isEmpty ? .notFound : .notAFile, operation: "write", path: path)
    }
    let kind = try folder.kind(of: name)
    if let kind, kind != .file {
      let number = try retrying("write", path) {
        open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, isPrivate ? 0o600 : 0o666)
      }
      descriptor = Descriptor(owning: number)
    } else {
      file = try AtomicFile(
        name, in: folder, isPrivate: isPrivate, permissions: folder.permissions(of: name),
        isNameless: true)
    }
  }

  /// Opens the folder of a path; the name is empty if the path ends in a slash.
  static func place(of path: String) throws(FileError) -> (folder: Folder, name: String) {
    let slash = path.lastIndex(of: "/")
    let parent = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
    return (try Folder.open(parent), name)
  }

  /// Writes bytes.
  public mutating func append(_ bytes: borrowing Span<UInt8>) throws(FileError) {
    try descriptor?.write(bytes, path: path)
    try file?.append(bytes)
  }

  /// Ends the file; without it a regular file does not appear.
  public consuming func close() throws(FileError) {
    // A network file system reports write errors only on closing.
    if let descriptor = descriptor.take() { try descriptor.close(path: path) }
    if let file = file.take() { try file.commit() }
  }
}
