/// Reads codes without verifying them: for tools that show what a code says, never for a gate.
package enum CodeDecoding {
    /// What a code says of itself; `now` chooses the year where a code does not tell it.
    ///
    /// - **Errors**: ``CodeFault``: `unknown-format`, `unsupported-format` for formats that are recognised only, and
    ///   whatever reading finds.
    package static func claims(_ bytes: Span<UInt8>, near now: UInt32) throws(CodeFault) -> CodeClaims {
        guard bytes.count > 0 else { throw CodeFault(at: 0) }
        guard bytes.count <= CodeFormat.mostBytes else { throw CodeFault(.tooLarge, at: CodeFormat.mostBytes) }
        let format = CodeFormat.recognise(bytes)
        if let format { try refusePayment(bytes, format) }
        switch format {
        case .ministryV2: return try MinistryCode(bytes).claims(bytes)
        case .fareGate: return try FareGateCode(bytes).claims(bytes)
        case .alipay, .city: return try AlipayCode.parse(bytes).claims(bytes)
        case .uicU1, .uicU2:
            return UICScheme(UICKeyStore()).claims(of: try UICCode.parse(bytes), in: bytes, near: now)
        case nil: throw CodeFault(.unknownFormat, at: 0)
        default: throw CodeFault(.unsupportedFormat, at: 0)
        }
    }

    /// Payment codes that only their issuer can check; a wallet's objects are read first, so that a broken one is
    /// `malformed`.
    ///
    /// - **Errors**: ``CodeFault``: `online-required`, and whatever ``ConsumerCode`` finds.
    static func refusePayment(_ bytes: Span<UInt8>, _ format: CodeFormat) throws(CodeFault) {
        guard format == .unionPayDigits || format == .emvCoConsumer else { return }
        if format == .emvCoConsumer { _ = try ConsumerCode.parse(bytes) }
        throw CodeFault(.onlineRequired, at: 0)
    }
}
