#pragma once

#include <stdint.h>

#include "CPlatformEvents.h"
#include "CPlatformFiles.h"
#include "CPlatformMemory.h"

/// Names the calling thread for debuggers and `top -H`; longer names are cut at 15 bytes.
/// A shim because glibc declares the call under `_GNU_SOURCE` only.
int magpie_set_thread_name(const char *name);

/// How many processors this process may run on; at least 1. Containers and `taskset` narrow it.
/// A shim because glibc declares the call under `_GNU_SOURCE` only.
int magpie_processor_count(void);
