import EMV
import ElectronicPurse
import Foundation
import SmartCard

/// Checkers of transit purses: dialogues (`transit-trace`), records (`transit-record`), purchases
/// (`transit-purchase`), a personalised card (`card-image`), MACs (`edep-mac`).
enum TransitVectors {
    /// `transit-trace`, `transit-record` and `transit-purchase`: what the answers say.
    static func dialogue(_ item: VectorItem) throws -> [String: Any] {
        let answers = TraceReplay.answers(of: try item.transcript())
        var results: [String: Any] = [:]
        let card = card(answers)
        results["card"] = card?.rawValue
        if item.kind == "transit-trace", card == nil { throw VectorItem.MissingInput(path: "a purse known to us") }
        for answer in answers where answer.status == .success {
            guard let command = try? CommandAPDU(parsing: answer.command) else { continue }
            read(command, answer.data, card, &results)
        }
        return results
    }

    /// The kinds of purse that can be told from what was selected or read, by the labels of the files.
    private enum Card: String {
        case tUnion = "T-Union EP"
        case shenzhenTong = "Shenzhen Tong PAY.SZT"
        case cityUnion = "city-union-nfsee"
        case beijing = "beijing-bmac-nfsee"
    }

    /// The purse that answered to its name; Beijing's old card has none, its file 04 is read before any SELECT.
    private static func card(_ answers: [TraceReplay.Answer]) -> Card? {
        for answer in answers {
            if let data = answer.data(cla: 0x00, ins: 0xB0), answer.command[2] == 0x84, data.count == 32 {
                return .beijing
            }
            guard let data = answer.data(cla: 0x00, ins: 0xA4) else { continue }
            let selected = (try? CommandAPDU(parsing: answer.command))?.data ?? []
            for name in [TraceTags.value(of: 0x84, in: data) ?? [], selected] {
                if name.starts(with: [0xA0, 0x00, 0x00, 0x06, 0x32, 0x01, 0x01, 0x05]) { return .tUnion }
                if name == Array("PAY.SZT".utf8) { return .shenzhenTong }
                if name == [0xA0, 0x00, 0x00, 0x00, 0x03, 0x86, 0x98, 0x07, 0x01] { return .cityUnion }
            }
        }
        return nil
    }

    private static func read(
        _ command: CommandAPDU, _ data: [UInt8], _ card: Card?, _ results: inout [String: Any]
    ) {
        let isShenzhenTong = card == .shenzhenTong
        switch (command.cla, command.ins, command.p1, command.p2) {
        case (0x00, 0xA4, _, _):
            guard let file = TraceTags.value(of: 0x9F0C, in: data) else { return }
            results[isShenzhenTong ? "fci_9F0C" : "file15"] =
                isShenzhenTong ? TransitFields.shenzhenTong(file) : TransitFields.file15(file)
        case (0x00, 0xB0, 0x95, _):
            results["file15"] = isShenzhenTong ? TransitFields.shenzhenTong(data) : TransitFields.file15(data)
        case (0x00, 0xB0, 0x97, _): results["file17"] = TransitFields.file17(data)
        case (0x80, 0x5C, 0x00, 0x02):
            results["balance_raw"] = Hex.text(data)
            results["balance_fen"] = PurseBalance.amount(data).map { Int($0) }
        case (0x00, 0xB2, _, 0x18 << 3 | 4): append(TransitFields.record18(data), to: "records_18", &results)
        case (0x00, 0xB2, _, 0x1E << 3 | 4):
            append(TransitFields.record1E(data), to: "records_1E", &results)
            results["state_meaning"] = TransitFields.meaning(ofRecord1E: data)
        case (0x80, 0x50, _, 0x02):
            results["init_purchase"] = TransitFields.initialisation(command)
            results["init_response"] = TransitFields.initialisationAnswer(data)
        case (0x80, 0x54, _, _):
            results["debit"] = TransitFields.debit(command)
            results["debit_response"] = TransitFields.debitAnswer(data)
        default: break
        }
    }

    private static func append(_ record: [String: Any]?, to key: String, _ results: inout [String: Any]) {
        guard let record else { return }
        results[key] = (results[key] as? [[String: Any]] ?? []) + [record]
    }

    // MARK: A personalised card

