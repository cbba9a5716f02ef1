#include "CCountedCalls.h"

struct call {
  int column;
  void (*body)(void *);
  void *context;
};

// What is done with `used` keeps each function from being merged with the next one, and its call
// from being its last act, which would be a jump and hide the caller.
static volatile int used;

#define TEN(apply, n) \
  apply(n##0) apply(n##1) apply(n##2) apply(n##3) apply(n##4) \
  apply(n##5) apply(n##6) apply(n##7) apply(n##8) apply(n##9)
#define HUNDRED(apply, n) \
  TEN(apply, n##0) TEN(apply, n##1) TEN(apply, n##2) TEN(apply, n##3) TEN(apply, n##4) \
  TEN(apply, n##5) TEN(apply, n##6) TEN(apply, n##7) TEN(apply, n##8) TEN(apply, n##9)
#define THOUSAND(apply) \
  HUNDRED(apply, 10) HUNDRED(apply, 11) HUNDRED(apply, 12) HUNDRED(apply, 13) HUNDRED(apply, 14) \
  HUNDRED(apply, 15) HUNDRED(apply, 16) HUNDRED(apply, 17) HUNDRED(apply, 18) HUNDRED(apply, 19)

#define COLUMN(n) \
  __attribute__((noinline)) static void counted_column_##n(struct call call) { \
    call.body(call.context); \
    used = n; \
  }
#define COLUMN_NAME(n) counted_column_##n,
THOUSAND(COLUMN)
static void (*const columns[])(struct call) = {THOUSAND(COLUMN_NAME)};

#define ROW(n) \
  __attribute__((noinline)) static void counted_row_##n(struct call call) { \
    columns[call.column](call); \
    used = n; \
  }
#define ROW_NAME(n) counted_row_##n,
THOUSAND(ROW)
static void (*const rows[])(struct call) = {THOUSAND(ROW_NAME)};

void counted_call(int row, int column, void (*body)(void *), void *context) {
  rows[row]((struct call){column, body, context});
}
