import CardEmulator
import TestSupport

/// One command and its answer.
struct Exchange: Equatable {
    let command: [UInt8]
    let answer: [UInt8]

    var data: [UInt8] { Array(answer.dropLast(2)) }
    var status: String { hex(answer.suffix(2)) }
}

/// A terminal without any judgement: it sends what a tap takes and keeps what comes back.
struct HandTerminal {
    var qualifiers = "21800080"
    var amount = "000000000001"
    var currency = "0156"
    var number = "C8197F6A"
    var type = "00"
    var supportsSM2 = false

    private func value(_ tag: Int, _ length: Int) -> [UInt8] {
        switch tag {
        case 0x9F66: bytes(qualifiers)
        case 0x9F02: bytes(amount).suffix(length)
        case 0x9F1A: bytes("0156")
        case 0x5F2A: bytes(currency)
        case 0x9A: bytes("261123")
        case 0x9C: bytes(type)
        case 0x9F37: Array(bytes(number).prefix(length))
        case 0xDF69: supportsSM2 ? [1] : [0]
        default: [UInt8](repeating: 0, count: length)
        }
    }

    /// The data of GET PROCESSING OPTIONS for a PDOL.
    func processingOptions(_ list: [UInt8]) -> [UInt8] {
        var data: [UInt8] = []
        for (tag, length) in NaiveTLV.list(list) {
            let value = value(tag, length)
            data += [UInt8](repeating: 0, count: max(0, length - value.count)) + value.prefix(length)
        }
        return [0x80, 0xA8, 0x00, 0x00, UInt8(data.count + 2), 0x83, UInt8(data.count)] + data + [0x00]
    }

    /// Directory, SELECT, GET PROCESSING OPTIONS and all records; stops at the first status word that is not 9000.
    func tap(_ card: VirtualCard, name: String, directory: Bool = true) throws -> [Exchange] {
        var exchanges: [Exchange] = []
        func send(_ command: [UInt8]) throws -> Exchange {
            var answer: [UInt8] = []
            try card.transmit(command, into: &answer)
            let exchange = Exchange(command: command, answer: answer)
            exchanges.append(exchange)
            return exchange
        }
        func select(_ name: [UInt8]) -> [UInt8] { [0x00, 0xA4, 0x04, 0x00, UInt8(name.count)] + name + [0x00] }
        if directory, try send(select(Array("2PAY.SYS.DDF01".utf8))).status != "9000" { return exchanges }
        let selected = try send(select(bytes(name)))
        guard selected.status == "9000", let information = NaiveTLV.parse(selected.data) else { return exchanges }
        let options = try send(processingOptions(NaiveTLV.find(0x9F38, in: information) ?? []))
        guard options.status == "9000", let objects = NaiveTLV.parse(options.data) else { return exchanges }
        var locator = NaiveTLV.find(0x94, in: objects) ?? []
        if let plain = NaiveTLV.find(0x80, in: objects) { locator = Array(plain.dropFirst(2)) }
        for entry in stride(from: 0, to: locator.count - 3, by: 4) where locator[entry + 2] >= locator[entry + 1] {
            for number in locator[entry + 1]...locator[entry + 2] {
                let record = try send([0x00, 0xB2, number, locator[entry] | 4, 0x00])
                if record.status != "9000" { return exchanges }
            }
        }
        return exchanges
    }
}

extension VirtualCard {
    /// The answer to a command in hex, in hex; "removed" and the like where none comes.
    func ask(_ command: String) -> String {
        var answer: [UInt8] = []
        do {
            try transmit(bytes(command), into: &answer)
        } catch {
            return "\(error)"
        }
        return hex(answer)
    }

    static func make(_ image: CardImage, seed: UInt64 = 1) -> VirtualCard {
        VirtualCard(image, using: SplitMix64(seed: seed))
    }

    static func fault(_ id: String) -> VirtualCard? { CardFault(id: id).map { make(CardImage($0)) } }
}
