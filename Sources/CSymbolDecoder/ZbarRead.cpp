// zbar is loaded when a process asks for it and never linked: Debian's build brings X11, D-Bus and a camera stack, which
// no other part of a gate should have to load.
#include "CSymbolDecoder.h"

#include <cstring>

#if __has_include(<zbar.h>)
#include <dlfcn.h>
#include <mutex>
#include <zbar.h>

namespace {

/// The functions of libzbar that are used, with the types of its own header.
struct Library {
    decltype(&zbar::zbar_image_scanner_create) create_scanner;
    decltype(&zbar::zbar_image_scanner_set_config) configure;
    decltype(&zbar::zbar_scan_image) scan;
    decltype(&zbar::zbar_image_create) create_image;
    decltype(&zbar::zbar_image_set_format) set_format;
    decltype(&zbar::zbar_image_set_size) set_size;
    decltype(&zbar::zbar_image_set_data) set_data;
    decltype(&zbar::zbar_image_destroy) destroy_image;
    decltype(&zbar::zbar_image_first_symbol) first_symbol;
    decltype(&zbar::zbar_symbol_next) next_symbol;
    decltype(&zbar::zbar_symbol_get_type) type;
    decltype(&zbar::zbar_symbol_get_data) data;
    decltype(&zbar::zbar_symbol_get_data_length) length;
    decltype(&zbar::zbar_image_scanner_destroy) destroy_scanner;
};

Library library;
bool is_loaded = false;
std::once_flag is_looked_for;

template <typename Function> bool find(void *handle, const char *name, Function &function) {
    function = reinterpret_cast<Function>(dlsym(handle, name));
    return function != nullptr;
}

bool find_all(void *handle) {
    return find(handle, "zbar_image_scanner_create", library.create_scanner)
        && find(handle, "zbar_image_scanner_set_config", library.configure)
        && find(handle, "zbar_scan_image", library.scan)
        && find(handle, "zbar_image_create", library.create_image)
        && find(handle, "zbar_image_set_format", library.set_format)
        && find(handle, "zbar_image_set_size", library.set_size)
        && find(handle, "zbar_image_set_data", library.set_data)
        && find(handle, "zbar_image_destroy", library.destroy_image)
        && find(handle, "zbar_image_first_symbol", library.first_symbol)
        && find(handle, "zbar_symbol_next", library.next_symbol)
        && find(handle, "zbar_symbol_get_type", library.type)
        && find(handle, "zbar_symbol_get_data", library.data)
        && find(handle, "zbar_symbol_get_data_length", library.length)
        && find(handle, "zbar_image_scanner_destroy", library.destroy_scanner);
}

/// One thread's scanner: it carries state from picture to picture and is safe for one thread at a time.
struct Scanner {
    zbar::zbar_image_scanner_t *scanner = library.create_scanner();

    Scanner() {
        if (!scanner) return;
        // All symbols off, then QR on, and its bytes as they are.
        library.configure(scanner, zbar::ZBAR_NONE, zbar::ZBAR_CFG_ENABLE, 0);
        library.configure(scanner, zbar::ZBAR_QRCODE, zbar::ZBAR_CFG_ENABLE, 1);
        library.configure(scanner, zbar::ZBAR_QRCODE, zbar::ZBAR_CFG_BINARY, 1);
    }

    ~Scanner() {
        if (scanner) library.destroy_scanner(scanner);
    }

    Scanner(const Scanner &) = delete;
    Scanner &operator=(const Scanner &) = delete;
};

}  // namespace

extern "C" int32_t faregate_zbar_load(void) {
    std::call_once(is_looked_for, [] {
        void *handle = dlopen("libzbar.so.0", RTLD_NOW | RTLD_LOCAL);
        if (!handle) return;
        is_loaded = find_all(handle);
        if (!is_loaded) dlclose(handle);
    });
    return is_loaded ? 1 : 0;
}

extern "C" int32_t faregate_zbar_read(
    const uint8_t *pixels, int32_t width, int32_t height, uint8_t *payload, int32_t capacity) {
    if (!is_loaded || width <= 0 || height <= 0 || capacity <= 0) return faregate_symbol_none;
    thread_local Scanner own;
    if (!own.scanner) return faregate_symbol_failed;
    auto *image = library.create_image();
    if (!image) return faregate_symbol_failed;
    const unsigned long y800 = 'Y' | '8' << 8 | '0' << 16 | '0' << 24;
    library.set_format(image, y800);
    library.set_size(image, static_cast<unsigned>(width), static_cast<unsigned>(height));
    library.set_data(image, pixels, static_cast<unsigned long>(width) * static_cast<unsigned long>(height), nullptr);
    int32_t answer = faregate_symbol_none;
    if (library.scan(own.scanner, image) > 0) {
        for (auto *symbol = library.first_symbol(image); symbol; symbol = library.next_symbol(symbol)) {
            const auto length = library.length(symbol);
            if (library.type(symbol) != zbar::ZBAR_QRCODE || length == 0) continue;
            if (length > static_cast<unsigned>(capacity)) {
                answer = faregate_symbol_too_long;
            } else {
                std::memcpy(payload, library.data(symbol), length);
                answer = static_cast<int32_t>(length);
            }
            break;
        }
    }
    library.destroy_image(image);
    return answer;
}

#else

extern "C" int32_t faregate_zbar_load(void) { return 0; }

extern "C" int32_t faregate_zbar_read(const uint8_t *, int32_t, int32_t, uint8_t *, int32_t) {
    return faregate_symbol_none;
}

#endif
