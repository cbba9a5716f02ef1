#pragma once

#include <stddef.h>
#include <stdint.h>

/// Takes everything from this process that it does not need to compute: files other than its standard
/// streams, the network, other programs, its user if that is root, memory beyond a limit (seccomp(2),
/// setrlimit(2)). It can read and write what it has open, and end.
///
/// Any other system call ends the process. Returns 0, or -1 and `errno` if the system or this processor
/// cannot do it.
int magpie_confine(uint64_t address_space);
