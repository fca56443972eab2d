import CardCrypto
import QRTickets

/// Codes that the issuer of the sources does not make.
enum UICWriter {
    /// Signed by the phone only.
    static func withoutLevelOneSignature(_ ticket: UICLevelOne, _ moment: UICContent) -> [UInt8] {
        var code = PackedWriter()
        code.flag(false)
        code.text("U2")
        code.flag(false)
        code.flag(true)
        append(ticket, to: &code)
        code.text(moment.format)
        code.octets(moment.bytes)
        return code.bytes
    }

    /// The test issuer's code with n - s in the phone's signature.
    static func withOtherSignature(_ ticket: UICLevelOne, at time: UInt32) -> [UInt8] {
        let sound = UICIssuer.test.code(ticket, at: time)
        guard let read = try? UICCode.parse(sound.span), let der = read.levelTwoSignature,
            var pair = PairEncoding.pair(der.span, length: 32)
        else { return [] }
        let order = hexBytes("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551")
        var borrow = 0
        for index in (0..<32).reversed() {
            let digit = Int(order[index]) - Int(pair[32 + index]) - borrow
            borrow = digit < 0 ? 1 : 0
            pair[32 + index] = UInt8(digit & 0xFF)
        }
        var code = PackedWriter()
        for bit in 0..<read.levelTwoBits.upperBound { code.flag(sound[bit / 8] << UInt8(bit % 8) & 0x80 != 0) }
        code.octets(PairEncoding.bytes(pair) ?? [])
        return code.bytes
    }

    /// The ticket's bits without their padding: as many as a whole code has between its flags and its signature.
    private static func append(_ ticket: UICLevelOne, to writer: inout PackedWriter) {
        let whole = UICIssuer.test.code(ticket, levelTwo: nil, isPhoneSigned: false)
        guard let bits = (try? UICCode.parse(whole.span))?.levelOneBits else { return }
        for bit in bits { writer.flag(whole[bit / 8] << UInt8(bit % 8) & 0x80 != 0) }
    }
}
