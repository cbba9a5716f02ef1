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
    let (code, words) = Self.words(of: error)
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

  private static func words(of error: DatabaseError) -> (Code, String) {
    switch error.resultCode {
    case .SQLITE_FULL:
      (.diskFull, "the disk is full; free some space and run the same command again.")
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
    case .SQLITE_CORRUPT:
      (
        .damaged,
        "it is damaged (\(error.message ?? "no details")). Put a copy of it back, or move the "
          + "folder .magpie away to begin anew: images that are there already are recognised."
      )
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
}
