// What Symbols uses of libpng: its simplified reader, from memory to grey.
#ifndef FAREGATE_CPNG_SHIM_H
#define FAREGATE_CPNG_SHIM_H

#include <png.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

// ITU-R BT.601, in 1024ths, of components that may be larger than a byte.
static inline uint32_t faregate_png_luminance(uint32_t red, uint32_t green, uint32_t blue) {
    return (306 * red + 601 * green + 117 * blue + 512) >> 10;
}

// Reads colour pixels and makes them grey, what is transparent over white. libpng can do both, but weighs light and not
// the values of the file.
static inline int faregate_png_colour_to_grey(png_image *_Nonnull image, uint8_t *_Nonnull pixels) {
    const size_t count = (size_t)image->width * image->height;
    image->format = PNG_FORMAT_RGBA;
    uint8_t *colours = (uint8_t *)malloc(count * 4);
    if (!colours) return 0;
    const int is_read = png_image_finish_read(image, NULL, colours, 0, NULL);
    for (size_t at = 0; is_read && at < count; at++) {
        const uint8_t *colour = colours + at * 4;
        const uint32_t grey = faregate_png_luminance(colour[0], colour[1], colour[2]);
        pixels[at] = (uint8_t)((grey * colour[3] + 255u * (255u - colour[3]) + 127) / 255);
    }
    free(colours);
    return is_read;
}

// The same for 16 bits, which libpng takes for light already and leaves as they are; alpha is multiplied in. Asked for
// 8 bits of them, it puts the last row of each pass of an interlaced file into the first (1.6.39).
static inline int faregate_png_deep_to_grey(png_image *_Nonnull image, uint8_t *_Nonnull pixels) {
    const size_t count = (size_t)image->width * image->height;
    image->format = PNG_FORMAT_LINEAR_RGB_ALPHA;
    uint16_t *colours = (uint16_t *)malloc(count * 8);
    if (!colours) return 0;
    const int is_read = png_image_finish_read(image, NULL, colours, 0, NULL);
    for (size_t at = 0; is_read && at < count; at++) {
        const uint16_t *colour = colours + at * 4;
        const uint32_t grey =
            faregate_png_luminance(colour[0], colour[1], colour[2]) + (65535u - colour[3]);
        pixels[at] = grey >= 65535 ? 255 : (uint8_t)((grey + 128) / 257);
    }
    free(colours);
    return is_read;
}

// Reads a whole PNG file into `width * height` grey pixels. 0 where libpng refuses it or its size is another. libpng
// returns by longjmp inside its own functions only, never through these.
static inline int faregate_png_to_grey(
    const uint8_t *_Nonnull file, size_t count, uint32_t width, uint32_t height, uint8_t *_Nonnull pixels) {
    png_image image;
    memset(&image, 0, sizeof image);
    image.version = PNG_IMAGE_VERSION;
    if (!png_image_begin_read_from_memory(&image, file, count)) return 0;
    int is_read = 0;
    if (image.width == width && image.height == height) {
        if (image.format & PNG_FORMAT_FLAG_LINEAR) {
            is_read = faregate_png_deep_to_grey(&image, pixels);
        } else if (image.format & (PNG_FORMAT_FLAG_COLOR | PNG_FORMAT_FLAG_ALPHA | PNG_FORMAT_FLAG_COLORMAP)) {
            is_read = faregate_png_colour_to_grey(&image, pixels);
        } else {
            image.format = PNG_FORMAT_GRAY;
            is_read = png_image_finish_read(&image, NULL, pixels, (png_int_32)width, NULL);
        }
    }
    png_image_free(&image);
    return is_read;
}

#endif
