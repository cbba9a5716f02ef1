#define _GNU_SOURCE
#include "CPlatformMemory.h"

#include <malloc.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

void magpie_limit_heaps(int count) { mallopt(M_ARENA_MAX, count); }

static int64_t current(int resource) {
  struct rlimit limit;
  if (getrlimit(resource, &limit) != 0 || limit.rlim_cur > INT64_MAX) return INT64_MAX;
  return (int64_t)limit.rlim_cur;
}

int64_t magpie_address_space_limit(void) { return current(RLIMIT_AS); }

int64_t magpie_data_limit(void) { return current(RLIMIT_DATA); }

static int lost_page_code;

static void end_for_lost_page(int number, siginfo_t *info, void *context) {
  static const char text[] =
      "magpie: A file was cut short by another program, or cannot be read, while it was in use. "
      "Nothing that was saved is lost; run the same command again.\n";
  (void)context;
  if (info->si_code != BUS_ADRERR && info->si_code != BUS_OBJERR) {
    signal(number, SIG_DFL);
    return;
  }
  ssize_t written = write(STDERR_FILENO, text, sizeof text - 1);
  (void)written;
  _exit(lost_page_code);
}

void magpie_end_for_lost_pages(int code) {
  struct sigaction action = {.sa_sigaction = end_for_lost_page, .sa_flags = SA_SIGINFO};
  sigemptyset(&action.sa_mask);
  lost_page_code = code;
  sigaction(SIGBUS, &action, NULL);
}

void magpie_give_back_memory(void) { malloc_trim(0); }

int magpie_memory_file(const char *name) { return memfd_create(name, MFD_CLOEXEC); }
