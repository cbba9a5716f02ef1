#pragma once

#include <brotli/decode.h>
#include <malloc.h>
#include <stdlib.h>

static inline void *magpie_brotli_allocate(void *memory, size_t size) {
  void *block = malloc(size);
  *(size_t *)memory += malloc_usable_size(block);
  return block;
}

static inline void magpie_brotli_free(void *memory, void *block) {
  *(size_t *)memory -= malloc_usable_size(block);
  free(block);
}

/// Makes a decoder that keeps the number of bytes it has allocated in `memory`, which must live as
/// long as the decoder; NULL when memory is short.
static inline BrotliDecoderState *magpie_brotli_decoder(size_t *memory) {
  return BrotliDecoderCreateInstance(magpie_brotli_allocate, magpie_brotli_free, memory);
}
