#pragma once

#include <zlib.h>

/// Prepares a stream to decompress gzip (RFC 1952) and nothing else.
/// A shim because `inflateInit2` is a macro.
static inline int magpie_gunzip_init(z_stream *stream) { return inflateInit2(stream, 15 + 16); }

/// Prepares a stream to decompress gzip (RFC 1952) or zlib (RFC 1950), whichever comes.
/// Checksums are not compared, as in browsers.
static inline int magpie_inflate_init(z_stream *stream) {
  int status = inflateInit2(stream, 15 + 32);
  return status == Z_OK ? inflateValidate(stream, 0) : status;
}

/// Prepares a stream to decompress deflate without a wrapper (RFC 1951).
static inline int magpie_inflate_raw_init(z_stream *stream) { return inflateInit2(stream, -15); }

/// Prepares a stream that has ended for a further gzip member.
static inline int magpie_inflate_next_member(z_stream *stream) {
  int status = inflateReset2(stream, 15 + 16);
  return status == Z_OK ? inflateValidate(stream, 0) : status;
}

/// Prepares a stream to compress gzip (RFC 1952).
/// A shim because `deflateInit2` is a macro.
static inline int magpie_gzip_init(z_stream *stream, int level) {
  return deflateInit2(stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
}
