import CPlatform
import Glibc

/// What a disk or a process has run out of, so that a file cannot be written.
///
/// The same error number, or the same error of SQLite, may mean any of them.
public enum DiskShortage: Sendable, Hashable {
  /// The file system has no free space.
  case space
  /// The file system has space, but takes no more files: it has no free inodes.
  case files
  /// The process may not make a file that large (`ulimit -f`).
  case fileSize

  /// Less free space than this is too little for anything.
  static let leastSpace = 64 * 1024

  /// Finds out what is short at a path.
  ///
  /// - Parameters:
  ///   - path: the file that could not be written, which need not exist.
  ///   - suffixes: what may follow the name of the file, for files that are beside it.
  /// - Returns: what is short; `nil` if nothing is.
  public static func find(at path: String, suffixes: [String] = [""]) -> DiskShortage? {
    let limit = Int(magpie_file_size_limit())
    var status = stat()
    for suffix in suffixes {
      let size = stat(path + suffix, &status) == 0 ? Int(status.st_size) : 0
      if size > limit - Self.leastSpace { return .fileSize }
    }
    var system = statvfs()
    var place = path
    while statvfs(place, &system) != 0 {
      guard let slash = place.lastIndex(of: "/"), slash > place.startIndex else {
        guard statvfs(place.hasPrefix("/") ? "/" : ".", &system) == 0 else { return nil }
        break
      }
      place = String(place[..<slash])
    }
    // A file system without a fixed number of files says 0 for both.
    if system.f_files > 0, system.f_favail == 0 { return .files }
    let free = system.f_bavail.multipliedReportingOverflow(by: UInt(system.f_frsize))
    return !free.overflow && free.partialValue < leastSpace ? .space : nil
  }

  /// What is short and what to do about it.
  public var message: String {
    switch self {
    case .space: "the disk is full; free some space and run the same command again."
    case .files:
      "the disk takes no more files, though it may have space (it has no free inodes); remove some "
        + "files and run the same command again."
    case .fileSize: "a file may not become that large here; raise the limit with ulimit -f."
    }
  }
}
