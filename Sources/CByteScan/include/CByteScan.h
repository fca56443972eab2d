// Marks the separators among 64 bytes of a CSV log at once: SSE2 where there is one (every x86-64), else by words.
//
// In C because Swift has no way to turn a vector comparison into a bit mask; measured in Docs/performance.md.
#ifndef FAREGATE_CBYTESCAN_H
#define FAREGATE_CBYTESCAN_H

#include <stdint.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/// One bit a byte, the first byte in the lowest bit.
typedef struct {
    /// Line feeds and commas.
    uint64_t separators;
    /// Line feeds.
    uint64_t line_feeds;
    /// Double quotes.
    uint64_t quotes;
} faregate_marks;

/// The marks of the 64 bytes at `bytes`, all of which must be readable.
static inline faregate_marks faregate_mark(const uint8_t *_Nonnull bytes) {
    faregate_marks marks = {0, 0, 0};
#if defined(__SSE2__)
    const __m128i comma = _mm_set1_epi8(','), line_feed = _mm_set1_epi8('\n'), quote = _mm_set1_epi8('"');
    for (int part = 0; part < 4; part++) {
        const __m128i block = _mm_loadu_si128((const __m128i *)(bytes + 16 * part));
        const uint64_t commas = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(block, comma));
        const uint64_t feeds = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(block, line_feed));
        const uint64_t quotes = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(block, quote));
        marks.separators |= (commas | feeds) << (16 * part);
        marks.line_feeds |= feeds << (16 * part);
        marks.quotes |= quotes << (16 * part);
    }
#else
    for (int index = 0; index < 64; index++) {
        const uint8_t byte = bytes[index];
        marks.separators |= (uint64_t)(byte == ',' || byte == '\n') << index;
        marks.line_feeds |= (uint64_t)(byte == '\n') << index;
        marks.quotes |= (uint64_t)(byte == '"') << index;
    }
#endif
    return marks;
}

#endif
