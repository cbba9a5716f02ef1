#define _GNU_SOURCE
#include "CPlatformFiles.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

int magpie_rename_if_absent(int from_folder, const char *from, int to_folder, const char *to) {
  if (renameat2(from_folder, from, to_folder, to, RENAME_NOREPLACE) == 0) return 0;
  if (errno != EINVAL && errno != ENOSYS) return -1;
  struct stat status;
  if (fstatat(to_folder, to, &status, AT_SYMLINK_NOFOLLOW) == 0) {
    errno = EEXIST;
    return -1;
  }
  if (errno != ENOENT) return -1;
  return renameat(from_folder, from, to_folder, to);
}

int magpie_open_nameless(int folder, uint32_t mode) {
  return openat(folder, ".", O_TMPFILE | O_RDWR | O_CLOEXEC, mode);
}

int magpie_name_file(int descriptor, int folder, const char *name) {
  char path[sizeof "/proc/self/fd/" + 16];
  snprintf(path, sizeof path, "/proc/self/fd/%d", descriptor);
  return linkat(AT_FDCWD, path, folder, name, AT_SYMLINK_FOLLOW);
}

int magpie_exchange(int folder, const char *one, const char *other) {
  if (renameat2(folder, one, folder, other, RENAME_EXCHANGE) == 0) return 0;
  if (errno != EINVAL && errno != ENOSYS) return -1;
  char spare[NAME_MAX + 1];
  if (snprintf(spare, sizeof spare, "%s~", one) >= (int)sizeof spare) {
    errno = ENAMETOOLONG;
    return -1;
  }
  if (renameat(folder, other, folder, spare) != 0) return -1;
  if (renameat(folder, one, folder, other) == 0) return renameat(folder, spare, folder, one);
  int reason = errno;
  renameat(folder, spare, folder, other);
  errno = reason;
  return -1;
}

int magpie_sync_file_system(int descriptor) { return syncfs(descriptor); }

int magpie_set_modified(int descriptor, long seconds) {
  struct timespec times[2] = {{.tv_nsec = UTIME_OMIT}, {.tv_sec = seconds}};
  return futimens(descriptor, times);
}

int64_t magpie_file_size_limit(void) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_FSIZE, &limit) != 0 || limit.rlim_cur > INT64_MAX) return INT64_MAX;
  return (int64_t)limit.rlim_cur;
}