    /// `card-image`: its directory, and the first application's FCI.
    static func image(_ item: VectorItem) throws -> [String: Any] {
        var results: [String: Any] = ["ppse": TraceTags.directory(in: try item.hex("ppse_fci_proprietary"))]
        guard let applications = item.value("apps") as? [[String: Any]],
            let text = applications.first?["fci_proprietary_contactless"] as? String, let fci = Hex.bytes(text)
        else { throw VectorItem.MissingInput(path: "apps") }
        if let list = TraceTags.value(of: Tag.processingOptionsList, in: fci) {
            var reader = DataObjectList(0..<list.count)
            var entries: [[Any]] = []
            var total = 0
            while let entry = try reader.next(in: list.span) {
                entries.append([TLVTag.name(entry.tag), entry.length])
                total += entry.length
            }
            results["pdol"] = entries
            results["pdol_total_length"] = total
        }
        for (key, tag) in [
            ("DF61", Tag.additionalFunctions), ("log_entry_9F4D", 0x9F4D), ("load_log_entry_DF4D", 0xDF4D),
        ] {
            if let value = TraceTags.value(of: tag, in: fci) { results[key] = Hex.text(value) }
        }
        if let copy = TraceTags.value(of: 0xDF11, in: fci) { results["DF11"] = try copiedFiles(item, copy) }
        return results
    }

    /// The files that a copy in the FCI was made of: file 15's issuer and card number, as in `5A`; file 17's country,
    /// province, city and kinds of interoperation, its first ten bytes.
    private static func copiedFiles(_ item: VectorItem, _ copy: [UInt8]) throws -> WordedFact {
        let (file15, file17) = (try item.hex("files.file15_EP"), try item.hex("files.file17"))
        var held: [String] = []
        if let fields = TransitFields.file15(file15), let number = fields["card_number"] as? String,
            let digits = Hex.bytes(number + (number.count % 2 == 1 ? "F" : "")), copy.starts(with: file15.prefix(8)),
            copy.dropFirst(8).contains(digits)
        {
            held.append("file 15")
        }
        if file17.count >= 10, copy.contains(Array(file17.prefix(10))) { held.append("file 17") }
        let (files, count) = (held, copy.count)
        let description =
            "\(files.isEmpty ? "nothing of files 15 and 17" : files.joined(separator: " + ")), \(count) bytes"
        return WordedFact(description: description) { sentence in
            var words = WordReader(sentence)
            for (index, file) in files.enumerated() {
                guard words.take(index == 0 ? file : " + " + file) else { return false }
            }
            return words.take(" content copied into the FCI (\(count) bytes)") && words.isAtEnd
        }
    }

    // MARK: MACs

    /// `edep-mac`: the keys and MACs of a purchase.
    static func purchase(_ item: VectorItem) throws -> [String: Any] {
        func input(_ name: String, _ count: Int) throws(VectorItem.MissingInput) -> [UInt8] {
            let bytes = try item.hex("inputs.\(name)")
            guard bytes.count == count else { throw VectorItem.MissingInput(path: "inputs.\(name)") }
            return bytes
        }
        func number(_ name: String, _ count: Int) throws(VectorItem.MissingInput) -> UInt64 {
            try input(name, count).reduce(0) { $0 << 8 | UInt64($1) }
        }
        let serial = PurseSerial(try number("card_serial8", 8))
        guard let moment = PurseMoment(digits: try number("datetime", 7)),
            let keys = PurseKeys(
                master: try input("purchase_master_key", 16), serial: serial, algorithm: .tripleDES)
        else { throw VectorItem.MissingInput(path: "inputs.datetime") }
        let request = PurchaseRequest(
            random: UInt32(try number("card_random", 4)), sequence: UInt16(try number("offline_atc", 2)),
            amountFen: UInt32(try number("amount", 4)), kind: UInt8(try number("type", 1)),
            terminal: try number("terminal", 6), moment: moment, keyVersion: 1,
            algorithm: PurseAlgorithm.tripleDES.rawValue, serial: serial, issuer: 0)
        let sequence = UInt32(try number("terminal_sequence", 4))
        let session = keys.sessionKey(random: request.random, sequence: request.sequence, terminalSequence: sequence)
        return [
            "card_purchase_key": Hex.text(keys.cardKey), "session_key": Hex.text(session),
            "mac1": TransitFields.hex(keys.mac1(request, terminalSequence: sequence), 4),
            "mac2": TransitFields.hex(keys.mac2(request, terminalSequence: sequence), 4),
            // The vector has one master key for both.
            "tac_with_same_master_key": TransitFields.hex(keys.tac(request, terminalSequence: sequence), 4),
        ]
    }
}
