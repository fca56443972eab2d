import Lane
import Testing

/// Stations in the records of a purse.
struct PursePlaceTests {
    @Test(
        arguments: [
            ("S", 0x53), ("SZ001", 0x53_5A30_3031), ("STATION", 0x53_5441_5449_4F4E), ("站1", 0xE7AB_9931), ("", nil),
            ("STATIONS", nil), ("罗湖站", nil), ("\0A", nil),
        ] as [(String, UInt64?)])
    func numbers(id: String, number: UInt64?) {
        #expect(PursePlace.number(of: id) == number)
        if let number { #expect(PursePlace.stationID(number) == id) }
    }
}
