#pragma once

#include <stdint.h>

// epoll(7) and eventfd(2), which Swift's module of glibc leaves out.

/// A descriptor that is ready, and for what: 1 reading, 2 writing, 4 it failed.
typedef struct {
  int descriptor;
  uint8_t readiness;
} magpie_ready;

/// A new set of watched descriptors; -1 and `errno` where there is none.
int magpie_watch_open(void);

/// Watches a descriptor for reading (1), writing (2) or both, or not at all any more (0); 0 when it
/// is so, -1 and `errno` otherwise.
int magpie_watch_set(int watch, int descriptor, uint8_t wanted);

/// Waits for any of them; how many are ready, 0 when the time is over, -1 and `errno` otherwise.
int magpie_watch_wait(int watch, magpie_ready *ready, int capacity, int milliseconds);

/// A descriptor that becomes ready for reading when it is rung; -1 and `errno` where there is none.
int magpie_bell_open(void);

/// Rings a bell.
void magpie_bell_ring(int bell);

/// Takes the rings off a bell.
void magpie_bell_quiet(int bell);
