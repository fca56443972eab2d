import COpenSSL

/// A running hash, reused from message to message; it is ready for the first one.
///
/// libcrypto allocates its state anew at every start (100 bytes). Its old functions (SHA1_Init and so on) do not and
/// are 0.05 µs faster a message, but they are deprecated and know no SM3: not worth it.
@safe package final class Digest {
    private let algorithm: DigestAlgorithm
    private let method: DigestMethod
    private let context: OpaquePointer
    private var isRunning = true

    package init(_ algorithm: DigestAlgorithm) {
        self.algorithm = algorithm
        method = algorithm.method
        unsafe context = required(EVP_MD_CTX_new())
        unsafe require(EVP_DigestInit_ex2(context, method.pointer, nil))
    }

    deinit { unsafe EVP_MD_CTX_free(context) }

    /// Forgets what was hashed so far.
    package func start() {
        isRunning = true
        unsafe require(EVP_DigestInit_ex2(context, method.pointer, nil))
    }

    package func update(_ bytes: Span<UInt8>) {
        precondition(isRunning, "a digest that was finished and not started again")
        unsafe bytes.withUnsafeBufferPointer { unsafe require(EVP_DigestUpdate(context, $0.baseAddress, $0.count)) }
    }

    /// Replaces the contents of `output` by the digest; the next message needs ``start()``.
    package func finish(into output: inout [UInt8]) {
        precondition(isRunning, "a digest that was finished and not started again")
        isRunning = false
        output.resize(to: algorithm.length)
        unsafe output.withUnsafeMutableBufferPointer {
            unsafe require(EVP_DigestFinal_ex(context, $0.baseAddress, nil))
        }
    }

    /// The digest of one message.
    package static func hash(_ algorithm: DigestAlgorithm, _ bytes: [UInt8]) -> [UInt8] {
        let digest = Digest(algorithm)
        var output: [UInt8] = []
        digest.update(bytes.span)
        digest.finish(into: &output)
        return output
    }
}
