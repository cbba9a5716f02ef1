#pragma once

#include <zlib.h>

/// Prepares a stream to decompress gzip (RFC 1952) and nothing else.
/// A shim because `inflateInit2` is a macro.
static inline int magpie_gunzip_init(z_stream *stream) { return inflateInit2(stream, 15 + 16); }
