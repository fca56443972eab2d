import SmartCard

/// An application that has been selected: GET PROCESSING OPTIONS, then the records.
///
/// - **Errors**: `CardChannelError` of the channel; what the card does is a value.
/// - **Source**: EMV Book 3, 6.5.8, 10.1 and 10.2 from public sources (the pages were not read); compared with the
///   outcomes of the tests of openemv/emv-utils.
package struct ContactApplication: Sendable {
    /// What every card must give (EMV Book 3, 7.2, from public sources): expiry, PAN, CDOL1, CDOL2.
    package static let mandatory: [UInt32] = [Tag.expirationDate, Tag.applicationPAN, 0x8C, 0x8D]

    /// What the card has said.
    package private(set) var card = CardData()
    private var staticDataFailed = false

    package init() {}

    /// An application whose AIP and AFL are known already.
    package init(locator: [UInt8]) throws(CardData.Fault) { try card.append(Tag.fileLocator, locator) }

    /// Asks for the processing options with the terminal's values for the list (`9F38`) in an FCI.
    package mutating func initiate(
        fci: [UInt8], values: [UInt32: [UInt8]], over session: inout ContactSession
    ) throws(CardChannelError) -> ContactOutcome {
        card.removeAll()
        guard let options = Self.optionsData(fci, values) else { return .cardError }
        // EMV Book 3, 6.5.8.3 (page not read): the values in template 83, which is there even if it is empty.
        var writer = TLVWriter()
        writer.write(0x83, options)
        let command = CommandAPDU(0x80, 0xA8, 0x00, 0x00, data: writer.bytes, expectedLength: 256)
        guard case .answered(let status, let data) = try session.send(command, into: &card.bytes) else {
            return failed()
        }
        if status == .conditionsNotSatisfied {
            card.removeAll()
            return .optionsNotAccepted
        }
        guard status == .success, addOptions(data) else { return failed() }
        return .accepted
    }

    private mutating func failed() -> ContactOutcome {
        card.removeAll()
        return .cardError
    }

    /// The values that the PDOL of an FCI asks for; nil if it cannot be read, or asks for more than a command holds.
    private static func optionsData(_ fci: [UInt8], _ values: [UInt32: [UInt8]]) -> [UInt8]? {
        let bytes = fci.span
        guard let information = try? ApplicationFCI(0..<fci.count, of: bytes) else { return nil }
        guard let range = information.processingOptions else { return [] }
        var list = DataObjectList(range)
        var data: [UInt8] = []
        do throws(TLVError) {
            while let entry = try list.next(in: bytes) {
                guard data.count + entry.length <= DataObjectList.longestData else { return nil }
                let value = TLVTag.isConstructed(entry.tag) ? [] : values[entry.tag] ?? []
                // A value nobody has is sent as zeros (EMV Book 3, 5.4, from public sources).
                let format: DataFormat = value.isEmpty ? .binary : TagDictionary.format(of: entry.tag)
                DataObjectList.append(value.span, format: format, length: entry.length, to: &data)
            }
        } catch {
            return nil
        }
        return data
    }

    /// Takes an answer of format 1 or 2; both must give profile and locator.
    private mutating func addOptions(_ data: Range<Int>) -> Bool {
        guard let isOptions = try? card.add(processingOptions: data), isOptions else { return false }
        return card.has(Tag.interchangeProfile) && card.has(Tag.fileLocator)
    }

    // MARK: Records

    /// Reads the records that the locator names. Nothing is read by a locator of which a part is wrong.
    package mutating func readRecords(over session: inout ContactSession) throws(CardChannelError) -> RecordReading {
        guard let range = card.value(of: Tag.fileLocator) else { return .locatorMissing }
        guard let locator = ApplicationFileLocator(range, of: card.bytes.span) else { return .locatorInvalid }
        staticDataFailed = false
        for place in 0..<locator.recordCount {
            guard let record = locator.record(at: place, of: card.bytes.span) else { break }
            let command = CommandAPDU.readRecord(record.number, sfi: record.sfi)
            guard case .answered(let status, let data) = try session.send(command, into: &card.bytes) else {
                return .exchangeBroken
            }
            guard status == .success else { return .recordRefused(status) }
            if let fault = add(record, data) { return fault }
        }
        for tag in Self.mandatory where !card.has(tag) { return .objectMissing(tag: tag) }
        return staticDataFailed ? .completeWithoutStaticData : .complete
    }

    /// Takes one record; what is wrong with it, or nil.
    private mutating func add(_ record: ApplicationFileLocator.Record, _ data: Range<Int>) -> RecordReading? {
        do throws(CardData.RecordFault) {
            if try !card.add(record: data, record) { staticDataFailed = true }
            return nil
        } catch {
            switch error {
            case .noTemplate: return .recordInvalid
            case .objects(.duplicate(let tag)): return .objectRedundant(tag: tag)
            case .objects: return .recordMalformed
            }
        }
    }
}
