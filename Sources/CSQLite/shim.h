#pragma once

#include <sqlite3.h>
#include <string.h>

/// Disables SQLite's memory statistics.
/// A shim because `sqlite3_config` is variadic.
static inline int magpie_sqlite_count_no_memory(void) {
  return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

/// The whole path of a database: the one that SQLite would use, except below a descriptor, where it
/// stays as it is.
static inline int magpie_sqlite_full_path(sqlite3_vfs *vfs, const char *path, int size, char *full) {
  (void)vfs;
  static const char descriptors[] = "/proc/self/fd/";
  if (strncmp(path, descriptors, sizeof descriptors - 1) != 0) {
    sqlite3_vfs *own = sqlite3_vfs_find("unix");
    return own->xFullPathname(own, path, size, full);
  }
  size_t length = strlen(path);
  if (length >= (size_t)size) return SQLITE_CANTOPEN;
  memcpy(full, path, length + 1);
  return SQLITE_OK;
}

/// Lets every connection that is opened from now on reach its files below a descriptor, if its path
/// begins with one; returns a result code.
static inline int magpie_sqlite_keep_descriptors(void) {
  static sqlite3_vfs vfs;
  sqlite3_vfs *own = sqlite3_vfs_find("unix");
  if (own == NULL) return SQLITE_NOTFOUND;
  vfs = *own;
  vfs.pNext = NULL;
  vfs.zName = "magpie";
  vfs.xFullPathname = magpie_sqlite_full_path;
  return sqlite3_vfs_register(&vfs, 1);
}
