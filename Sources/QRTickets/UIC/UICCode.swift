/// A U1 or U2 code (UIC 918.9, dynamic header), read and not verified.
///
/// - **Shape**: copies of the fields; `levelOneBits` and `levelTwoBits` say what the two signatures cover.
/// - **Limits**: ``CodeFormat/mostBytes``; the contents, a rail ticket in PER, are left as bytes.
/// - **Source**: UIC-barcode `uicBarcodeHeader_v1.0.0.asn` and `uicBarcodeHeader_v2.0.1.asn`; the ranges are checked on
///   published codes of both versions.
package struct UICCode: Hashable, Sendable {
    /// 1 or 2.
    package let version: Int
    package let levelOne: UICLevelOne
    /// DER; covers `levelOneBits`.
    package let levelOneSignature: [UInt8]?
    /// What the phone adds: its moment, as `FDC1`.
    package let levelTwo: UICContent?
    /// DER; covers `levelTwoBits`.
    package let levelTwoSignature: [UInt8]?
    /// Bits of the code that the issuer signs.
    package let levelOneBits: Range<Int>
    /// Bits of the code that the phone signs.
    package let levelTwoBits: Range<Int>
    /// When the phone drew it; nil if it does not say.
    package let moment: UICMoment?

    package static func parse(_ bytes: Span<UInt8>) throws(CodeFault) -> UICCode {
        guard bytes.count <= CodeFormat.mostBytes else { throw CodeFault(.tooLarge, at: CodeFormat.mostBytes) }
        do { return try UICCode(bytes) } catch { throw error.codeFault }
    }

    private init(_ bytes: Span<UInt8>) throws(PackedFault) {
        var reader = PackedReader(byteCount: bytes.count)
        let hasLevelTwoSignature = try reader.flag(in: bytes)
        let start = reader.bit
        switch try reader.text(in: bytes) {
        case Array("U1".utf8): version = 1
        case Array("U2".utf8): version = 2
        default: throw PackedFault(bit: start)
        }
        let levelTwoStart = reader.bit
        let hasLevelOneSignature = try reader.flag(in: bytes)
        let hasLevelTwo = try reader.flag(in: bytes)
        let levelOneStart = reader.bit
        levelOne = try UICLevelOne(&reader, in: bytes, version: version)
        levelOneBits = levelOneStart..<reader.bit
        levelOneSignature = hasLevelOneSignature ? try reader.octets(in: bytes) : nil
        let contentStart = reader.bit
        let levelTwo = hasLevelTwo ? try UICContent(&reader, in: bytes) : nil
        levelTwoBits = levelTwoStart..<reader.bit
        levelTwoSignature = hasLevelTwoSignature ? try reader.octets(in: bytes) : nil
        try reader.expectEnd(in: bytes)
        self.levelTwo = levelTwo
        guard let levelTwo, levelTwo.format == "FDC1" else {
            moment = nil
            return
        }
        do { moment = try UICMoment(dynamicContent: levelTwo.bytes.span) } catch {
            throw PackedFault(bit: contentStart)
        }
    }

    /// The issuer's message, padded with zero bits to whole bytes.
    package func levelOneMessage(of bytes: Span<UInt8>) -> [UInt8] { PackedReader.copy(levelOneBits, of: bytes) }

    /// The phone's message, padded with zero bits to whole bytes.
    package func levelTwoMessage(of bytes: Span<UInt8>) -> [UInt8] { PackedReader.copy(levelTwoBits, of: bytes) }
}
