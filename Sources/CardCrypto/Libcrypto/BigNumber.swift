import COpenSSL

/// A non-negative integer of libcrypto; its memory is kept from one use to the next.
@safe final class BigNumber {
    let pointer: OpaquePointer

    init() { unsafe pointer = required(BN_new()) }

    convenience init(_ bytes: [UInt8]) {
        self.init()
        load(bytes.span)
    }

    deinit { unsafe BN_clear_free(pointer) }

    var bitCount: Int { unsafe Int(BN_num_bits(pointer)) }
    var isZero: Bool { unsafe BN_is_zero(pointer) == 1 }
    var isOdd: Bool { unsafe BN_is_odd(pointer) == 1 }

    /// Replaces the value by that of big-endian bytes.
    func load(_ bytes: Span<UInt8>) {
        unsafe bytes.withUnsafeBufferPointer {
            unsafe _ = required(BN_bin2bn($0.baseAddress, Int32($0.count), pointer))
        }
    }

    /// Replaces the value by a copy of another.
    func load(_ other: BigNumber) {
        unsafe _ = required(BN_copy(pointer, other.pointer))
    }

    func load(_ value: UInt) {
        unsafe require(BN_set_word(pointer, value))
    }

    /// Replaces the contents of `output` by the value, big-endian, in exactly `length` bytes; the value must fit.
    func write(into output: inout [UInt8], length: Int) {
        output.resize(to: length)
        let written = unsafe output.withUnsafeMutableBufferPointer {
            unsafe BN_bn2binpad(pointer, $0.baseAddress, Int32(length))
        }
        precondition(written == length, "the number is longer than its field")
    }

    func bytes(length: Int) -> [UInt8] {
        var output: [UInt8] = []
        write(into: &output, length: length)
        return output
    }

    /// Asks libcrypto for algorithms whose time does not depend on this value.
    func markSecret() {
        unsafe BN_set_flags(pointer, BN_FLG_CONSTTIME)
    }

    static func < (left: BigNumber, right: BigNumber) -> Bool {
        unsafe BN_cmp(left.pointer, right.pointer) < 0
    }
}
