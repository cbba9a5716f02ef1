#pragma once

#include <stdint.h>

/// Sets when a file was last modified, in seconds since 1970, and leaves its other times (futimens(3)).
/// A shim because Swift cannot import the macro for a time that stays as it is.
int magpie_set_modified(int descriptor, long seconds);

/// Renames unless the new name is taken, which gives -1 and `EEXIST`. On a file system that cannot
/// do this in one step, the name is checked first.
/// A shim because glibc declares `renameat2` only under `_GNU_SOURCE`.
int magpie_rename_if_absent(int from_folder, const char *from, int to_folder, const char *to);

/// Opens a new file without a name for reading and writing (`O_TMPFILE`, open(2)); -1 where the file
/// system of the folder cannot.
/// A shim because glibc declares the flag only under `_GNU_SOURCE`.
int magpie_open_nameless(int folder, uint32_t mode);

/// Gives a name to a file without one (linkat(2)).
int magpie_name_file(int descriptor, int folder, const char *name);

/// Exchanges two names in a folder (`RENAME_EXCHANGE`), in three steps where the file system cannot.
int magpie_exchange(int folder, const char *one, const char *other);

/// Syncs the file system that the descriptor is on (syncfs(2)).
/// A shim because glibc declares the call only under `_GNU_SOURCE`.
int magpie_sync_file_system(int descriptor);

/// The largest size of a file that this process may make, in bytes (`RLIMIT_FSIZE`); `INT64_MAX`
/// without a limit.
/// A shim because glibc's name for no limit is not importable.
int64_t magpie_file_size_limit(void);
