import SmartCard

/// The application layer of a contact card, as far as recorded cards need it: directory, selection, processing options,
/// records.
///
/// - **Shape**: straight calls over a channel; for vectors and the verify tool, not for a gate.
/// - **Errors**: ``CardChannelError`` from the channel; everything a card does ends in an ``Ending``.
/// - **Source**: EMV Book 1, 12 and Book 3, 10 from public sources (the pages were not read); endings compared with the
///   tests of openemv/emv-utils.
package final class ContactSession {
    /// How a step ends.
    package enum Ending: Hashable, Sendable {
        case done
        case cardError
        case cardBlocked
        case notAccepted
        case tryAgain
        case optionsNotAccepted
        case locatorInvalid
        case recordFailed
        case recordInvalid
        case recordMalformed
    }

    /// An application the terminal has, and whether a longer name on the card will do.
    package struct Application: Hashable, Sendable {
        package let name: [UInt8]
        package let allowsPartialMatch: Bool

        package init(_ name: [UInt8], allowsPartialMatch: Bool) {
            self.name = name
            self.allowsPartialMatch = allowsPartialMatch
        }
    }

    /// `1PAY.SYS.DDF01`, the directory of contact cards.
    package static let directoryName: [UInt8] = Array("1PAY.SYS.DDF01".utf8)

    private let channel: any CardChannel
    private var exchange = CommandExchange()
    /// What the card has said.
    package private(set) var card = CardData()
    /// The names of applications found.
    package private(set) var candidates: [[UInt8]] = []

    package init(_ channel: any CardChannel) { self.channel = channel }

    /// Sends a command and returns the whole answer; nil if the card spoils the exchange.
    package func send(_ command: CommandAPDU) throws(CardChannelError) -> (StatusWord, Range<Int>)? {
        var answer: [UInt8] = []
        exchange.start(command, into: card.bytes)
        while true {
            try channel.transmit(exchange.command, into: &answer)
            switch exchange.receive(answer, into: &card.bytes) {
            case .transmit: continue
            case .complete(let status, let data): return (status, data)
            case .failed: return nil
            }
        }
    }

    /// Finds the applications that card and terminal share: by the directory, else one by one.
    package func buildCandidates(_ applications: [Application]) throws(CardChannelError) -> Ending {
        candidates = []
        guard let (status, data) = try send(.select(Self.directoryName)) else { return .cardError }
        if status == .functionNotSupported { return .cardBlocked }
        if status == .success, let file = directoryFile(data) {
            guard try readDirectory(file, applications) else { return .cardError }
        }
        if candidates.isEmpty {
            let ending = try selectOneByOne(applications)
            if ending != .done { return ending }
        }
        return candidates.isEmpty ? .notAccepted : .done
    }

    /// The short file identifier in the directory's `88`.
    private func directoryFile(_ data: Range<Int>) -> UInt8? {
        guard let range = find(0x88, in: data), range.count == 1 else { return nil }
        return card.bytes[range.lowerBound]
    }

    private func find(_ tag: UInt32, in data: Range<Int>) -> Range<Int>? {
        var found: Range<Int>?
        let bytes = card.bytes
        try? TLVReader.walk(data, of: bytes.span) { object, _ in
            if object.tag == tag, found == nil { found = object.value }
        }
        return found
    }

    private func readDirectory(_ file: UInt8, _ applications: [Application]) throws(CardChannelError) -> Bool {
        for number in 1...UInt8(ApplicationFileLocator.mostRecords) {
            guard let (status, data) = try send(.readRecord(number, sfi: file)) else { return false }
            guard status == .success else { return true }
            var names: [[UInt8]] = []
            let bytes = card.bytes
            try? TLVReader.walk(data, of: bytes.span) { object, _ in
                if object.tag == 0x4F { names.append(Array(bytes[object.value])) }
            }
            for name in names where applications.contains(where: { Self.fits($0, name) }) { candidates.append(name) }
        }
        return true
    }

    private static func fits(_ application: Application, _ name: [UInt8]) -> Bool {
        application.allowsPartialMatch ? name.starts(with: application.name) : name == application.name
    }

    private func selectOneByOne(_ applications: [Application]) throws(CardChannelError) -> Ending {
        for application in applications {
            var isFirst = true
            while true {
                // ISO/IEC 7816-4, 11.2.2: P2 00 first or only occurrence, 02 next.
                let command = CommandAPDU(
                    0x00, 0xA4, 0x04, isFirst ? 0x00 : 0x02, data: application.name, expectedLength: 256)
                guard let (status, data) = try send(command) else { return .cardError }
                if isFirst, status == .functionNotSupported { return .cardBlocked }
                guard status == .success || status.isWarning, let range = find(Tag.dedicatedFileName, in: data) else {
                    break
                }
                let name = Array(card.bytes[range])
                if status == .success, Self.fits(application, name) { candidates.append(name) }
                // A card that gave the very name has no further occurrence of it.
                guard application.allowsPartialMatch, name != application.name else { break }
                isFirst = false
            }
        }
        return .done
    }

    /// Selects one application by the name its FCI must then bear.
    package func select(_ name: [UInt8]) throws(CardChannelError) -> Ending {
        guard let (status, data) = try send(.select(name)) else { return .cardError }
        if status == .functionNotSupported { return .cardBlocked }
        let bytes = card.bytes
        guard status == .success, let information = try? ApplicationFCI(data, of: bytes.span),
            let identifier = ApplicationIdentifier(name),
            information.isSound(for: identifier, in: bytes.span)
        else { return .tryAgain }
        return .done
    }

    /// GET PROCESSING OPTIONS with the terminal's data; notes profile and locator.
    package func processingOptions(_ command: CommandAPDU) throws(CardChannelError) -> Ending {
        card.forgetObjects()
        guard let (status, data) = try send(command) else { return .cardError }
        if status == .conditionsNotSatisfied { return .optionsNotAccepted }
        guard status == .success, note(options: data) else { return .cardError }
        guard card.value(of: Tag.interchangeProfile)?.count == 2, card.has(Tag.fileLocator) else { return .cardError }
        return .done
    }

    private func note(options data: Range<Int>) -> Bool {
        var reader = TLVReader(data)
        let bytes = card.bytes
        guard let object = try? reader.next(in: bytes.span) else { return false }
        if object.tag == Tag.responseFormat1 {
            guard object.value.count >= 6, (object.value.count - 2) % 4 == 0 else { return false }
            let start = object.value.lowerBound
            let profile = Array(card.bytes[start..<(start + 2)])
            let locator = Array(card.bytes[(start + 2)..<object.value.upperBound])
            return (try? card.append(Tag.interchangeProfile, profile)) != nil
                && (try? card.append(Tag.fileLocator, locator)) != nil
        }
        return object.tag == Tag.responseFormat2 && (try? card.add(objectsIn: object.value)) != nil
    }

    /// Reads all records of a locator, and asks for what every card must have.
    package func readRecords(_ locator: [UInt8]) throws(CardChannelError) -> Ending {
        let start = card.bytes.count
        card.bytes += locator
        let range = start..<card.bytes.count
        let bytes = card.bytes
        guard let locator = ApplicationFileLocator(range, of: bytes.span) else { return .locatorInvalid }
        for place in 0..<locator.recordCount {
            guard let record = locator.record(at: place, of: bytes.span) else { break }
            guard let (status, data) = try send(.readRecord(record.number, sfi: record.sfi)) else { return .cardError }
            guard status == .success else { return .recordFailed }
            let ending = take(data, record)
            if ending != .done { return ending }
        }
        let mandatory: [UInt32] = [Tag.expirationDate, Tag.applicationPAN, 0x8C, 0x8D]
        return mandatory.allSatisfy { card.has($0) } ? .done : .cardError
    }

    private func take(_ data: Range<Int>, _ record: ApplicationFileLocator.Record) -> Ending {
        var reader = TLVReader(data)
        let bytes = card.bytes
        let object = try? reader.next(in: bytes.span)
        guard let object, object.tag == Tag.recordTemplate, object.value.upperBound == data.upperBound else {
            return record.sfi <= 10 ? .recordInvalid : .done
        }
        do throws(CardData.Fault) {
            try card.add(objectsIn: object.value)
        } catch .duplicate {
            return .cardError
        } catch {
            return .recordMalformed
        }
        if record.isSigned { card.addStaticData(record.sfi <= 10 ? object.value : data) }
        return .done
    }
}
