import QRTickets

/// Puts bytes of one's own into a sound code and signs every level anew, so that nothing but those bytes is wrong.
enum Resigning {
    /// A code of the Ministry's form without custom field, by the test authority.
    static func ministry(_ edits: [(at: Int, bytes: [UInt8])]) -> [UInt8] {
        var code = Samples.ministry()
        put(edits.filter { $0.at < 56 }, into: &code)
        sign(&code, 9..<56, at: 56, TestAuthority.rootKey(.sm2), after: "")
        put(edits.filter { (56..<199).contains($0.at) }, into: &code)
        sign(&code, 3..<198, at: 199, TestAuthority.issuerKey(.sm2), after: "")
        put(edits.filter { (199..<268).contains($0.at) }, into: &code)
        sign(&code, 0..<267, at: 268, TestAuthority.userKey(.sm2), after: "")
        put(edits.filter { $0.at >= 268 }, into: &code)
        return code
    }

    /// Where the parts of one of FareGate's own codes lie, without custom field.
    struct Layout {
        let algorithm: CodeAlgorithm
        private var key: Int { algorithm.keyLength }
        var issuerKey: Int { 24 }
        var certificateSignature: Int { 24 + key }
        var body: Int { certificateSignature + 64 }
        var userKey: Int { body + 22 }
        var place: Int { userKey + key + 6 }
        var customLength: Int { place + 4 }
        var issuerSignature: Int { customLength + 1 }
        var generated: Int { issuerSignature + 64 }
        var userSignature: Int { generated + 4 }
    }

    /// One of FareGate's own codes without custom field, by the test authority.
    static func fareGate(_ algorithm: CodeAlgorithm, _ edits: [(at: Int, bytes: [UInt8])]) -> [UInt8] {
        var code = Samples.fareGate(algorithm)
        let layout = Layout(algorithm: algorithm)
        put(edits.filter { $0.at < layout.certificateSignature }, into: &code)
        sign(
            &code, 6..<layout.certificateSignature, at: layout.certificateSignature, TestAuthority.rootKey(algorithm),
            after: "FG-cert")
        put(edits.filter { (layout.certificateSignature..<layout.issuerSignature).contains($0.at) }, into: &code)
        sign(
            &code, 6..<layout.issuerSignature, at: layout.issuerSignature, TestAuthority.issuerKey(algorithm),
            after: "FG-issuer")
        put(edits.filter { (layout.issuerSignature..<layout.userSignature).contains($0.at) }, into: &code)
        sign(
            &code, 0..<layout.userSignature, at: layout.userSignature, TestAuthority.userKey(algorithm),
            after: "FG-user")
        put(edits.filter { $0.at >= layout.userSignature }, into: &code)
        return code
    }

    private static func put(_ edits: [(at: Int, bytes: [UInt8])], into code: inout [UInt8]) {
        for edit in edits { code.replaceSubrange(edit.at..<(edit.at + edit.bytes.count), with: edit.bytes) }
    }

    private static func sign(
        _ code: inout [UInt8], _ range: Range<Int>, at offset: Int, _ key: CodePrivateKey, after tag: String
    ) {
        put([(offset, key.sign(Array(code[range]), after: Array(tag.utf8)))], into: &code)
    }
}
