#pragma once

#include <stdint.h>

// epoll(7), eventfd(2) and what the system knows of a connection, which Swift's glibc module does not
// include.

/// A ready descriptor, and for what: 1 reading, 2 writing, 4 an error.
typedef struct {
  int descriptor;
  uint8_t readiness;
} magpie_ready;

/// Creates an empty set of watched descriptors; -1 and `errno` on failure.
int magpie_watch_open(void);

/// Watches a descriptor for reading (1), writing (2) or both, or stops watching it (0). Returns 0,
/// or -1 and `errno` on failure.
int magpie_watch_set(int watch, int descriptor, uint8_t wanted);

/// Waits for any of them. Returns how many are ready, 0 when the time is over, -1 and `errno` on
/// failure.
int magpie_watch_wait(int watch, magpie_ready *ready, int capacity, int milliseconds);

/// Opens a waker: a descriptor that becomes ready for reading when it is woken; -1 and `errno` on
/// failure.
int magpie_waker_open(void);

/// Makes a waker ready for reading.
void magpie_waker_wake(int waker);

/// Makes a waker not ready for reading.
void magpie_waker_reset(int waker);

/// How many bytes a program has read from a TCP socket so far, without those that wait in it; 0 if
/// that is unknown (tcp(7), TCP_INFO).
int64_t magpie_socket_bytes_read(int socket);
