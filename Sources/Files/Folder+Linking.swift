import CPlatform
import Glibc

extension Folder {
  /// Gives a file of another folder a second name in this one; where the file system cannot, or the
  /// folders are on different ones, the file is copied.
  ///
  /// Folders of the new path that do not exist are created.
  ///
  /// - Parameters:
  ///   - path: the new path, relative to this folder.
  ///   - other: the other folder.
  ///   - otherPath: the path of the file there.
  ///   - temporary: a folder on the file system of this one, for an incomplete copy.
  /// - Throws: `.exists` if something has the new path, or the error that prevents reading or writing.
  public func link(
    _ path: String, to other: Folder, _ otherPath: String, copyingIn temporary: Folder
  ) throws(FileError) {
    let (target, name) = try place(of: path, creating: true)
    let (source, sourceName) = try other.place(of: otherPath, creating: false)
    let linked = linkat(source.descriptor, sourceName, target.descriptor, name, 0)
    guard linked != 0 else { return }
    switch errno {
    // Another file system, one without links, too many names, or a file of somebody else.
    case EXDEV, EPERM, EMLINK, EOPNOTSUPP, EACCES, ENOSYS: break
    default: throw FileError("create", target.path(of: name))
    }
    guard let file = try source.open(sourceName) else {
      throw FileError("read", source.path(of: sourceName), errno: ENOENT)
    }
    let copy = try TemporaryFile(in: temporary)
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = try file.read(into: &buffer)
      guard count > 0 else { break }
      try copy.append(buffer.span.extracting(..<count))
    }
    if let modified = try source.modified(sourceName) { try copy.setModified(seconds: modified) }
    try copy.move(into: target, as: name)
  }

  /// The folder of the last component of a path, and that component.
  private func place(
    of path: String, creating: Bool
  ) throws(FileError) -> (folder: Folder, name: String) {
    var names = path.split(separator: "/").map(String.init)
    guard let name = names.popLast() else { throw FileError("open", path, errno: EINVAL) }
    var folder = self
    for name in names { folder = try folder.folder(name, creating: creating) }
    try folder.check(name, "open")
    return (folder, name)
  }

  /// When a file was last modified, in whole seconds since 1970.
  private func modified(_ name: String) throws(FileError) -> Int64? {
    var status = stat()
    guard fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return nil }
    return Int64(status.st_mtim.tv_sec)
  }
}
