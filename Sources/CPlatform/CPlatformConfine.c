#define _GNU_SOURCE
#include "CPlatformConfine.h"

#include <errno.h>
#include <grp.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define MAGPIE_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define MAGPIE_ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#ifdef MAGPIE_ARCHITECTURE

// "nobody" of Debian.
enum { other_user = 65534 };

#define MAGPIE_ALLOW(name) \
  BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_##name, 0, 1), \
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)

// A limit that is lower already stays.
static int limit(int resource, rlim_t value) {
  struct rlimit limits;
  if (getrlimit((__rlimit_resource_t)resource, &limits) != 0) return -1;
  if (limits.rlim_max > value) limits.rlim_max = value;
  limits.rlim_cur = limits.rlim_max;
  return setrlimit((__rlimit_resource_t)resource, &limits);
}

static int change_user(void) {
  if (geteuid() != 0) return 0;
  if (setgroups(0, NULL) == 0 && setresgid(other_user, other_user, other_user) == 0 &&
      setresuid(other_user, other_user, other_user) == 0) {
    return 0;
  }
  // A container may have no other user.
  return errno == EINVAL || errno == EPERM ? 0 : -1;
}

int magpie_confine(uint64_t address_space) {
  struct sock_filter filter[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, MAGPIE_ARCHITECTURE, 1, 0),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
      MAGPIE_ALLOW(read),
      MAGPIE_ALLOW(write),
      MAGPIE_ALLOW(exit),
      MAGPIE_ALLOW(exit_group),
      MAGPIE_ALLOW(brk),
      MAGPIE_ALLOW(munmap),
      MAGPIE_ALLOW(mremap),
      MAGPIE_ALLOW(madvise),
      MAGPIE_ALLOW(futex),
      MAGPIE_ALLOW(rt_sigreturn),
      MAGPIE_ALLOW(rt_sigprocmask),
      MAGPIE_ALLOW(sched_yield),
      MAGPIE_ALLOW(getrandom),
      MAGPIE_ALLOW(clock_gettime),
      MAGPIE_ALLOW(restart_syscall),
      // No memory becomes code.
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_mmap, 1, 0),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_mprotect, 0, 3),
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[2])),
      BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, PROT_EXEC, 1, 0),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
  };
  struct sock_fprog program = {sizeof filter / sizeof filter[0], filter};
  if (syscall(__NR_close_range, 3u, ~0u, 0u) != 0) return -1;
  // The number of files counts for what is opened later only.
  if (limit(RLIMIT_CORE, 0) != 0 || limit(RLIMIT_FSIZE, 0) != 0 || limit(RLIMIT_NOFILE, 3) != 0) {
    return -1;
  }
  if (limit(RLIMIT_AS, address_space) != 0) return -1;
  if (change_user() != 0 || prctl(PR_SET_DUMPABLE, 0) != 0) return -1;
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return -1;
  // For all threads, should there be more than this one.
  return (int)syscall(
      __NR_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program);
}

#else

int magpie_confine(uint64_t address_space) {
  (void)address_space;
  errno = ENOSYS;
  return -1;
}

#endif
