#pragma once

#include <stdlib.h>

#include "CDecoders.h"

/// Makes room for the pixels of an image, unless there are too many.
static inline magpie_decoding magpie_luma_make(
    magpie_luma *luma, size_t width, size_t height, size_t most_pixels) {
  luma->pixels = NULL;
  if (width == 0 || height == 0) return MAGPIE_DAMAGED;
  if (width > 1 << 20 || height > 1 << 20 || width * height > most_pixels) return MAGPIE_TOO_LARGE;
  luma->width = (int)width;
  luma->height = (int)height;
  luma->pixels = malloc(width * height);
  return luma->pixels ? MAGPIE_DECODED : MAGPIE_NO_MEMORY;
}

/// The luminance of ITU-R BT.601, in the integers that Pillow uses.
static inline uint8_t magpie_luma_of(unsigned red, unsigned green, unsigned blue) {
  return (uint8_t)((red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16);
}

/// The luminance of a row of red, green, blue and opacity, on white.
static inline void magpie_luma_row(uint8_t *luma, const uint8_t *row, size_t width) {
  for (size_t x = 0; x < width; x++, row += 4) {
    unsigned opacity = row[3];
    unsigned value = magpie_luma_of(row[0], row[1], row[2]);
    luma[x] = (uint8_t)((value * opacity + 255 * (255 - opacity) + 127) / 255);
  }
}
