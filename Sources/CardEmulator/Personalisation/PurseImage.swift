/// The files and counters of a stored-value purse (emv.md, 7).
package struct PurseImage: Hashable, Sendable {
    /// Issuer, version, serial number, validity: 30 bytes, or 28 on an old Shenzhen Tong.
    package var file15: [UInt8]
    /// Country, province, city, card type; empty for none.
    package var file17: [UInt8]
    /// What is loaded.
    package var balanceFen: UInt32 = 5710
    /// What may be spent beyond the balance.
    package var overdraftLimitFen: UInt32 = 0
    /// What of it has been spent.
    package var overdraftUsedFen: UInt32 = 0
    /// The sequence number of the next offline transaction.
    package var offlineSequence: UInt16 = 1
    /// File 18, newest first: at most ``mostTransactions`` records of 23 bytes.
    package var transactions: [[UInt8]] = []
    /// File 1E, newest first: at most ``mostJourneys`` records of 48 bytes.
    package var journeys: [[UInt8]] = []

    /// Whether its MACs are made by SM4 rather than DES.
    package var usesSM4 = false
    /// Whether a purchase of 0 leaves no record in file 18; which of both cards do is not known.
    package var omitsZeroTransactions = false
    /// What the last debit can still be proved by.
    package var proof: Proof?

    /// The proof of a debit: what `805A` answers.
    package struct Proof: Hashable, Sendable {
        /// The type of the transaction: 06 or 09.
        package var kind: UInt8
        /// The card's counter after the debit.
        package var sequence: UInt16
        /// Four bytes.
        package var mac2: [UInt8]
        /// Four bytes.
        package var tac: [UInt8]

        init(kind: UInt8, sequence: UInt16, mac2: [UInt8], tac: [UInt8]) {
            self.kind = kind
            self.sequence = sequence
            self.mac2 = mac2
            self.tac = tac
        }

        /// Type, counter, MAC2, TAC as a card image writes them; nil for another length.
        init?(_ bytes: [UInt8]) {
            guard bytes.count == 11 else { return nil }
            self.init(
                kind: bytes[0], sequence: UInt16(bytes[1]) << 8 | UInt16(bytes[2]), mac2: Array(bytes[3..<7]),
                tac: Array(bytes[7...]))
        }

        var bytes: [UInt8] { [kind, UInt8(sequence >> 8), UInt8(sequence & 0xFF)] + mac2 + tac }
    }

    /// The length of file 18 in records.
    package static let mostTransactions = 10
    /// The length of file 1E in records.
    package static let mostJourneys = 30

    /// A T-Union card of Shenzhen (city 5840), valid from 2019-03-01 to 2040-12-31.
    package static func tUnion(pan: PrimaryAccountNumber) -> PurseImage {
        var serial: [UInt8] = []
        // The serial field is a 0 and 19 digits; shorter numbers get more zeros.
        let digits = [UInt8](repeating: 0, count: 20 - pan.digits.utf8.count) + pan.digits.utf8.map { $0 - 0x30 }
        for index in stride(from: 0, to: 20, by: 2) { serial.append(digits[index] << 4 | digits[index + 1]) }
        let issuer: [UInt8] = [0x05, 0x84, 0x58, 0x40, 0xFF, 0xFF, 0xFF, 0xFF]
        let validity: [UInt8] = [0x20, 0x19, 0x03, 0x01, 0x20, 0x40, 0x12, 0x31]
        let location: [UInt8] = [0x00, 0x00, 0x01, 0x56, 0x58, 0x00, 0x58, 0x40, 0x00, 0x01, 0x00]
        return PurseImage(
            file15: issuer + [0x02, 0x01] + serial + validity + [0x00, 0x00],
            file17: location + [UInt8](repeating: 0, count: 60 - location.count))
    }

    /// A Shenzhen Tong with the serial number 12345678, little endian, valid from 2017-03-14 to 2037-03-14.
    package static let shenzhenTong = PurseImage(
        file15: [UInt8](repeating: 0, count: 8) + [0xFD, 0x21, 0x00, 0x00, 0x51, 0x80, 0x00, 0x00]
            + [0x4E, 0x61, 0xBC, 0x00, 0x20, 0x17, 0x03, 0x14, 0x20, 0x37, 0x03, 0x14],
        file17: [])

    /// Adds a record to file 18, as a debit does.
    package mutating func addTransaction(_ record: [UInt8]) {
        transactions.insert(record, at: 0)
        if transactions.count > PurseImage.mostTransactions { transactions.removeLast() }
    }

    /// Adds a record to file 1E, as `80DC` and the debit behind it do.
    package mutating func addJourney(_ record: [UInt8]) {
        journeys.insert(record, at: 0)
        if journeys.count > PurseImage.mostJourneys { journeys.removeLast() }
    }
}
