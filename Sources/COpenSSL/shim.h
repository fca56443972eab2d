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
#include <openssl/rand.h>

#endif
