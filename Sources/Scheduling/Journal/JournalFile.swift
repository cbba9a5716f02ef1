import Files
import Statements

/// The file of a journal, reached through its open folder.
///
/// SQLite opens a file by its path, follows symbolic links to it, and waits for the writer of a
/// pipe. So what has the names of the file and of its logs is checked first, and the path given to
/// SQLite begins at the descriptor of the folder: every connection, also one that is opened later,
/// is to a file of that folder, whatever was renamed meanwhile. SQLite keeps that path, so what it
/// deletes at the end is in that folder, too.
struct JournalFile: Sendable {
  let folder: Folder

  /// The path for messages.
  var path: String { folder.path(of: Journal.fileName) }

  /// The path for SQLite; valid while the folder is open.
  var databasePath: String { folder.descriptorPath(of: Journal.fileName) }

  // The file and what SQLite puts beside it (sqlite.org/tempfiles.html).
  static let suffixes = ["", "-wal", "-shm", "-journal"]

  /// Rejects a folder in which one of the names belongs to something else than a regular file.
  ///
  /// - Parameter forWriting: whether a second name of a file, a hard link, is refused too: what is
  ///   written would change that other file.
  /// - Throws: `mismatch`; `storage` if SQLite cannot be told to stay below the descriptor.
  func check(forWriting: Bool) throws(FrontierError) {
    guard SQLiteLibrary.keepDescriptors() else {
      throw FrontierError(
        code: .storage, message: "\(path) cannot be opened: this SQLite has no file system 'unix'.")
    }
    do throws(FileError) {
      for suffix in Self.suffixes {
        try folder.checkIsPlain(Journal.fileName + suffix, forWriting: forWriting)
      }
    } catch {
      throw FrontierError(code: .mismatch, message: error.description)
    }
  }
}
