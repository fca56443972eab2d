import SmartCard

/// The fields of files and records of the Chinese transit purses, cut out as they are written (emv.md, section 7).
///
/// - **Shape**: one function a file or record; each gives the fields by the names of the vector files.
/// - **Errors**: nil where there are too few bytes.
enum TransitFields {
    /// File 15 of a T-Union card, also in `9F0C` of its FCI.
    static func file15(_ bytes: [UInt8]) -> [String: Any]? {
        var cutter = Cutter(bytes)
        guard let issuer = cutter.hex(8), let type = cutter.hex(1), let version = cutter.hex(1),
            let serial = cutter.hex(10), let start = cutter.hex(4), let end = cutter.hex(4)
        else { return nil }
        return [
            "issuer": issuer, "app_type": type, "version": version, "serial_field": serial,
            // The number has 19 digits behind a 0, or 20.
            "card_number": serial.hasPrefix("0") ? String(serial.dropFirst()) : serial, "valid_from": start,
            "valid_to": end, "fci_data": cutter.rest,
        ]
    }

    /// File 17: where the card is from.
    static func file17(_ bytes: [UInt8]) -> [String: Any]? {
        var cutter = Cutter(bytes)
        guard let country = cutter.hex(4), let province = cutter.hex(2), let city = cutter.hex(2),
            let interoperation = cutter.hex(2), let type = cutter.hex(1)
        else { return nil }
        return [
            "country": country, "province": province, "city": city, "interop_type": interoperation, "card_type": type,
        ]
    }

    /// File 15 of an old Shenzhen Tong, also in `9F0C`: the number is little endian.
    static func shenzhenTong(_ bytes: [UInt8]) -> [String: Any]? {
        guard bytes.count >= 28 else { return nil }
        let serial = bytes[16..<20].reversed().reduce(0) { $0 << 8 | Int($1) }
        return [
            "serial_le": serial, "check_digit": ShenzhenTongNumber.checkDigit(of: serial),
            "valid_from": Hex.text(bytes[20..<24]), "valid_to": Hex.text(bytes[24..<28]),
        ]
    }

    /// A record of file 18: the purse's transactions.
    static func record18(_ bytes: [UInt8]) -> [String: Any]? {
        var cutter = Cutter(bytes)
        guard let sequence = cutter.number(2), let reserved = cutter.hex(3), let amount = cutter.number(4),
            let type = cutter.hex(1), let terminal = cutter.hex(6), let time = cutter.hex(7)
        else { return nil }
        return [
            "sequence": sequence, "reserved": reserved, "amount_fen": amount, "type": type, "terminal": terminal,
            "timestamp": time,
        ]
    }

    /// A record of file 1E: the journeys.
    static func record1E(_ bytes: [UInt8]) -> [String: Any]? {
        var cutter = Cutter(bytes)
        guard let state = cutter.hex(1), let terminal = cutter.hex(8), let mode = cutter.hex(1),
            let place = cutter.hex(7), let amount = cutter.number(4), let balance = cutter.number(4),
            let time = cutter.hex(7), let city = cutter.hex(2), let acquirer = cutter.hex(8)
        else { return nil }
        return [
            "state": state, "terminal": terminal, "mode": mode, "line_station_field": place, "amount_fen": amount,
            "balance_fen": balance, "timestamp": time, "city": city, "acquirer": acquirer, "reserved": cutter.rest,
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
}

/// Takes fields off the front of some bytes.
private struct Cutter {
    private let bytes: [UInt8]
    private var at = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The next bytes; nil if there are fewer.
    mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
        guard count <= bytes.count - at else { return nil }
        at += count
        return bytes[(at - count)..<at]
    }

    mutating func hex(_ count: Int) -> String? { take(count).map { Hex.text($0) } }

    mutating func number(_ count: Int) -> Int? { take(count)?.reduce(0) { $0 << 8 | Int($1) } }

    /// What is left.
    var rest: String { Hex.text(bytes[at...]) }
}

/// The commands and answers of a composite purchase (emv.md, section 7).
extension TransitFields {
    /// INITIALIZE FOR PURCHASE.
    static func initialisation(_ command: CommandAPDU) -> [String: Any]? {
        var cutter = Cutter(command.data)
        guard let key = cutter.hex(1), let amount = cutter.number(4), let terminal = cutter.hex(6) else { return nil }
        return ["p1": Hex.text([command.p1]), "key_index": key, "amount_fen": amount, "terminal": terminal]
    }

    /// The answer to it.
    static func initialisationAnswer(_ bytes: [UInt8]) -> [String: Any]? {
        var cutter = Cutter(bytes)
        guard let balance = cutter.number(4), let sequence = cutter.number(2), let overdraft = cutter.number(3),
            let version = cutter.hex(1), let algorithm = cutter.hex(1), let random = cutter.hex(4)
        else { return nil }
        return [
            "balance_fen": balance, "offline_sequence": sequence, "overdraft_limit": overdraft, "key_version": version,
            "algorithm": algorithm, "random": random,
        ]
    }

    /// DEBIT FOR PURCHASE.
    static func debit(_ command: CommandAPDU) -> [String: Any]? {
        var cutter = Cutter(command.data)
        guard let sequence = cutter.hex(4), let date = cutter.hex(4), let time = cutter.hex(3), let mac = cutter.hex(4)
        else { return nil }
        return ["terminal_sequence": sequence, "date": date, "time": time, "mac1": mac]
    }

    /// The answer to it.
    static func debitAnswer(_ bytes: [UInt8]) -> [String: Any]? {
        var cutter = Cutter(bytes)
        guard let tac = cutter.hex(4), let mac = cutter.hex(4) else { return nil }
        return ["tac": tac, "mac2": mac]
    }
}
