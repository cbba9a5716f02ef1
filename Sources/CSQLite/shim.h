#pragma once

#include <sqlite3.h>

/// Disables SQLite's memory statistics.
/// A shim because `sqlite3_config` is variadic.
static inline int magpie_sqlite_count_no_memory(void) {
  return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}
