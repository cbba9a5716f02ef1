#include <setjmp.h>
#include <string.h>

#include <png.h>

#include "Luma.h"

typedef struct {
  const uint8_t *bytes;
  size_t count;
} source;

static void read_bytes(png_structp decoder, png_bytep target, size_t count) {
  source *source = png_get_io_ptr(decoder);
  if (source->count < count) png_error(decoder, "the end is missing");
  memcpy(target, source->bytes, count);
  source->bytes += count;
  source->count -= count;
}

static void fail(png_structp decoder, png_const_charp message) {
  (void)message;
  png_longjmp(decoder, 1);
}

static void say_nothing(png_structp decoder, png_const_charp message) {
  (void)decoder;
  (void)message;
}

magpie_decoding magpie_decode_png(
    const uint8_t *bytes, size_t count, size_t most_pixels, magpie_luma *luma) {
  source source = {bytes, count};
  // Changed between the jump and its target.
  uint8_t *volatile pixels = NULL;
  volatile magpie_decoding result = MAGPIE_DAMAGED;
  png_infop info = NULL;
  luma->pixels = NULL;
  png_structp decoder = png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL, fail, say_nothing);
  if (!decoder) return MAGPIE_NO_MEMORY;
  info = png_create_info_struct(decoder);
  if (!info || setjmp(png_jmpbuf(decoder))) {
    result = MAGPIE_DAMAGED;
    goto end;
  }
  // Texts and profiles are of no interest, and may be bombs of their own.
  png_set_keep_unknown_chunks(decoder, PNG_HANDLE_CHUNK_NEVER, NULL, 0);
  png_set_chunk_malloc_max(decoder, 1 << 20);
  png_set_user_limits(decoder, 1 << 20, 1 << 20);
  // Browsers show images with wrong checksums, too.
  png_set_crc_action(decoder, PNG_CRC_QUIET_USE, PNG_CRC_QUIET_USE);
  png_set_read_fn(decoder, &source, read_bytes);
  png_read_info(decoder, info);
  size_t width = png_get_image_width(decoder, info);
  size_t height = png_get_image_height(decoder, info);
  result = magpie_luma_make(luma, width, height, most_pixels);
  if (result != MAGPIE_DECODED) goto end;
  png_set_expand(decoder);
  png_set_strip_16(decoder);
  png_set_gray_to_rgb(decoder);
  png_set_add_alpha(decoder, 0xFF, PNG_FILLER_AFTER);
  int passes = png_set_interlace_handling(decoder);
  png_read_update_info(decoder, info);
  size_t row_bytes = png_get_rowbytes(decoder, info);
  if (row_bytes != 4 * width) {
    result = MAGPIE_DAMAGED;
    goto end;
  }
  // The passes of an interlaced image complete the rows of those before.
  pixels = calloc(passes > 1 ? height : 1, row_bytes);
  if (!pixels) {
    result = MAGPIE_NO_MEMORY;
    goto end;
  }
  for (int pass = 0; pass < passes; pass++) {
    for (size_t y = 0; y < height; y++) {
      uint8_t *row = pixels + (passes > 1 ? y * row_bytes : 0);
      png_read_row(decoder, row, NULL);
      if (pass == passes - 1) magpie_luma_row(luma->pixels + y * width, row, width);
    }
  }
end:
  png_destroy_read_struct(&decoder, &info, NULL);
  free(pixels);
  if (result != MAGPIE_DECODED) {
    free(luma->pixels);
    luma->pixels = NULL;
  }
  return result;
}
