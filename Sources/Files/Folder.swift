import Glibc

/// An open folder, through which everything in it is accessed.
///
/// Everything inside is reached relative to the folder's descriptor, one name at a time, and no
/// symbolic link is followed. So no name leads out of the folder, whatever else happens in the file
/// system meanwhile. A name is one component: not empty, not `.` or `..`, without `/`.
///
/// Immutable; may be used from any thread.
public final class Folder: Sendable {
  /// The path it was opened with, for messages only.
  public let path: String
  let descriptor: Int32

  private init(descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  deinit { _ = close(descriptor) }

  /// Opens a folder that the user named; symbolic links in the path are followed.
  ///
  /// - Parameters:
  ///   - path: an absolute path, or one relative to the current folder.
  ///   - creating: whether to create it, and all parent folders, if it does not exist.
  /// - Returns: the open folder.
  /// - Throws: the error that prevents creating or opening it.
  public static func open(_ path: String, creating: Bool = false) throws(FileError) -> Folder {
    if creating { _ = try create(path) }
    let descriptor = try retrying("open", path) {
      openat(AT_FDCWD, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    }
    return Folder(descriptor: descriptor, path: path)
  }

  /// Creates a folder, and all parent folders, that do not exist.
  ///
  /// - Parameter path: an absolute path, or one relative to the current folder.
  /// - Returns: the folders that were created, the outermost first.
  /// - Throws: the error that prevents creating one.
  public static func create(_ path: String) throws(FileError) -> [String] {
    guard mkdir(path, 0o777) != 0 else { return [path] }
    switch errno {
    case EEXIST: return []
    case ENOENT:
      guard let slash = path.dropLast().lastIndex(of: "/"), slash > path.startIndex else {
        throw FileError("create", path)
      }
      let parents = try create(String(path[..<slash]))
      guard mkdir(path, 0o777) != 0 else { return parents + [path] }
      guard errno == EEXIST else { throw FileError("create", path) }
      return parents
    default: throw FileError("create", path)
    }
  }

  /// Opens a subfolder of this folder.
  ///
  /// - Parameters:
  ///   - name: its name.
  ///   - creating: whether to create it if it does not exist.
  /// - Returns: the open folder.
  /// - Throws: `.notAFolder` or `.symbolicLink` if the name belongs to something else.
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
        // With both flags the kernel returns ENOTDIR for a symbolic link, too.
        let isLink = (try kind(of: name)) == .symbolicLink
        throw FileError("open", path, errno: isLink ? ELOOP : ENOTDIR)
      default: throw FileError("open", path)
      }
    }
  }

  /// Whether the folder was removed while it is open here.
  public var isGone: Bool {
    var status = stat()
    return fstat(descriptor, &status) == 0 && status.st_nlink == 0
  }

  /// Whether a name in this folder belongs to another open folder, and not to something that was put
  /// in its place.
  public func holds(_ folder: Folder, as name: String) -> Bool {
    var (named, opened) = (stat(), stat())
    return fstatat(descriptor, name, &named, AT_SYMLINK_NOFOLLOW) == 0
      && fstat(folder.descriptor, &opened) == 0
      && named.st_ino == opened.st_ino && named.st_dev == opened.st_dev
  }

  /// Whether its path still leads to it: it was neither moved nor removed.
  public var isInPlace: Bool {
    var (named, opened) = (stat(), stat())
    return stat(path, &named) == 0 && fstat(descriptor, &opened) == 0
      && named.st_ino == opened.st_ino && named.st_dev == opened.st_dev
  }

  /// The path of a name in this folder, for messages.
  public func path(of name: String) -> String {
    path.hasSuffix("/") ? path + name : path + "/" + name
  }

  /// Rejects a name that is not a single component.
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
