// zlib for gzip logs and tickets; the macro behind inflateInit2 is not visible from Swift.
#ifndef FAREGATE_CZLIB_SHIM_H
#define FAREGATE_CZLIB_SHIM_H

#include <zlib.h>

/// Prepares `stream` to inflate gzip members.
static inline int faregate_inflate_init_gzip(z_stream *stream) { return inflateInit2(stream, 15 + 16); }

/// Prepares `stream` to inflate one zlib stream.
static inline int faregate_inflate_init_zlib(z_stream *stream) { return inflateInit2(stream, 15); }

#endif
