#pragma once

/// Callgrind counts what a function costs for each of its callers. So each call that is to have a
/// count of its own goes through two functions that no other call goes through in this order:
/// `counted_row_N` and `counted_column_N`. Then one run has the costs of a million calls.
enum { counted_calls_side = 1000 };

/// Calls `body(context)` by way of `counted_row_ROW` and `counted_column_COLUMN`.
void counted_call(int row, int column, void (*body)(void *), void *context);
