// What Symbols uses of libpng: its simplified reader, from memory to grey.
#ifndef FAREGATE_CPNG_SHIM_H
#define FAREGATE_CPNG_SHIM_H

#include <png.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

// Reads a whole PNG file into `width * height` grey pixels, what is transparent over white. 0 where libpng refuses it
// or its size is another. libpng returns by longjmp inside its own functions only, never through this one.
static inline int faregate_png_to_grey(
    const uint8_t *_Nonnull file, size_t count, uint32_t width, uint32_t height, uint8_t *_Nonnull pixels) {
    png_image image;
    memset(&image, 0, sizeof image);
    image.version = PNG_IMAGE_VERSION;
    if (!png_image_begin_read_from_memory(&image, file, count)) return 0;
    // 16-bit files without a gamma are taken as linear otherwise, and come out far too bright.
    image.flags |= PNG_IMAGE_FLAG_16BIT_sRGB;
    image.format = PNG_FORMAT_GRAY;
    const png_color white = {255, 255, 255};
    int is_read = image.width == width && image.height == height
        && png_image_finish_read(&image, &white, pixels, (png_int_32)width, NULL);
    png_image_free(&image);
    return is_read;
}

#endif
