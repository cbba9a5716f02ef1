#pragma once

#include <stddef.h>
#include <stdint.h>

// JPEG, PNG and WebP are decoded by libjpeg-turbo, libpng and libwebp. The first two report an error by
// a jump, which may not pass through Swift, so all calls of them are here.

/// The luminance of an image, a byte for each pixel, row by row from the top. What is transparent is
/// on white.
typedef struct {
  int width;
  int height;
  /// From malloc.
  uint8_t *pixels;
} magpie_luma;

/// How decoding ended.
typedef enum {
  MAGPIE_DECODED = 0,
  MAGPIE_DAMAGED = 1,
  MAGPIE_TOO_LARGE = 2,
  MAGPIE_NO_MEMORY = 3,
} magpie_decoding;

/// Decodes a JPEG of at most so many pixels.
magpie_decoding magpie_decode_jpeg(
    const uint8_t *bytes, size_t count, size_t most_pixels, magpie_luma *luma);

/// Decodes a PNG of at most so many pixels; of an animation the first frame.
magpie_decoding magpie_decode_png(
    const uint8_t *bytes, size_t count, size_t most_pixels, magpie_luma *luma);

/// Decodes a WebP of at most so many pixels; an animation counts as damaged.
magpie_decoding magpie_decode_webp(
    const uint8_t *bytes, size_t count, size_t most_pixels, magpie_luma *luma);
