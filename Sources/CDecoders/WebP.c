#include <webp/decode.h>

#include "Luma.h"

magpie_decoding magpie_decode_webp(
    const uint8_t *bytes, size_t count, size_t most_pixels, magpie_luma *luma) {
  WebPBitstreamFeatures features;
  luma->pixels = NULL;
  if (WebPGetFeatures(bytes, count, &features) != VP8_STATUS_OK) return MAGPIE_DAMAGED;
  if (features.has_animation || features.width < 1 || features.height < 1) return MAGPIE_DAMAGED;
  magpie_decoding result =
      magpie_luma_make(luma, (size_t)features.width, (size_t)features.height, most_pixels);
  if (result != MAGPIE_DECODED) return result;
  int width = 0, height = 0;
  uint8_t *pixels = WebPDecodeRGBA(bytes, count, &width, &height);
  if (!pixels || width != luma->width || height != luma->height) {
    WebPFree(pixels);
    free(luma->pixels);
    luma->pixels = NULL;
    return MAGPIE_DAMAGED;
  }
  for (int y = 0; y < height; y++) {
    size_t start = (size_t)y * (size_t)width;
    magpie_luma_row(luma->pixels + start, pixels + 4 * start, (size_t)width);
  }
  WebPFree(pixels);
  return MAGPIE_DECODED;
}
