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

    /// Adds a record to file 1E, as `80DC` will.
    package mutating func addJourney(_ record: [UInt8]) {
        journeys.insert(record, at: 0)
        if journeys.count > PurseImage.mostJourneys { journeys.removeLast() }
    }
}
