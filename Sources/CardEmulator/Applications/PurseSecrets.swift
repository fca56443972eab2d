import CardCrypto

/// The card's side of a purchase's MACs; it shares no code with the terminal's.
///
/// - **Source**: emv.md, 7, from public applets and terminals; JR/T 0025.9 was not read. With algorithm `04` (SM4) all
///   is from memory: one block of the number and its complement, keys of 16 bytes, left four bytes of the MAC.
struct PurseSecrets {
    /// Two halves for DES, one key for SM4.
    private let purchase: [UInt8]
    private let settlement: [UInt8]
    private let isSM4: Bool

    /// The keys that belong to the last eight bytes of a serial field.
    init(serial: [UInt8], isSM4: Bool) {
        self.isSM4 = isSM4
        let plain = serial + serial.map { 0xFF ^ $0 }
        if isSM4 {
            purchase = SM4.encryptBlock(plain, key: TestPurseKeys.purchase)
            settlement = SM4.encryptBlock(plain, key: TestPurseKeys.settlement)
        } else {
            purchase = TripleDES.encrypt(plain, key: TestPurseKeys.purchase)
            settlement = TripleDES.encrypt(plain, key: TestPurseKeys.settlement)
        }
    }

    /// The key of a purchase: card's random number, its counter, the low bytes of the terminal's counter.
    func session(_ random: [UInt8], _ counter: UInt16, terminalCounter: [UInt8]) -> [UInt8] {
        let input = random + [UInt8(counter >> 8), UInt8(counter & 0xFF)] + terminalCounter[2...3]
        return isSM4
            ? SM4.encryptBlock(input + [0x80, 0, 0, 0, 0, 0, 0, 0], key: purchase)
            : TripleDES.encrypt(input, key: purchase)
    }

    /// Four bytes under a session key.
    func mac(_ data: [UInt8], session: [UInt8]) -> [UInt8] { fourBytes(data, key: session) }

    /// Four bytes for settlement.
    func settlementMAC(_ data: [UInt8]) -> [UInt8] {
        isSM4
            ? fourBytes(data, key: settlement)
            : fourBytes(data, key: (0..<8).map { settlement[$0] ^ settlement[$0 + 8] })
    }

    private func fourBytes(_ data: [UInt8], key: [UInt8]) -> [UInt8] {
        var padded = data + [0x80]
        let block = isSM4 ? 16 : 8
        while padded.count % block != 0 { padded.append(0) }
        return Array((isSM4 ? SM4.cbcMAC(padded, key: key) : TripleDES.cbcMAC(padded, key: key))[0..<4])
    }
}
