#define _GNU_SOURCE
#include "CPlatformMemory.h"

#include <malloc.h>
#include <sys/mman.h>
#include <sys/resource.h>

void magpie_limit_heaps(int count) { mallopt(M_ARENA_MAX, count); }

static int64_t current(int resource) {
  struct rlimit limit;
  if (getrlimit(resource, &limit) != 0 || limit.rlim_cur > INT64_MAX) return INT64_MAX;
  return (int64_t)limit.rlim_cur;
}

int64_t magpie_address_space_limit(void) { return current(RLIMIT_AS); }

int64_t magpie_data_limit(void) { return current(RLIMIT_DATA); }

void magpie_give_back_memory(void) { malloc_trim(0); }

int magpie_memory_file(const char *name) { return memfd_create(name, MFD_CLOEXEC); }
