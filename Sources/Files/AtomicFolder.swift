import CPlatform
import Glibc

/// A folder that appears under its name completely or not at all.
///
/// It is filled under another name, `NAME.part`, beside its place. ``commit()`` syncs everything to
/// the device and renames it, unless something has changed at its place meanwhile. Without
/// ``commit()`` nothing changes and what was written is removed; what a killed process has left is
/// removed by the next one with the same path.
public final class AtomicFolder {
  /// The folder to fill, until ``commit()``.
  public let folder: Folder
  private let parent: Folder
  private let name: String
  private let partName: String
  /// What the folder that is replaced held at the beginning; `nil` if there was none.
  private var earlier: FolderContents?
  private var isGone = false

  /// What its name ends with until ``commit()``.
  public static let suffix = TemporaryFile.suffix

  /// Creates the folder under its temporary name.
  ///
  /// An existing folder is replaced if it is empty or holds nothing but entries of the same kind.
  ///
  /// - Parameters:
  ///   - path: its place; symbolic links in it are followed. The parent folder must exist.
  ///   - isOwn: whether a file or folder inside an existing folder, given by its path below it, is
  ///     of the same kind, so that it may be replaced.
  /// - Throws: `.notAFolder` if something else has the name, `.notEmpty` if there are other things
  ///   in the folder, `.locked(by:)` if another process is filling it.
  public init(_ path: String, replacing isOwn: (String, FileKind) -> Bool) throws(FileError) {
    guard let place = Folder.resolved(String(path.trimmingSuffix("/"))),
      let slash = place.lastIndex(of: "/"), place.count > 1
    else { throw FileError("write", path, errno: path.allSatisfy { $0 == "/" } ? EEXIST : ENOENT) }
    parent = try Folder.open(slash == place.startIndex ? "/" : String(place[..<slash]))
    name = String(place[place.index(after: slash)...])
    partName = name + TemporaryFile.suffix
    if let kind = try parent.kind(of: name) {
      guard kind == .folder else {
        throw FileError(
          code: kind == .symbolicLink ? .symbolicLink : .notAFolder, operation: "write", path: path)
      }
      earlier = try parent.survey(name, isOwn)
      guard try parent.isOnSameFileSystem(name) else {
        throw FileError(code: .mountPoint, operation: "replace", path: path)
      }
    }
    if try parent.kind(of: partName) != nil {
      let left = try parent.folder(partName)
      try left.lock()
      _ = try parent.survey(partName, isOwn)
      try parent.removeTree(partName)
    }
    let descriptor = parent.descriptor
    let (partName, partPath) = (partName, parent.path(of: partName))
    try retrying("create", partPath) { mkdirat(descriptor, partName, 0o777) }
    folder = try parent.folder(partName)
    try folder.lock()
  }

  deinit { discard() }

  /// Syncs what is in the folder and renames it, which replaces an earlier one.
  ///
  /// - Throws: `.exists` if something has come to its place since the beginning, `.changed` if
  ///   something in the earlier folder has changed; it is left as it is.
  public func commit() throws(FileError) {
    try folder.synchronizeFileSystem()
    let (descriptor, partName, name) = (parent.descriptor, partName, name)
    guard let earlier else {
      try retrying("create", parent.path(of: name)) {
        magpie_rename_if_absent(descriptor, partName, descriptor, name)
      }
      isGone = true
      return try parent.synchronizeNames()
    }
    try retrying("replace", parent.path(of: name)) { magpie_exchange(descriptor, partName, name) }
    // It is at a name now that nobody else knows.
    guard (try? parent.survey(partName) { _, _ in true }) == earlier else {
      try retrying("replace", parent.path(of: name)) { magpie_exchange(descriptor, partName, name) }
      throw FileError(code: .changed, operation: "replace", path: parent.path(of: name))
    }
    isGone = true
    try parent.removeTree(partName)
    try parent.synchronizeNames()
  }

  /// Removes what was written, unless it was committed.
  public func discard() {
    guard !isGone else { return }
    isGone = true
    try? parent.removeTree(partName)
  }
}

extension Folder {
  /// Locks the folder until it is closed, where the file system can (NFS cannot).
  fileprivate func lock() throws(FileError) {
    let number = descriptor
    if flock(number, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK {
      throw FileError(code: .locked(by: nil), operation: "write", path: path, errno: EWOULDBLOCK)
    }
  }

  /// Returns what a subfolder holds.
  ///
  /// - Throws: `.notEmpty` if it is anything else than `isOwn` accepts.
  fileprivate func survey(
    _ name: String, _ isOwn: (String, FileKind) -> Bool
  ) throws(FileError) -> FolderContents {
    let root = try folder(name)
    var contents = FolderContents()
    var waiting = [""]
    while let below = waiting.popLast() {
      let folder = try root.folder(below: below)
      for entry in try folder.names() {
        let path = below.isEmpty ? entry : below + "/" + entry
        guard let kind = try folder.kind(of: entry) else { continue }
        guard isOwn(path, kind) else {
          throw FileError(code: .notEmpty, operation: "replace", path: root.path)
        }
        if kind == .folder { waiting.append(path) }
        contents.add(path, kind == .folder ? nil : try folder.stamp(of: entry))
      }
    }
    return contents
  }

  private func folder(below path: String) throws(FileError) -> Folder {
    var folder = self
    for name in path.split(separator: "/") { folder = try folder.folder(String(name)) }
    return folder
  }

  /// Whether nothing is mounted at a name.
  fileprivate func isOnSameFileSystem(_ name: String) throws(FileError) -> Bool {
    let inner = try folder(name)
    var (own, others) = (stat(), stat())
    try retrying("examine", path) { fstat(descriptor, &own) }
    try retrying("examine", inner.path) { fstat(inner.descriptor, &others) }
    return own.st_dev == others.st_dev
  }
}

extension String {
  fileprivate func trimmingSuffix(_ character: Character) -> Substring {
    var text = self[...]
    while text.count > 1, text.last == character { text.removeLast() }
    return text
  }
}

/// What a folder holds, in a few bytes: of two that are equal, nothing was added, removed or written
/// in between.
private struct FolderContents: Equatable {
  private var count = 0
  private var sum = 0

  /// Adds an entry: a file with its stamp, or a folder.
  mutating func add(_ path: String, _ stamp: FileStamp?) {
    var hasher = Hasher()
    hasher.combine(path)
    hasher.combine(stamp)
    count += 1
    // They come in any order.
    sum &+= hasher.finalize()
  }
}
