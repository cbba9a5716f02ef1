#pragma once

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A compiled pattern; RE2 matches in time linear in the text, for any pattern.
typedef struct magpie_pattern magpie_pattern;

/// Compiles `text`. On an error returns NULL and writes a message of at most `size - 1` bytes of
/// whole UTF-8 characters.
magpie_pattern *magpie_pattern_compile(
    const char *text, size_t length, char *message, size_t size);
/// Whether the pattern matches anywhere in `text`. Safe from many threads at once.
bool magpie_pattern_occurs(const magpie_pattern *pattern, const char *text, size_t length);
void magpie_pattern_free(magpie_pattern *pattern);

#ifdef __cplusplus
}
#endif
