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

// Swift does not see this macro: it is an expression of other macros.
static const int faregate_public_key_selection = EVP_PKEY_PUBLIC_KEY;

#endif
