#pragma once

#include <sqlite3.h>

/// Lets SQLite count no memory.
/// A shim because `sqlite3_config` takes a variable number of arguments.
static inline int magpie_sqlite_count_no_memory(void) {
  return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}
