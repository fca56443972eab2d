#include "CChecksum.h"

#include <string.h>

// The remainders of the 16 values of four bits; polynomial 0x1EDC6F41, bits reversed (RFC 3720, 12.1).
static const uint32_t nibbles[16] = {
    0x00000000, 0x105ec76f, 0x20bd8ede, 0x30e349b1, 0x417b1dbc, 0x5125dad3, 0x61c69362, 0x7198540d,
    0x82f63b78, 0x92a8fc17, 0xa24bb5a6, 0xb21572c9, 0xc38d26c4, 0xd3d3e1ab, 0xe330a81a, 0xf36e6f75,
};

uint32_t faregate_crc32c_portable(uint32_t checksum, const uint8_t *bytes, size_t count) {
    uint32_t rest = ~checksum;
    for (size_t index = 0; index < count; index++) {
        rest ^= bytes[index];
        rest = rest >> 4 ^ nibbles[rest & 15];
        rest = rest >> 4 ^ nibbles[rest & 15];
    }
    return ~rest;
}

#if defined(__x86_64__)

__attribute__((target("sse4.2"))) static uint32_t by_instruction(
    uint32_t checksum, const uint8_t *bytes, size_t count) {
    uint64_t rest = (uint32_t)~checksum;
    while (count >= 8) {
        uint64_t word;
        memcpy(&word, bytes, 8);
        rest = __builtin_ia32_crc32di(rest, word);
        bytes += 8;
        count -= 8;
    }
    uint32_t last = (uint32_t)rest;
    for (; count > 0; count--) last = __builtin_ia32_crc32qi(last, *bytes++);
    return ~last;
}

uint32_t faregate_crc32c(uint32_t checksum, const uint8_t *bytes, size_t count) {
    if (!__builtin_cpu_supports("sse4.2")) return faregate_crc32c_portable(checksum, bytes, count);
    return by_instruction(checksum, bytes, count);
}

#else

uint32_t faregate_crc32c(uint32_t checksum, const uint8_t *bytes, size_t count) {
    return faregate_crc32c_portable(checksum, bytes, count);
}

#endif
