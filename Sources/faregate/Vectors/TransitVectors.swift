import CardCrypto
import EMV
import SmartCard

/// Checkers of the transit purses: `transit-trace`, `transit-record`, `transit-purchase`, `card-image`, `edep-mac`.
enum TransitVectors {
    // MARK: Reads

    /// Files and records of a purse, by the commands that asked for them (emv.md 7).
    static func reads(_ item: VectorItem) throws -> [String: Any] {
        var results: [String: Any] = [:]
        var records18: [Any] = []
        var records1E: [Any] = []
        var names: [[UInt8]] = []
        var isShenzhen = false
        for exchange in try item.transcript().exchanges {
            guard let command = try? CommandAPDU(parsing: exchange.command), exchange.answer.suffix(2) == [0x90, 0x00]
            else { continue }
            let body = Array(exchange.answer.dropLast(2))
            switch (command.cla, command.ins, command.p1, command.p2) {
            case (0x00, 0xA4, _, _):
                names.append(dedicatedName(body) ?? command.data)
                isShenzhen = isShenzhen || names.last == Array("PAY.SZT".utf8)
                if let information = fci9F0C(body), isShenzhen { results["fci_9F0C"] = shenzhen(information) }
            case (0x00, 0xB0, 0x95, _): results["file15"] = isShenzhen ? shenzhen(body) : file15(body)
            case (0x00, 0xB0, 0x97, _): results["file17"] = file17(body)
            case (0x00, 0xB0, 0x84, _): names.append(Array("BMAC".utf8))
            case (0x80, 0x5C, 0x00, _) where body.count == 4:
                results["balance_raw"] = Hex.text(body)
                // The top bit is no part of the amount.
                results["balance_fen"] = Int(body.number & 0x7FFF_FFFF)
            case (0x00, 0xB2, _, 0xC4) where body.count == 23: records18.append(record18(body))
            case (0x00, 0xB2, _, 0xF4) where body.count == 48: records1E.append(record1E(body))
            default: break
            }
        }
        if results["file15"] == nil, let information = try information(item) { results["file15"] = file15(information) }
        results["records_18"] = records18
        results["records_1E"] = records1E
        if let record = records1E.first as? [String: Any] { results["state_meaning"] = meaning(record) }
        results["card"] = label(names)
        return results
    }

    /// The copy of file 15 in the FCI of the purse.
    private static func information(_ item: VectorItem) throws -> [UInt8]? {
        for exchange in try item.transcript().exchanges where exchange.command.count > 1 && exchange.command[1] == 0xA4
        {
            if let found = fci9F0C(Array(exchange.answer.dropLast(2))), found.count == 30 { return found }
        }
        return nil
    }

    private static func label(_ names: [[UInt8]]) -> String {
        for name in names {
            switch Hex.text(name) {
            case "A000000632010105": return "T-Union EP"
            case "5041592E535A54": return "Shenzhen Tong PAY.SZT"
            case let text where text.hasPrefix("A00000000386980701"): return "city-union-nfsee"
            case Hex.text(Array("BMAC".utf8)): return "beijing-bmac-nfsee"
            default: continue
            }
        }
        return "unknown"
    }

    private static func object(_ tag: UInt32, in body: [UInt8]) -> [UInt8]? {
        var found: [UInt8]?
        try? TLVReader.walk(0..<body.count, of: body.span) { object, _ in
            if object.tag == tag, found == nil { found = Array(body[object.value]) }
        }
        return found
    }

    private static func dedicatedName(_ body: [UInt8]) -> [UInt8]? { object(Tag.dedicatedFileName, in: body) }
    private static func fci9F0C(_ body: [UInt8]) -> [UInt8]? { object(0x9F0C, in: body) }

    private static func file15(_ body: [UInt8]) -> [String: Any] {
        guard body.count >= 30 else { return [:] }
        let serial = Hex.text(body[10..<20])
        return [
            "issuer": Hex.text(body[0..<8]), "app_type": Hex.text(body[8..<9]), "version": Hex.text(body[9..<10]),
            "serial_field": serial, "card_number": String(serial.dropFirst()), "valid_from": Hex.text(body[20..<24]),
            "valid_to": Hex.text(body[24..<28]), "fci_data": Hex.text(body[28..<30]),
        ]
    }

