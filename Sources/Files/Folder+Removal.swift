import Glibc

/// Removing whole folders.
extension Folder {
  /// The system's folder for temporary files: `TMPDIR` (POSIX.1-2017 §8.3), else `/tmp`.
  public static var temporaryPath: String {
    guard let value = getenv("TMPDIR") else { return "/tmp" }
    let path = String(cString: value)
    return path.hasPrefix("/") ? path : "/tmp"
  }

  /// Removes a folder that is empty; returns `false` if it is not or cannot be removed.
  ///
  /// - Parameter path: the folder.
  /// - Returns: whether it was removed.
  public static func removeIfEmpty(_ path: String) -> Bool { rmdir(path) == 0 }

  /// Removes a subfolder that is empty; returns `false` if it is not or cannot be removed.
  public func removeIfEmpty(_ name: String) -> Bool {
    unlinkat(descriptor, name, AT_REMOVEDIR) == 0
  }

  /// Removes a folder with everything in it; symbolic links in it are removed, not followed.
  ///
  /// - Parameter path: the folder; its last component must not be a symbolic link.
  /// - Throws: the error that prevents removing an entry.
  public static func removeTree(_ path: String) throws(FileError) {
    guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else {
      throw FileError(code: .nameRefused, operation: "remove", path: path)
    }
    let parent = try open(String(path[..<slash]))
    try parent.removeTree(String(path[path.index(after: slash)...]))
  }

  /// Removes a subfolder with everything in it; symbolic links in it are removed, not followed.
  func removeTree(_ name: String) throws(FileError) {
    let inner = try folder(name)
    for entry in try inner.names() {
      if try inner.kind(of: entry) == .folder {
        try inner.removeTree(entry)
      } else {
        try inner.remove(entry)
      }
    }
    try retrying("remove", path(of: name)) { unlinkat(descriptor, name, AT_REMOVEDIR) }
  }
}
