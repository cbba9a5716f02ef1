#define _GNU_SOURCE
#include "CPlatformMemory.h"

#include <malloc.h>
#include <sys/mman.h>
#include <sys/resource.h>

void magpie_limit_heaps(int count) { mallopt(M_ARENA_MAX, count); }

int64_t magpie_address_space_limit(void) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur > INT64_MAX) return INT64_MAX;
  return (int64_t)limit.rlim_cur;
}

void magpie_give_back_memory(void) { malloc_trim(0); }

int magpie_memory_file(const char *name) { return memfd_create(name, MFD_CLOEXEC); }
