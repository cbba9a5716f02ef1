internal import CSQLite

/// The SQLite library as a whole.
public enum SQLiteLibrary {
  /// Disables SQLite's memory statistics.
  ///
  /// Otherwise every allocation of any connection goes through one lock, for statistics that are
  /// not used (sqlite.org/malloc.html, `SQLITE_CONFIG_MEMSTATUS`). It applies to the whole process.
  /// A program must call it before the first database is opened; later it has no effect.
  public static func countNoMemory() { _ = magpie_sqlite_count_no_memory() }

  /// Lets databases whose path begins with `/proc/self/fd/` be reached through that descriptor for as
  /// long as they are open.
  ///
  /// SQLite resolves all symbolic links of a path, and a descriptor is one. So the log of a database
  /// whose folder was moved would be looked for, and deleted, where another folder may be by now. It
  /// applies to connections opened later, of the whole process.
  ///
  /// - Returns: whether it succeeded.
  public static func keepDescriptors() -> Bool { isKeepingDescriptors }

  private static let isKeepingDescriptors = magpie_sqlite_keep_descriptors() == SQLITE_OK
}
