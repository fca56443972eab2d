import ElectronicPurse
import SmartCard

/// Files, records and commands of purses under the names of the vector files.
///
/// - **Errors**: nil where `ElectronicPurse` does not take them.
enum TransitFields {
    /// File 15 of a T-Union card, also in `9F0C` of its FCI.
    static func file15(_ bytes: [UInt8]) -> [String: Any]? {
        guard let file = try? PurseIdentity(bytes, scheme: .tUnion) else { return nil }
        var digits: [UInt8] = []
        file.number.appendDigits(to: &digits)
        return [
            "issuer": hex(file.issuer, 8), "app_type": hex(file.applicationType, 1), "version": hex(file.version, 1),
            "serial_field": Hex.text(bytes[10..<20]), "card_number": String(decoding: digits, as: UTF8.self),
            "valid_from": hex(file.validFrom.digits, 4), "valid_to": hex(file.validTo.digits, 4),
            "fci_data": Hex.text(bytes[28...]),
        ]
    }

    /// File 17: where the card is from.
    static func file17(_ bytes: [UInt8]) -> [String: Any]? {
        guard let file = try? PurseLocation(bytes) else { return nil }
        return [
            "country": hex(file.country, 4), "province": hex(file.province, 2), "city": hex(file.city, 2),
            "interop_type": hex(file.interoperation, 2), "card_type": hex(file.cardType, 1),
        ]
    }

    /// File 15 of an old Shenzhen Tong, also in `9F0C`.
    static func shenzhenTong(_ bytes: [UInt8]) -> [String: Any]? {
        guard let file = try? PurseIdentity(bytes, scheme: .shenzhenTong) else { return nil }
        var results: [String: Any] = [
            "serial_le": Int(file.serial.value), "valid_from": hex(file.validFrom.digits, 4),
            "valid_to": hex(file.validTo.digits, 4),
        ]
        results["check_digit"] = file.checkDigit
        return results
    }

    /// A record of file 18: the purse's transactions.
    static func record18(_ bytes: [UInt8]) -> [String: Any]? {
        guard let record = try? PurseTransaction(bytes, record: 1) else { return nil }
        return [
            "sequence": Int(record.sequence), "reserved": hex(record.overdraft, 3),
            "amount_fen": Int(record.amountFen), "type": hex(record.kind, 1), "terminal": hex(record.terminal, 6),
            "timestamp": hex(record.moment.digits, 7),
        ]
    }

    /// A record of file 1E: the journeys.
    static func record1E(_ bytes: [UInt8]) -> [String: Any]? {
        guard let record = try? PurseJourney(bytes, record: 1) else { return nil }
        return [
            "state": hex(record.state, 1), "terminal": hex(record.terminal, 8), "mode": hex(record.mode, 1),
            "line_station_field": hex(record.place, 7), "amount_fen": Int(record.amountFen),
            "balance_fen": Int(record.balanceFen), "timestamp": hex(record.time, 7), "city": hex(record.city, 2),
            "acquirer": hex(record.acquirer, 8), "reserved": Hex.text(bytes[PurseJourney.shortest...]),
        ]
    }

    /// State and mode of a record 1E in words.
    static func meaning(ofRecord1E bytes: [UInt8]) -> String? {
        guard bytes.count > 9 else { return nil }
        let state =
            switch bytes[0] {
            case 0x00: "initial"
            case 0x01, 0x03: "entry"
            case 0x02, 0x04: "exit"
            case 0x05, 0x06: "single"
            case 0x07, 0x08: "supplement"
            case 0x09, 0x0A: "load"
            default: "unknown"
            }
        let modes = [
            "metro", "bus", "water", "taxi", "rental car", "bicycle", "parking", "coach", "ferry", "intercity rail",
            "air", "expressway", "", "suburban rail",
        ]
        let index = Int(bytes[9]) - 1
        let mode = modes.indices.contains(index) ? modes[index] : "unknown"
        return "\(Hex.text([bytes[0]])) = \(state); mode \(Hex.text([bytes[9]])) = \(mode)"
    }

    /// INITIALIZE FOR PURCHASE: key index, amount, terminal.
    static func initialisation(_ command: CommandAPDU) -> [String: Any]? {
        let data = command.data
        guard data.count >= 11 else { return nil }
        return [
            "p1": Hex.text([command.p1]), "key_index": Hex.text(data[0..<1]),
            "amount_fen": data[1..<5].reduce(0) { $0 << 8 | Int($1) }, "terminal": Hex.text(data[5..<11]),
        ]
    }

    /// The answer to it.
    static func initialisationAnswer(_ bytes: [UInt8]) -> [String: Any]? {
        guard let answer = PurchaseInitialisation(bytes) else { return nil }
        return [
            "balance_fen": Int(answer.balanceFen), "offline_sequence": Int(answer.sequence),
            "overdraft_limit": Int(answer.overdraftLimitFen), "key_version": hex(answer.keyVersion, 1),
            "algorithm": hex(answer.algorithm, 1), "random": hex(answer.random, 4),
        ]
    }

    /// DEBIT FOR PURCHASE: terminal sequence, date, time, MAC1.
    static func debit(_ command: CommandAPDU) -> [String: Any]? {
        let data = command.data
        guard data.count >= 15 else { return nil }
        return [
            "terminal_sequence": Hex.text(data[0..<4]), "date": Hex.text(data[4..<8]), "time": Hex.text(data[8..<11]),
            "mac1": Hex.text(data[11..<15]),
        ]
    }

    /// The answer to it.
    static func debitAnswer(_ bytes: [UInt8]) -> [String: Any]? {
        guard let answer = DebitAnswer(debit: bytes) else { return nil }
        return ["tac": hex(answer.tac, 4), "mac2": hex(answer.mac2, 4)]
    }

    /// The low `count` bytes of a number.
    static func hex(_ value: some BinaryInteger, _ count: Int) -> String {
        Hex.text((0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) })
    }
}
