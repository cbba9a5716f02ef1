internal import CSQLite

/// The SQLite library as a whole.
public enum SQLiteLibrary {
  /// Disables SQLite's memory statistics.
  ///
  /// Otherwise every allocation of any connection goes through one lock, for statistics that are
  /// not used (sqlite.org/malloc.html, `SQLITE_CONFIG_MEMSTATUS`). It applies to the whole process.
  /// A program must call it before the first database is opened; later it has no effect.
  public static func countNoMemory() { _ = magpie_sqlite_count_no_memory() }
}
