// CRC-32C (Castagnoli), by the processor's own instruction where there is one.
//
// In C because Swift cannot reach the instruction; by table a journal of two million records costs 0.3 s more to open.
#ifndef FAREGATE_CCHECKSUM_H
#define FAREGATE_CCHECKSUM_H

#include <stddef.h>
#include <stdint.h>

/// The checksum of what `checksum` covers (0: nothing yet) followed by `count` bytes.
uint32_t faregate_crc32c(uint32_t checksum, const uint8_t *_Nullable bytes, size_t count);

/// The same without the instruction: for other processors, and to compare with.
uint32_t faregate_crc32c_portable(uint32_t checksum, const uint8_t *_Nullable bytes, size_t count);

#endif
