#include <setjmp.h>
#include <stdio.h>

#include <jpeglib.h>

#include "Luma.h"

// A file may repeat a scan as often as it likes, and each costs as much as the whole image.
enum { most_scans = 500 };

typedef struct {
  struct jpeg_error_mgr base;
  jmp_buf jump;
} errors;

static void fail(j_common_ptr decoder) { longjmp(((errors *)decoder->err)->jump, 1); }

static void say_nothing(j_common_ptr decoder, int level) {
  (void)decoder;
  (void)level;
}

static void check_scans(j_common_ptr decoder) {
  if (decoder->is_decompressor &&
      ((j_decompress_ptr)decoder)->input_scan_number > most_scans) {
    fail(decoder);
  }
}

static void read_row(j_decompress_ptr decoder, const uint8_t *row, uint8_t *luma) {
  int is_inverted = decoder->saw_Adobe_marker;
  for (JDIMENSION x = 0; x < decoder->output_width; x++) {
    switch (decoder->output_components) {
    case 1: luma[x] = row[x]; break;
    case 3: luma[x] = magpie_luma_of(row[3 * x], row[3 * x + 1], row[3 * x + 2]); break;
    default: {
      const uint8_t *inks = row + 4 * (size_t)x;
      unsigned colours[3];
      for (int ink = 0; ink < 3; ink++) {
        unsigned value = is_inverted ? inks[ink] : 255u - inks[ink];
        unsigned black = is_inverted ? inks[3] : 255u - inks[3];
        colours[ink] = value * black / 255;
      }
      luma[x] = magpie_luma_of(colours[0], colours[1], colours[2]);
    }
    }
  }
}

magpie_decoding magpie_decode_jpeg(
    const uint8_t *bytes, size_t count, size_t most_pixels, magpie_luma *luma) {
  struct jpeg_decompress_struct decoder = {0};
  struct jpeg_progress_mgr progress = {.progress_monitor = check_scans};
  errors errors;
  // Changed between the jump and its target.
  uint8_t *volatile row = NULL;
  volatile magpie_decoding result = MAGPIE_DAMAGED;
  luma->pixels = NULL;
  decoder.err = jpeg_std_error(&errors.base);
  errors.base.error_exit = fail;
  errors.base.emit_message = say_nothing;
  if (setjmp(errors.jump)) {
    result = MAGPIE_DAMAGED;
    goto end;
  }
  jpeg_create_decompress(&decoder);
  decoder.progress = &progress;
  jpeg_mem_src(&decoder, bytes, count);
  jpeg_read_header(&decoder, TRUE);
  result = magpie_luma_make(luma, decoder.image_width, decoder.image_height, most_pixels);
  if (result != MAGPIE_DECODED) goto end;
  switch (decoder.jpeg_color_space) {
  case JCS_GRAYSCALE: decoder.out_color_space = JCS_GRAYSCALE; break;
  case JCS_CMYK:
  case JCS_YCCK: decoder.out_color_space = JCS_CMYK; break;
  default: decoder.out_color_space = JCS_RGB;
  }
  jpeg_start_decompress(&decoder);
  row = malloc((size_t)decoder.output_width * (size_t)decoder.output_components);
  if (!row) {
    result = MAGPIE_NO_MEMORY;
    goto end;
  }
  while (decoder.output_scanline < decoder.output_height) {
    size_t y = decoder.output_scanline;
    JSAMPROW rows[1] = {row};
    if (jpeg_read_scanlines(&decoder, rows, 1) != 1) break;
    read_row(&decoder, row, luma->pixels + y * (size_t)luma->width);
  }
  if (decoder.output_scanline < decoder.output_height) result = MAGPIE_DAMAGED;
end:
  jpeg_destroy_decompress(&decoder);
  free(row);
  if (result != MAGPIE_DECODED) {
    free(luma->pixels);
    luma->pixels = NULL;
  }
  return result;
}
