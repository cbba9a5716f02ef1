#define _GNU_SOURCE
#include "CPlatformMemory.h"

#include <malloc.h>
#include <sys/mman.h>

void magpie_limit_heaps(int count) { mallopt(M_ARENA_MAX, count); }

void magpie_give_back_memory(void) { malloc_trim(0); }

int magpie_memory_file(const char *name) { return memfd_create(name, MFD_CLOEXEC); }
