// Two-dimensional symbols in a grey picture: zxing-cpp behind a C boundary, and zbar where it is installed.
#ifndef FAREGATE_CSYMBOLDECODER_H
#define FAREGATE_CSYMBOLDECODER_H

#include "HelperLimits.h"

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// Kinds of symbol, as bits. Only those that are asked for are looked for.
static const uint32_t faregate_symbol_qr = 1;
static const uint32_t faregate_symbol_aztec = 2;
static const uint32_t faregate_symbol_data_matrix = 4;

// Answers that are no length.
static const int32_t faregate_symbol_none = 0;
static const int32_t faregate_symbol_too_long = -1;
static const int32_t faregate_symbol_failed = -2;

/// Looks for one symbol with zxing-cpp and writes its bytes, as they are, to `payload`.
///
/// Returns how many there are, or one of the answers above. `kind` is set where there is a payload. No exception leaves
/// it: what the library throws, lack of memory included, is `faregate_symbol_failed`.
int32_t faregate_symbol_read(
    const uint8_t *_Nonnull pixels, int32_t width, int32_t height, uint32_t kinds, uint8_t *_Nonnull payload,
    int32_t capacity, uint32_t *_Nonnull kind);

/// Loads zbar; false where it is not installed. Before the process gives up opening files.
int32_t faregate_zbar_load(void);

/// The same with zbar, which knows QR only; `faregate_symbol_none` where it is not loaded. Each thread has its own scanner.
int32_t faregate_zbar_read(
    const uint8_t *_Nonnull pixels, int32_t width, int32_t height, uint8_t *_Nonnull payload, int32_t capacity);

#ifdef __cplusplus
}
#endif

#endif
