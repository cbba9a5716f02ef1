#include "CRE2.h"

#include <algorithm>
#include <cstring>
#include <re2/re2.h>
#include <string>

struct magpie_pattern {
  RE2 re;
  explicit magpie_pattern(const re2::StringPiece &text, const RE2::Options &options)
      : re(text, options) {}
};

magpie_pattern *magpie_pattern_compile(
    const char *text, size_t length, char *message, size_t size) {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(8 << 20);
  auto *pattern = new magpie_pattern(re2::StringPiece(text, length), options);
  if (pattern->re.ok()) return pattern;
  const std::string &error = pattern->re.error();
  size_t end = std::min(error.size(), size - 1);
  // Not inside a character: bytes 10xxxxxx continue one.
  while (end > 0 && end < error.size() && (error[end] & 0xC0) == 0x80) --end;
  std::memcpy(message, error.data(), end);
  message[end] = '\0';
  delete pattern;
  return nullptr;
}

bool magpie_pattern_occurs(const magpie_pattern *pattern, const char *text, size_t length) {
  return RE2::PartialMatch(re2::StringPiece(text, length), pattern->re);
}

void magpie_pattern_free(magpie_pattern *pattern) { delete pattern; }
