import Foundation
import GRDB
import TestSupport

/// The journal of a killed process, read without changing it.
enum DyingJournal {
  /// The addresses that it records as done.
  static func done(_ folder: URL) throws -> Set<String> {
    try read(folder) { db in
      try String.fetchSet(
        db, sql: "SELECT a.url FROM result r JOIN address a ON a.id = r.address")
    } ?? []
  }

  /// Reads a copy: opening the file itself would recover it.
  private static func read<Value>(
    _ folder: URL, _ body: (Database) throws -> Value
  ) throws -> Value? {
    let copy = try TemporaryFolder()
    for name in ["crawl.sqlite", "crawl.sqlite-wal"] {
      let file = folder.appending(path: ".magpie/" + name)
      guard FileManager.default.fileExists(atPath: file.path) else { continue }
      try FileManager.default.copyItem(at: file, to: copy.file(name))
    }
    let queue = try DatabaseQueue(path: copy.path + "/crawl.sqlite")
    return try queue.read { db in try db.tableExists("result") ? body(db) : nil }
  }
}
