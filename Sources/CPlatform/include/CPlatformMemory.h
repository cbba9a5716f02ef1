#pragma once

/// Sets the maximum number of heaps (`M_ARENA_MAX`, mallopt(3)); further threads share them.
void magpie_limit_heaps(int count);

/// Returns freed memory that the allocator has kept to the system (malloc_trim(3)).
void magpie_give_back_memory(void);

/// Creates an empty file that has no name and exists in memory (memfd_create(2)); closed by exec.
int magpie_memory_file(const char *name);
