import Glibc

/// A folder held open by its descriptor, and the only way to what is in it.
///
/// Everything inside is reached relative to the descriptor and one name at a time, and no symbolic
/// link is followed on the way, so nothing leads out of the folder, whatever else goes on in the
/// file system. A name is one component: without `/`, not empty, not `.` or `..`.
///
/// May be used from any thread; it never changes after it was opened.
public final class Folder: Sendable {
  /// The path it was reached by, for messages only.
  public let path: String
  let descriptor: Int32

  private init(descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  deinit { _ = close(descriptor) }

  /// Opens a folder that the user named; symbolic links in the path are the user's own and are
  /// followed.
  ///
  /// - Parameters:
  ///   - path: An absolute path, or one relative to the current folder.
  ///   - creating: Whether to make it, and all folders above it, when absent.
  /// - Returns: The open folder.
  /// - Throws: Whatever keeps it from being made or opened.
  public static func open(_ path: String, creating: Bool = false) throws(FileError) -> Folder {
    if creating { try create(path) }
    let descriptor = try retrying("open", path) {
      openat(AT_FDCWD, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    }
    return Folder(descriptor: descriptor, path: path)
  }

  private static func create(_ path: String) throws(FileError) {
    guard mkdir(path, 0o777) != 0 else { return }
    switch errno {
    case EEXIST: return
    case ENOENT:
      guard let slash = path.dropLast().lastIndex(of: "/"), slash > path.startIndex else {
        throw FileError("create", path)
      }
      try create(String(path[..<slash]))
      guard mkdir(path, 0o777) == 0 || errno == EEXIST else { throw FileError("create", path) }
    default: throw FileError("create", path)
    }
  }

  /// Opens a folder in this one.
  ///
  /// - Parameters:
  ///   - name: Its name.
  ///   - creating: Whether to make it when absent.
  /// - Returns: The open folder.
  /// - Throws: `.notAFolder` or `.symbolicLink` where the name belongs to something else.
  public func folder(_ name: String, creating: Bool = false) throws(FileError) -> Folder {
    let path = path(of: name)
    try check(name, "open")
    var wasCreated = false
    while true {
      let opened = openat(descriptor, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      if opened >= 0 { return Folder(descriptor: opened, path: path) }
      switch errno {
      case EINTR: continue
      case ENOENT where creating && !wasCreated:
        guard mkdirat(descriptor, name, 0o777) == 0 || errno == EEXIST else {
          throw FileError("create", path)
        }
        wasCreated = true
      case ENOTDIR:
        // The kernel says "not a directory" for a symbolic link too when both flags are given.
        let isLink = (try kind(of: name)) == .symbolicLink
        throw FileError("open", path, errno: isLink ? ELOOP : ENOTDIR)
      default: throw FileError("open", path)
      }
    }
  }

  /// The path of a name in this folder, for messages.
  func path(of name: String) -> String { path.hasSuffix("/") ? path + name : path + "/" + name }

  /// Refuses a name that is no single component.
  func check(_ name: String, _ operation: String) throws(FileError) {
    var isDots = true
    for byte in name.utf8 {
      if byte == UInt8(ascii: "/") || byte == 0 {
        throw FileError(code: .nameRefused, operation: operation, path: path(of: name))
      }
      if byte != UInt8(ascii: ".") { isDots = false }
    }
    if isDots, name.utf8.count <= 2 {
      throw FileError(code: .nameRefused, operation: operation, path: path(of: name))
    }
  }
}
