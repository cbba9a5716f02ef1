internal import CSQLite

/// SQLite as a whole.
public enum SQLiteLibrary {
  /// Lets SQLite count no memory.
  ///
  /// Otherwise each piece of memory that any connection sets aside or gives back goes through one lock,
  /// for sums that nobody asks for (sqlite.org/malloc.html, `SQLITE_CONFIG_MEMSTATUS`). It holds for the
  /// whole process, so it is for a program to call, before the first database is opened; later it does
  /// nothing.
  public static func countNoMemory() { _ = magpie_sqlite_count_no_memory() }
}
