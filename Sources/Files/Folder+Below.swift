import Glibc

/// Files further down, reached one folder at a time.
extension Folder {
  /// The folder that holds the last name of a path below this one, and that name; `nil` where there
  /// is no such folder.
  private func parent(of path: String) throws(FileError) -> (folder: Folder, name: String)? {
    var names = path.split(separator: "/", omittingEmptySubsequences: true).map(String.init)
    guard let last = names.popLast() else { return nil }
    var folder = self
    for name in names {
      guard try folder.kind(of: name) == .folder else { return nil }
      folder = try folder.folder(name)
    }
    return (folder, last)
  }

  /// The size of a regular file below this folder; `nil` where there is none.
  public func byteCount(below path: String) throws(FileError) -> Int? {
    guard let (folder, name) = try parent(of: path) else { return nil }
    return try folder.byteCount(of: name)
  }

  /// Lets `body` see the bytes of a file below this folder; `nil` where there is none.
  public func withFile<Result>(
    below path: String, _ body: (Span<UInt8>) -> Result
  ) throws(FileError) -> Result? {
    guard let (folder, name) = try parent(of: path), try folder.byteCount(of: name) != nil else {
      return nil
    }
    return try MappedFile(name, in: folder).withSpan(body)
  }

  /// Removes a file below this folder; nothing happens where there is none.
  public func remove(below path: String) throws(FileError) {
    guard let (folder, name) = try parent(of: path) else { return }
    try folder.remove(name)
  }

  /// Gives a file in this folder another name; a file that has it already is replaced.
  public func rename(_ name: String, to other: String) throws(FileError) {
    try check(name, "rename")
    try check(other, "rename")
    try retrying("rename", path(of: name)) {
      renameat(descriptor, name, descriptor, other)
    }
  }
}
