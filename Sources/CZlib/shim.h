#pragma once

#include <zlib.h>

/// Prepares to unpack gzip (RFC 1952) and nothing else.
/// A shim because zlib's own name for it is a macro.
static inline int magpie_gunzip_init(z_stream *stream) { return inflateInit2(stream, 15 + 16); }
