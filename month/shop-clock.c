/*
 * Moves the wall clock of a process, as month/shop-clock.mjs says: an offset in nanoseconds, shared by a file of eight bytes, and
 * another one that this process has alone, by which its clock is wrong.
 * Monotonic clocks stay as they are, so that timers and time limits wait as long as ever.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static const int64_t second = 1000000000;
static const volatile int64_t *offset;
static const volatile int64_t *error;

static const volatile int64_t *open_number(const char *path) {
  int file = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
  if (file < 0) return NULL;
  void *mapped = mmap(NULL, sizeof(int64_t), PROT_READ, MAP_SHARED, file, 0);
  close(file);
  return mapped == MAP_FAILED ? NULL : mapped;
}

__attribute__((constructor)) static void open_offset(void) {
  offset = open_number(getenv("SHOP_CLOCK"));
  error = open_number(getenv("SHOP_CLOCK_ERROR"));
}

int clock_gettime(clockid_t clock, struct timespec *now) {
  int failed = syscall(SYS_clock_gettime, clock, now);
  if (failed || !offset || (clock != CLOCK_REALTIME && clock != CLOCK_REALTIME_COARSE)) return failed;
  int64_t moved = now->tv_sec * second + now->tv_nsec + *offset + (error ? *error : 0);
  now->tv_sec = moved / second;
  now->tv_nsec = moved % second;
  return 0;
}

int gettimeofday(struct timeval *now, void *zone) {
  struct timespec exact;
  (void)zone;
  if (clock_gettime(CLOCK_REALTIME, &exact)) return -1;
  now->tv_sec = exact.tv_sec;
  now->tv_usec = exact.tv_nsec / 1000;
  return 0;
}

time_t time(time_t *seconds) {
  struct timespec exact;
  if (clock_gettime(CLOCK_REALTIME, &exact)) return -1;
  if (seconds) *seconds = exact.tv_sec;
  return exact.tv_sec;
}
