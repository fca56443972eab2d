import SmartCard

/// What a terminal sent in answer to a data object list of the card.
struct TerminalRequest: Hashable, Sendable {
    /// The values in the order of the list.
    let bytes: [UInt8]
    private var values: [DataObject] = []

    /// Cuts the values by the list.
    ///
    /// - **Errors**: nil if they do not fill the list exactly.
    init?(_ bytes: [UInt8], list: [UInt8]) {
        self.bytes = bytes
        var cursor = DataObjectList(0..<list.count)
        var offset = 0
        while true {
            let entry: DataObjectList.Entry?
            do throws(TLVError) {
                entry = try cursor.next(in: list.span)
            } catch {
                return nil
            }
            guard let entry else { break }
            guard offset + entry.length <= bytes.count else { return nil }
            values.append(DataObject(entry.tag, Array(bytes[offset..<(offset + entry.length)])))
            offset += entry.length
        }
        guard offset == bytes.count else { return nil }
    }

    /// A value of the asked length, zeros where the list does not ask for it.
    func value(_ tag: UInt32, count: Int) -> [UInt8] {
        for object in values where object.tag == tag && object.value.count == count { return object.value }
        return [UInt8](repeating: 0, count: count)
    }

    /// `9F66`.
    var qualifiers: TerminalQualifiers { TerminalQualifiers(bytes: value(0x9F66, count: 4)) }
    /// `9F02` in the smallest unit.
    var amount: Int { value(0x9F02, count: 6).reduce(0) { $0 * 100 + Int($1 >> 4) * 10 + Int($1 & 15) } }
    /// Whether the terminal says that it can do SM2 (`DF69`).
    var supportsSM2: Bool { value(0xDF69, count: 1) == [0x01] }
}

/// Terminal transaction qualifiers `9F66` as a qPBOC card reads them (emv.md, 3.2).
struct TerminalQualifiers: Hashable, Sendable {
    let bytes: [UInt8]

    /// Byte 1, b7: contactless debit/credit; a card tests it before qPBOC.
    var wantsDebitCredit: Bool { bytes[0] & 0x40 != 0 }
    /// Byte 1, b6: qPBOC.
    var supportsQuickPass: Bool { bytes[0] & 0x20 != 0 }
    /// Byte 1, b4: the reader cannot go online.
    var isOfflineOnly: Bool { bytes[0] & 0x08 != 0 }
    /// Byte 1, b1: offline data authentication for online authorisations.
    var wantsAuthenticationForOnline: Bool { bytes[0] & 0x01 != 0 }
    /// Byte 2, b8: an online cryptogram is required.
    var wantsOnlineCryptogram: Bool { bytes[1] & 0x80 != 0 }
    /// Byte 4, b8: fDDA version 01.
    var supportsVersion1: Bool { bytes[3] & 0x80 != 0 }
}
