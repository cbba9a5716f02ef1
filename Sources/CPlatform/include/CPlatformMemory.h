#pragma once

/// Lets at most so many threads have a heap of their own (`M_ARENA_MAX`, mallopt(3)); others share.
void magpie_limit_heaps(int count);

/// Gives memory back to the system that was freed and is kept for later (malloc_trim(3)).
void magpie_give_back_memory(void);
