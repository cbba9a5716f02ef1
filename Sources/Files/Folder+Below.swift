public import Bytes
import CPlatform
import Glibc

/// Files at relative paths, reached one folder at a time.
extension Folder {
  /// Returns the folder of a path's last component, and that component; `nil` if the folder does
  /// not exist.
  private func parent(
    of path: String, refusingOthers: Bool = false
  ) throws(FileError) -> (folder: Folder, name: String)? {
    var names = path.split(separator: "/", omittingEmptySubsequences: true).map(String.init)
    guard let last = names.popLast() else { return nil }
    var folder = self
    for name in names {
      let kind = try folder.kind(of: name)
      guard kind == .folder else {
        guard refusingOthers, let kind else { return nil }
        throw FileError(
          code: kind == .symbolicLink ? .symbolicLink : .notAFolder, operation: "open",
          path: folder.path(of: name))
      }
      folder = try folder.folder(name)
    }
    return (folder, last)
  }

  /// Returns the size in bytes of a regular file at a relative path; `nil` if there is none.
  ///
  /// - Throws: `.symbolicLink` or `.notAFolder` also if something else is in the place of one of its
  ///   folders: the file may well exist, but nothing can be said of it.
  public func byteCount(below path: String) throws(FileError) -> Int? {
    guard let (folder, name) = try parent(of: path, refusingOthers: true) else { return nil }
    return try folder.byteCount(of: name)
  }

  /// Returns the SHA-256 digest of a file at a relative path; `nil` if there is no regular file.
  public func digest(below path: String) throws(FileError) -> SHA256Digest? {
    guard let (folder, name) = try parent(of: path), try folder.byteCount(of: name) != nil else {
      return nil
    }
    return try folder.digest(of: name)
  }

  /// Opens a file at a relative path for reading; `nil` if there is no regular file.
  public func open(below path: String) throws(FileError) -> ReadableFile? {
    guard let (folder, name) = try parent(of: path), try folder.byteCount(of: name) != nil else {
      return nil
    }
    return try folder.open(name)
  }

  /// Removes the file at a relative path, if it exists.
  public func remove(below path: String) throws(FileError) {
    guard let (folder, name) = try parent(of: path) else { return }
    try folder.remove(name)
  }

  /// Renames an entry of this folder.
  ///
  /// - Throws: `.exists` if the new name is taken; nothing is ever replaced.
  public func rename(_ name: String, to other: String) throws(FileError) {
    try check(name, "rename")
    try check(other, "rename")
    try retrying("rename", path(of: name)) {
      magpie_rename_if_absent(descriptor, name, descriptor, other)
    }
  }
}
