// What CardCrypto uses of OpenSSL 3's libcrypto.
#ifndef FAREGATE_COPENSSL_SHIM_H
#define FAREGATE_COPENSSL_SHIM_H

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/param_build.h>
#include <openssl/params.h>
#include <openssl/obj_mac.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
#include <openssl/x509.h>

// Swift does not see this macro: it is an expression of other macros.
static const int faregate_public_key_selection = EVP_PKEY_PUBLIC_KEY;

// The one hash of libcrypto whose state is a plain value: deprecated since 3.0, and the only one that allocates nothing.
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wdeprecated-declarations"
static inline int faregate_sha256_init(SHA256_CTX *_Nonnull state) { return SHA256_Init(state); }
static inline int faregate_sha256_update(SHA256_CTX *_Nonnull state, const void *_Nullable bytes, size_t count) {
    return SHA256_Update(state, bytes, count);
}
static inline int faregate_sha256_final(uint8_t *_Nonnull digest, SHA256_CTX *_Nonnull state) {
    return SHA256_Final(digest, state);
}
#pragma clang diagnostic pop

#endif
