#include "CPlatformEvents.h"

#include <errno.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

int magpie_watch_open(void) { return epoll_create1(EPOLL_CLOEXEC); }

int magpie_watch_set(int watch, int descriptor, uint8_t wanted) {
  struct epoll_event event = {.data = {.fd = descriptor}};
  if (wanted == 0) return epoll_ctl(watch, EPOLL_CTL_DEL, descriptor, &event);
  if (wanted & 1) event.events |= EPOLLIN;
  if (wanted & 2) event.events |= EPOLLOUT;
  int status = epoll_ctl(watch, EPOLL_CTL_ADD, descriptor, &event);
  if (status == 0 || errno != EEXIST) return status;
  return epoll_ctl(watch, EPOLL_CTL_MOD, descriptor, &event);
}

int magpie_watch_wait(int watch, magpie_ready *ready, int capacity, int milliseconds) {
  struct epoll_event events[256];
  if (capacity > 256) capacity = 256;
  int count = epoll_wait(watch, events, capacity, milliseconds);
  for (int index = 0; index < count; index++) {
    uint32_t bits = events[index].events;
    ready[index].descriptor = events[index].data.fd;
    ready[index].readiness = (uint8_t)((bits & EPOLLIN ? 1 : 0) | (bits & EPOLLOUT ? 2 : 0) |
                                       (bits & (EPOLLERR | EPOLLHUP) ? 4 : 0));
  }
  return count;
}

int magpie_waker_open(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

void magpie_waker_wake(int waker) {
  uint64_t one = 1;
  // Fails only when the counter is full, and then the descriptor is ready anyway.
  if (write(waker, &one, sizeof one) < 0) return;
}

void magpie_waker_reset(int waker) {
  uint64_t count;
  if (read(waker, &count, sizeof count) < 0) return;
}

int64_t magpie_socket_bytes_read(int socket) {
  struct tcp_info info = {0};
  socklen_t size = sizeof info;
  int waiting = 0;
  if (getsockopt(socket, IPPROTO_TCP, TCP_INFO, &info, &size) != 0) return 0;
  if (ioctl(socket, FIONREAD, &waiting) != 0 || waiting < 0) return 0;
  // What came in meanwhile makes the second number larger than the first.
  int64_t read = (int64_t)info.tcpi_bytes_received - waiting;
  return read > 0 ? read : 0;
}
