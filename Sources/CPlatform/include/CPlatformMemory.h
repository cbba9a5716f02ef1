#pragma once

#include <stdint.h>

/// Sets the maximum number of heaps (`M_ARENA_MAX`, mallopt(3)); further threads share them.
void magpie_limit_heaps(int count);

/// The address space that the process may use, in bytes (`RLIMIT_AS`); `INT64_MAX` without a limit.
/// A shim because glibc's name for no limit is not importable.
int64_t magpie_address_space_limit(void);

/// Ends the process with a message and an exit code where a page of a mapped file is not there any more
/// (SIGBUS).
void magpie_end_for_lost_pages(int code);

/// The memory for data that the process may use, in bytes (`RLIMIT_DATA`); `INT64_MAX` without a limit.
int64_t magpie_data_limit(void);

/// Returns freed memory that the allocator has kept to the system (malloc_trim(3)).
void magpie_give_back_memory(void);

/// Creates an empty file that has no name and exists in memory (memfd_create(2)); closed by exec.
int magpie_memory_file(const char *name);