    private static func shenzhen(_ body: [UInt8]) -> [String: Any] {
        guard body.count >= 28 else { return [:] }
        let serial = body[16..<20].reversed().reduce(0) { $0 << 8 | Int($1) }
        return [
            "serial_le": serial, "check_digit": ShenzhenTongNumber.checkDigit(of: serial),
            "valid_from": Hex.text(body[20..<24]), "valid_to": Hex.text(body[24..<28]),
        ]
    }

    private static func file17(_ body: [UInt8]) -> [String: Any] {
        guard body.count >= 11 else { return [:] }
        return [
            "country": Hex.text(body[0..<4]), "province": Hex.text(body[4..<6]), "city": Hex.text(body[6..<8]),
            "interop_type": Hex.text(body[8..<10]), "card_type": Hex.text(body[10..<11]),
        ]
    }

    private static func record18(_ body: [UInt8]) -> [String: Any] {
        [
            "sequence": Int(body[0]) << 8 | Int(body[1]), "reserved": Hex.text(body[2..<5]),
            "amount_fen": body[5..<9].reduce(0) { $0 << 8 | Int($1) }, "type": Hex.text(body[9..<10]),
            "terminal": Hex.text(body[10..<16]), "timestamp": Hex.text(body[16..<23]),
        ]
    }

    private static func record1E(_ body: [UInt8]) -> [String: Any] {
        [
            "state": Hex.text(body[0..<1]), "terminal": Hex.text(body[1..<9]), "mode": Hex.text(body[9..<10]),
            "line_station_field": Hex.text(body[10..<17]), "amount_fen": body[17..<21].reduce(0) { $0 << 8 | Int($1) },
            "balance_fen": body[21..<25].reduce(0) { $0 << 8 | Int($1) }, "timestamp": Hex.text(body[25..<32]),
            "city": Hex.text(body[32..<34]), "acquirer": Hex.text(body[34..<42]), "reserved": Hex.text(body[42..<48]),
        ]
    }

    private static func meaning(_ record: [String: Any]) -> String {
        let states = ["01": "entry", "03": "entry", "02": "exit", "04": "exit"]
        let modes = ["01": "metro", "02": "bus"]
        let state = record["state"] as? String ?? ""
        let mode = record["mode"] as? String ?? ""
        return "\(state) = \(states[state] ?? "other"); mode \(mode) = \(modes[mode] ?? "other")"
    }

    // MARK: Composite purchase

    /// The fields of INITIALIZE and DEBIT FOR CAPP PURCHASE.
    static func purchase(_ item: VectorItem) throws -> [String: Any] {
        var results: [String: Any] = [:]
        for exchange in try item.transcript().exchanges {
            guard let command = try? CommandAPDU(parsing: exchange.command), command.cla == 0x80,
                exchange.answer.suffix(2) == [0x90, 0x00]
            else { continue }
            let body = Array(exchange.answer.dropLast(2))
            let data = command.data
            switch command.ins {
            case 0x50 where data.count >= 11 && body.count >= 15:
                results["init_purchase"] =
                    [
                        "p1": Hex.text([command.p1]), "key_index": Hex.text(data[0..<1]),
                        "amount_fen": data[1..<5].reduce(0) { $0 << 8 | Int($1) }, "terminal": Hex.text(data[5..<11]),
                    ] as [String: Any]
                results["init_response"] =
                    [
                        "balance_fen": body[0..<4].reduce(0) { $0 << 8 | Int($1) },
                        "offline_sequence": Int(body[4]) << 8 | Int(body[5]),
                        "overdraft_limit": body[6..<9].reduce(0) { $0 << 8 | Int($1) },
                        "key_version": Hex.text(body[9..<10]), "algorithm": Hex.text(body[10..<11]),
                        "random": Hex.text(body[11..<15]),
                    ] as [String: Any]
            case 0x54 where data.count >= 15 && body.count >= 8:
                results["debit"] = [
                    "terminal_sequence": Hex.text(data[0..<4]), "date": Hex.text(data[4..<8]),
                    "time": Hex.text(data[8..<11]), "mac1": Hex.text(data[11..<15]),
                ]
                results["debit_response"] = ["tac": Hex.text(body[0..<4]), "mac2": Hex.text(body[4..<8])]
            default: break
            }
        }
        return results
    }

