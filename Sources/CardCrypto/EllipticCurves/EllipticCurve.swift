import COpenSSL

/// A curve of 256 bits over a prime field, with what libcrypto needs to make keys on it quickly.
///
/// Nothing changes after `init` and libcrypto only reads it, so threads may share a curve.
@safe final class EllipticCurve: @unchecked Sendable {
    /// FIPS 186-4, D.1.2.3: P-256.
    static let p256 = EllipticCurve(kind: "EC", name: "P-256", number: NID_X9_62_prime256v1)
    /// GB/T 32918.5-2017: the recommended curve of SM2.
    static let sm2 = EllipticCurve(kind: "SM2", name: "SM2", number: NID_sm2)

    /// Bytes of a coordinate or a scalar.
    static let fieldLength = 32
    /// Bytes of X || Y and of r || s.
    static let pairLength = 64

    /// How many points and keys there are below n.
    let order: BigNumber
    /// a || b || X || Y of the curve and its base point, as SM2's ZA hashes them.
    let parameters: [UInt8]
    /// The field's prime p, 32 bytes.
    let primeBytes: [UInt8]
    /// The order n, 32 bytes.
    let orderBytes: [UInt8]
    private let group: OpaquePointer
    /// A public key to copy: that takes 6 µs, building one by the curve's name 33.
    private let template: KeyHandle

    private init(kind: String, name: String, number: Int32) {
        let group = unsafe required(EC_GROUP_new_by_curve_name(number))
        unsafe self.group = group
        order = BigNumber()
        let (p, a, b, x, y) = (BigNumber(), BigNumber(), BigNumber(), BigNumber(), BigNumber())
        let context = BigNumberContext()
        unsafe require(EC_GROUP_get_order(group, order.pointer, context.pointer))
        unsafe require(EC_GROUP_get_curve(group, p.pointer, a.pointer, b.pointer, context.pointer))
        primeBytes = p.bytes(length: Self.fieldLength)
        orderBytes = order.bytes(length: Self.fieldLength)
        unsafe require(
            EC_POINT_get_affine_coordinates(
                group, EC_GROUP_get0_generator(group), x.pointer, y.pointer, context.pointer))
        let base = x.bytes(length: Self.fieldLength) + y.bytes(length: Self.fieldLength)
        parameters = a.bytes(length: Self.fieldLength) + b.bytes(length: Self.fieldLength) + base
        template = Self.key(kind: kind, group: name, point: [4] + base)
    }

    deinit { unsafe EC_GROUP_free(group) }

    /// A public key.
    ///
    /// - **Errors**: nil unless X || Y has 64 bytes, both less than the field's prime, and lies on the curve.
    func key(_ xy: Span<UInt8>) -> KeyHandle? {
        guard xy.count == Self.pairLength else { return nil }
        let copy = unsafe KeyHandle(owning: required(EVP_PKEY_dup(template.pointer)))
        // 04 says that both coordinates follow (SEC 1, 2.3.3).
        let point = [4] + xy.array
        guard unsafe EVP_PKEY_set1_encoded_public_key(copy.pointer, point, point.count) == 1 else {
            ERR_clear_error()
            return nil
        }
        return copy
    }

    /// X || Y of scalar times the base point; the scalar is 1 to order - 1.
    func point(_ scalar: BigNumber) -> [UInt8] {
        let (x, y, context) = (BigNumber(), BigNumber(), BigNumberContext())
        let point = unsafe required(EC_POINT_new(group))
        defer { unsafe EC_POINT_free(point) }
        unsafe require(EC_POINT_mul(group, point, scalar.pointer, nil, nil, context.pointer))
        unsafe require(EC_POINT_get_affine_coordinates(group, point, x.pointer, y.pointer, context.pointer))
        return x.bytes(length: Self.fieldLength) + y.bytes(length: Self.fieldLength)
    }

    /// X || Y of a point in any form: 33 bytes `02`/`03` || X, 65 bytes `04` || X || Y, 64 bytes X || Y (SEC 1, 2.3.4).
    ///
    /// - **Errors**: nil for another length or first byte, X not below the prime, and an X that no point has; whether X
    ///   and Y belong together is left to ``key(_:)``.
    func coordinates(_ bytes: Span<UInt8>) -> [UInt8]? {
        switch bytes.count {
        case Self.pairLength: return bytes.array
        case Self.pairLength + 1: return bytes[0] == 4 ? bytes.extracting(droppingFirst: 1).array : nil
        case Self.fieldLength + 1:
            let xBytes = bytes.extracting(droppingFirst: 1)
            guard bytes[0] == 2 || bytes[0] == 3, xBytes.isLess(than: primeBytes) else { return nil }
            return decompressed(xBytes.array, isOdd: bytes[0] == 3)
        default: return nil
        }
    }

    private func decompressed(_ xBytes: [UInt8], isOdd: Bool) -> [UInt8]? {
        let (x, y, context) = (BigNumber(xBytes), BigNumber(), BigNumberContext())
        let point = unsafe required(EC_POINT_new(group))
        defer { unsafe EC_POINT_free(point) }
        guard
            unsafe EC_POINT_set_compressed_coordinates(group, point, x.pointer, isOdd ? 1 : 0, context.pointer) == 1
        else {
            ERR_clear_error()
            return nil
        }
        unsafe require(EC_POINT_get_affine_coordinates(group, point, x.pointer, y.pointer, context.pointer))
        return xBytes + y.bytes(length: Self.fieldLength)
    }

    private static func key(kind: String, group: String, point: [UInt8]) -> KeyHandle {
        let operation = KeyOperation(kind: kind)
        unsafe require(EVP_PKEY_fromdata_init(operation.pointer))
        let parameters = ParameterList()
        parameters.add(OSSL_PKEY_PARAM_GROUP_NAME, text: group)
        parameters.add(OSSL_PKEY_PARAM_PUB_KEY, bytes: point)
        var made: OpaquePointer?
        unsafe parameters.withParameters {
            unsafe require(EVP_PKEY_fromdata(operation.pointer, &made, faregate_public_key_selection, $0))
        }
        return unsafe KeyHandle(owning: required(made))
    }
}

extension Span<UInt8> {
    /// A copy.
    var array: [UInt8] { unsafe withUnsafeBufferPointer { unsafe Array($0) } }

    /// Whether this number is below another of as many bytes; the time tells where they differ, so not for secrets.
    func isLess(than other: [UInt8]) -> Bool {
        precondition(count == other.count, "numbers of different lengths")
        for index in indices where self[index] != other[index] { return self[index] < other[index] }
        return false
    }
}
