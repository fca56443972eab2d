#define ZX_USE_UTF8
#include "CSymbolDecoder.h"

#include <ReadBarcode.h>

#include <cstring>

static_assert(sizeof(int32_t) == sizeof(int), "zxing-cpp takes sizes as int");

namespace {

ZXing::BarcodeFormats formats(uint32_t kinds) {
    ZXing::BarcodeFormats formats;
    if (kinds & faregate_symbol_qr) formats |= ZXing::BarcodeFormat::QRCode;
    if (kinds & faregate_symbol_aztec) formats |= ZXing::BarcodeFormat::Aztec;
    if (kinds & faregate_symbol_data_matrix) formats |= ZXing::BarcodeFormat::DataMatrix;
    return formats;
}

uint32_t kind_of(ZXing::BarcodeFormat format) {
    switch (format) {
    case ZXing::BarcodeFormat::QRCode: return faregate_symbol_qr;
    case ZXing::BarcodeFormat::Aztec: return faregate_symbol_aztec;
    case ZXing::BarcodeFormat::DataMatrix: return faregate_symbol_data_matrix;
    default: return 0;
    }
}

}  // namespace

extern "C" int32_t faregate_symbol_read(
    const uint8_t *pixels, int32_t width, int32_t height, uint32_t kinds, uint8_t *payload, int32_t capacity,
    uint32_t *kind) {
    try {
        // An empty set of formats would mean all of them.
        const auto wanted = formats(kinds);
        if (wanted.empty() || width <= 0 || height <= 0 || capacity <= 0) return faregate_symbol_none;
        ZXing::DecodeHints hints;
        hints.setFormats(wanted).setTryHarder(true).setTryRotate(true);
        const auto result =
            ZXing::ReadBarcode(ZXing::ImageView(pixels, width, height, ZXing::ImageFormat::Lum), hints);
        // One part of a message spread over several symbols is not a payload.
        if (!result.isValid() || result.isPartOfSequence()) return faregate_symbol_none;
        const auto found = kind_of(result.format());
        const auto &bytes = result.bytes();
        if (!(found & kinds) || bytes.empty()) return faregate_symbol_none;
        if (bytes.size() > static_cast<size_t>(capacity)) return faregate_symbol_too_long;
        std::memcpy(payload, bytes.data(), bytes.size());
        *kind = found;
        return static_cast<int32_t>(bytes.size());
    } catch (...) {
        return faregate_symbol_failed;
    }
}
