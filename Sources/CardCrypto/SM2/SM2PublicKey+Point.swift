import COpenSSL

extension SM2PublicKey {
    /// A key from the form that keys have in lists.
    ///
    /// - **Errors**: nil unless the bytes are `02` or `03` || X, or `04` || X || Y, of a point on the curve, with
    ///   coordinates below the field's prime.
    package convenience init?(point: [UInt8]) {
        guard let first = point.first else { return nil }
        if first == 4 {
            guard point.count == 1 + EllipticCurve.pairLength else { return nil }
            self.init(point.span.extracting(droppingFirst: 1))
            return
        }
        guard first == 2 || first == 3, point.count == 1 + EllipticCurve.fieldLength,
            let xy = Self.whole(point)
        else { return nil }
        self.init(xy.span)
    }

    private static func whole(_ point: [UInt8]) -> [UInt8]? {
        let group = unsafe required(EC_GROUP_new_by_curve_name(NID_sm2))
        defer { unsafe EC_GROUP_free(group) }
        let made = unsafe required(EC_POINT_new(group))
        defer { unsafe EC_POINT_free(made) }
        let (x, y, context) = (BigNumber(), BigNumber(), BigNumberContext())
        guard unsafe EC_POINT_oct2point(group, made, point, point.count, context.pointer) == 1 else {
            ERR_clear_error()
            return nil
        }
        unsafe require(EC_POINT_get_affine_coordinates(group, made, x.pointer, y.pointer, context.pointer))
        return x.bytes(length: EllipticCurve.fieldLength) + y.bytes(length: EllipticCurve.fieldLength)
    }
}
