/// HMAC (RFC 2104) of single messages; ``KeyedHash`` keeps the key for many.
package enum HMAC {
    /// 32 bytes.
    package static func sha256(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        KeyedHash(key: key).hash(message.span, into: &output)
        return output
    }
}
