#include "CPlatformMemory.h"

#include <malloc.h>

void magpie_limit_heaps(int count) { mallopt(M_ARENA_MAX, count); }

void magpie_give_back_memory(void) { malloc_trim(0); }