    // MARK: Card image

    static func image(_ item: VectorItem) throws -> [String: Any] {
        var results: [String: Any] = [:]
        let directory = try item.hex("ppse_fci_proprietary")
        var entries: [Any] = []
        try TLVReader.walk(0..<directory.count, of: directory.span) { object, _ in
            guard object.tag == 0x61 else { return }
            var entry: [String: Any] = [:]
            try? TLVReader.walk(object.value, of: directory.span, filler: .zero) { field, _ in
                switch field.tag {
                case 0x4F: entry["aid"] = Hex.text(directory[field.value])
                case 0x87: entry["priority"] = Hex.text(directory[field.value])
                case 0x50: entry["label"] = String(decoding: directory[field.value], as: UTF8.self)
                default: break
                }
            }
            entries.append(entry)
        }
        results["ppse"] = entries
        guard let application = (item.value("apps") as? [[String: Any]])?.first,
            let fci = (application["fci_proprietary_contactless"] as? String).flatMap({ Hex.bytes($0) })
        else { throw VectorItem.MissingInput(path: "apps") }
        let list = object(Tag.processingOptionsList, in: fci) ?? []
        var reader = DataObjectList(0..<list.count)
        var pdol: [Any] = []
        var length = 0
        while let entry = try reader.next(in: list.span) {
            pdol.append([TLVTag.name(entry.tag), entry.length] as [Any])
            length += entry.length
        }
        results["pdol"] = pdol
        results["pdol_total_length"] = length
        results["DF61"] = Hex.text(object(Tag.additionalFunctions, in: fci) ?? [])
        results["log_entry_9F4D"] = Hex.text(object(0x9F4D, in: fci) ?? [])
        results["load_log_entry_DF4D"] = Hex.text(object(0xDF4D, in: fci) ?? [])
        results["DF11"] = copied(
            object(0xDF11, in: fci) ?? [], try item.hex("files.file15_EP"), try item.hex("files.file17"))
        return results
    }

    /// In words, whether `DF11` repeats the card's issuer, number and city.
    private static func copied(_ data: [UInt8], _ file15: [UInt8], _ file17: [UInt8]) -> String {
        let issuer = data.count == 32 ? Array(data[0..<8]) : []
        return data.count == 32 && issuer == Array(file15.prefix(8))
            ? "file 15 + file 17 content copied into the FCI (32 bytes)" : "\(data.count) bytes of other content"
    }

    // MARK: MACs of the purse

    /// Keys and MACs of a purchase (emv.md 7; the reference's single-DES steps are not verified on a card).
    static func macs(_ item: VectorItem) throws -> [String: Any] {
        let master = try item.hex("inputs.purchase_master_key")
        let serial = try item.hex("inputs.card_serial8")
        let random = try item.hex("inputs.card_random")
        let counter = try item.hex("inputs.offline_atc")
        let terminalSequence = try item.hex("inputs.terminal_sequence")
        guard master.count == 16, serial.count == 8, random.count == 4, counter.count == 2, terminalSequence.count == 4
        else { throw VectorItem.MissingInput(path: "inputs") }
        func diversified(_ key: [UInt8]) -> [UInt8] {
            TripleDES.encrypt(serial, key: key) + TripleDES.encrypt(serial.map { ~$0 }, key: key)
        }
        let cardKey = diversified(master)
        let session = TripleDES.encrypt(random + counter + terminalSequence.suffix(2), key: cardKey)
        let amount = try item.hex("inputs.amount")
        let type = try item.hex("inputs.type")
        let terminal = try item.hex("inputs.terminal")
        let moment = try item.hex("inputs.datetime")
        func mac(_ data: [UInt8], _ key: [UInt8]) -> String {
            Hex.text(
                TripleDES.cbcMAC(TripleDES.padded80(data), key: key, iv: [UInt8](repeating: 0, count: 8)).prefix(4))
        }
        let halves = zip(cardKey[0..<8], cardKey[8..<16]).map { $0 ^ $1 }
        return [
            "card_purchase_key": Hex.text(cardKey), "session_key": Hex.text(session),
            "mac1": mac(amount + type + terminal + moment, session), "mac2": mac(amount, session),
            "tac_with_same_master_key": mac(amount + type + terminal + terminalSequence + moment, halves),
        ]
    }
}
