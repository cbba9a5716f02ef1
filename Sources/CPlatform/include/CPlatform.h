#pragma once

#include <stddef.h>
#include <stdint.h>

#include "CPlatformConfine.h"
#include "CPlatformEvents.h"
#include "CPlatformFiles.h"
#include "CPlatformMemory.h"

/// Sets the calling thread's name for debuggers and `top -H`; longer names are cut at 15 bytes.
/// A shim because glibc declares the call only under `_GNU_SOURCE`.
int magpie_set_thread_name(const char *name);

/// Sets the size of the stack of threads that are started later without one.
/// A shim because glibc declares the call only under `_GNU_SOURCE`.
void magpie_set_default_stack(size_t bytes);

/// The number of processors this process may run on, at least 1. Containers and `taskset` reduce
/// it.
/// A shim because glibc declares the call only under `_GNU_SOURCE`.
int magpie_processor_count(void);

/// The number of descriptors that this process may have open.
int magpie_descriptor_limit(void);

/// Raises that number as far as the system allows, and returns it.
int magpie_raise_descriptor_limit(void);

/// The environment of the process, `NAME=VALUE` each, with a null pointer at the end.
/// A shim because Swift takes the variable itself for shared mutable state.
char **magpie_environment(void);
