import Files
import GRDB

extension FrontierError {
  /// Makes an error message for the user from a database error.
  ///
  /// - Parameters:
  ///   - error: the error thrown.
  ///   - operation: what was being tried, as a verb: "read", "write".
  ///   - path: the file.
  init(_ error: any Error, _ operation: String, _ path: String) {
    if let known = error as? FrontierError {
      self = known
      return
    }
    guard let error = error as? DatabaseError else {
      self.init(code: .storage, message: "Cannot \(operation) \(path): \(error).")
      return
    }
    let (code, words) = Self.words(of: error, path)
    self.init(code: code, message: "Cannot \(operation) \(path): \(words)")
  }

  /// The file is a database of another program.
  static func foreign(_ path: String) -> FrontierError {
    FrontierError(
      code: .mismatch,
      message: "\(path) is the database of another program; move it away, or choose another "
        + "folder with --output.")
  }

  /// The file was written by a later version.
  static func newer(_ path: String) -> FrontierError {
    FrontierError(
      code: .mismatch,
      message: "\(path) was made by a newer version of Magpie; use that version.")
  }

  /// What SQLite and the system know of a write that failed.
  ///
  /// SQLite says that the disk is full only for the file itself; for others, and for a limit of their
  /// size, it reports a failed device.
  private static func shortage(_ error: DatabaseError, _ path: String) -> DiskShortage? {
    switch error.resultCode {
    case .SQLITE_FULL: .find(at: path, suffixes: JournalFile.suffixes) ?? .space
    case .SQLITE_IOERR: .find(at: path, suffixes: JournalFile.suffixes)
    // The log beside the file cannot be made.
    case .SQLITE_CANTOPEN: DiskShortage.find(at: path) == .files ? .files : nil
    default: nil
    }
  }

  private static func words(of error: DatabaseError, _ path: String) -> (Code, String) {
    if let shortage = shortage(error, path) { return (.diskFull, shortage.message) }
    return switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      (
        .inUse,
        "another program holds it; close that program and run the same command again."
      )
    case .SQLITE_NOTADB:
      (
        .mismatch,
        "it is not a Magpie journal; move it away, or choose another folder with --output."
      )
    case .SQLITE_CORRUPT: damage(error.message ?? "no details")
    case .SQLITE_ERROR where error.message == "integer overflow":
      damage("the sum of its numbers is too large")
    case .SQLITE_TOOBIG: damage("a text in it is longer than any that Magpie writes")
    case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
      (.storage, "it cannot be written to; change who may write here, or choose another folder.")
    case .SQLITE_CANTOPEN:
      (.storage, "it cannot be opened; check the folder and who may read it.")
    case .SQLITE_IOERR:
      (.storage, "the device reports an error; check the disk.")
    default:
      (.storage, "SQLite says: \(error.message ?? "error \(error.resultCode.rawValue)").")
    }
  }

  private static func damage(_ details: String) -> (Code, String) {
    (
      .damaged,
      "it is damaged (\(details)). Put a copy of it back, or move the folder .magpie away to begin "
        + "anew: images that are there already are recognised."
    )
  }
}
