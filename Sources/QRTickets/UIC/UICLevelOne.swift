/// What the issuer of a U1 or U2 code signs: the ticket, and the key that belongs to the phone.
///
/// - **Shape**: read, not verified.
/// - **Source**: UIC-barcode `uicBarcodeHeader_v1.0.0.asn` and `uicBarcodeHeader_v2.0.1.asn`, `Level1DataType`.
package struct UICLevelOne: Hashable, Sendable {
    static let carriers = 1...32_000
    static let keyNumbers = 0...99_999
    static let years = 2016...2269
    static let days = 1...366
    static let minutes = 0...1439
    static let durations = 1...3600
    /// The most contents of one code.
    static let mostContents = 16

    /// The carrier's RICS code.
    package var carrierNumber: Int?
    /// The same as text, of carriers without a number.
    package var carrierText: String?
    package var keyNumber: Int?
    package var contents: [UICContent] = []
    /// Contents of OBJECT IDENTIFIERs.
    package var levelOneKeyAlgorithm: [UInt8]?
    package var levelTwoKeyAlgorithm: [UInt8]?
    package var levelOneSigningAlgorithm: [UInt8]?
    package var levelTwoSigningAlgorithm: [UInt8]?
    package var levelTwoKey: [UInt8]?
    package var endOfValidity: UICEndOfValidity?
    package var validitySeconds: Int?

    package init() {}

    /// The carrier as keys files name it; nil if the code names none or two.
    package var carrier: String? {
        switch (carrierNumber, carrierText) {
        case (let number?, nil): String(number)
        case (nil, let text?): text
        default: nil
        }
    }

    init(_ reader: inout PackedReader, in bytes: Span<UInt8>, version: Int) throws(PackedFault) {
        var present = [Bool](repeating: false, count: 12)
        for index in 0..<(version == 1 ? 8 : 12) { present[index] = try reader.flag(in: bytes) }
        if present[0] { carrierNumber = try reader.number(Self.carriers, in: bytes) }
        if present[1] { carrierText = String(decoding: try reader.text(in: bytes), as: UTF8.self) }
        if present[2] { keyNumber = try reader.number(Self.keyNumbers, in: bytes) }
        let start = reader.bit
        let count = try reader.length(in: bytes)
        guard count <= Self.mostContents else { throw PackedFault(bit: start) }
        for _ in 0..<count { contents.append(try UICContent(&reader, in: bytes)) }
        levelOneKeyAlgorithm = try Self.algorithm(present[3], &reader, bytes)
        levelTwoKeyAlgorithm = try Self.algorithm(present[4], &reader, bytes)
        levelOneSigningAlgorithm = try Self.algorithm(present[5], &reader, bytes)
        levelTwoSigningAlgorithm = try Self.algorithm(present[6], &reader, bytes)
        if present[7] { levelTwoKey = try reader.octets(in: bytes) }
        let end = reader.bit
        let year = present[8] ? try reader.number(Self.years, in: bytes) : nil
        let day = present[9] ? try reader.number(Self.days, in: bytes) : nil
        let minute = present[10] ? try reader.number(Self.minutes, in: bytes) : nil
        if let year, let day, let minute {
            endOfValidity = UICEndOfValidity(year: year, day: day, minute: minute)
        }
        guard endOfValidity != nil || (year == nil && day == nil && minute == nil) else { throw PackedFault(bit: end) }
        if present[11] { validitySeconds = try reader.number(Self.durations, in: bytes) }
    }

    private static func algorithm(
        _ isPresent: Bool, _ reader: inout PackedReader, _ bytes: Span<UInt8>
    ) throws(PackedFault) -> [UInt8]? {
        guard isPresent else { return nil }
        let start = reader.bit
        let contents = try reader.octets(in: bytes)
        guard UICAlgorithm.name(contents) != nil else { throw PackedFault(bit: start) }
        return contents
    }

    /// The encoding in a U2 header, padded with zero bits to whole bytes.
    package var encoded: [UInt8] {
        var writer = PackedWriter()
        write(to: &writer)
        return writer.bytes
    }

    func write(to writer: inout PackedWriter) {
        let flags = [
            carrierNumber != nil, carrierText != nil, keyNumber != nil, levelOneKeyAlgorithm != nil,
            levelTwoKeyAlgorithm != nil, levelOneSigningAlgorithm != nil, levelTwoSigningAlgorithm != nil,
            levelTwoKey != nil, endOfValidity != nil, endOfValidity != nil, endOfValidity != nil,
            validitySeconds != nil,
        ]
        for flag in flags { writer.flag(flag) }
        if let carrierNumber { writer.number(carrierNumber, Self.carriers) }
        if let carrierText { writer.text(carrierText) }
        if let keyNumber { writer.number(keyNumber, Self.keyNumbers) }
        writer.length(contents.count)
        for content in contents { content.write(to: &writer) }
        let strings = [
            levelOneKeyAlgorithm, levelTwoKeyAlgorithm, levelOneSigningAlgorithm, levelTwoSigningAlgorithm, levelTwoKey,
        ]
        for octets in strings.compactMap(\.self) { writer.octets(octets) }
        if let endOfValidity {
            writer.number(endOfValidity.year, Self.years)
            writer.number(endOfValidity.day, Self.days)
            writer.number(endOfValidity.minute, Self.minutes)
        }
        if let validitySeconds { writer.number(validitySeconds, Self.durations) }
    }
}
