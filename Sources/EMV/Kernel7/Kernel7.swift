import SmartCard

/// Kernel 7, UnionPay QuickPass, for a gate that decides offline.
///
/// - **Shape**: a state machine without I/O. ``activate(_:card:transaction:)`` begins after SELECT; each whole answer
///   goes to ``receive(_:data:card:)``; ``appendCommand(to:card:)`` writes the command of a `transmit` step.
/// - **Limits**: `ApplicationFileLocator.mostRecords` records, `CommandExchange.longestData` bytes.
/// - **Errors**: none; whatever the card does ends in a ``KernelResult``.
/// - **Source**: emv.md 3 to 5, from public terminal and card sources; EMVCo Book C-7 was not available. Rules that
///   rest on memory are in ``UnverifiedRules``.
package struct Kernel7: Sendable {
    /// What to do next.
    package enum Step: Hashable, Sendable {
        /// Send the command that ``Kernel7/appendCommand(to:card:)`` writes.
        case transmit
        /// Everything is read: authenticate and decide with ``Kernel7/decide(card:authenticator:rid:denies:)``.
        case decide
        /// Over, without a look at the signature.
        indirect case finished(KernelResult)
    }

    /// Where the kernel stands.
    package enum State: Hashable, Sendable {
        case idle
        /// GET PROCESSING OPTIONS is out.
        case options
        /// A READ RECORD is out: its place in the reading order.
        case record(place: Int)
        /// All is read.
        case read
    }

    /// What SELECT has given.
    package struct Selection: Hashable, Sendable {
        /// The whole FCI in the card's data.
        package var fci: Range<Int>
        /// The name that was selected.
        package var name: [UInt8]

        package init(fci: Range<Int>, name: [UInt8]) {
            self.fci = fci
            self.name = name
        }
    }

    /// How the terminal uses the kernel.
    package let configuration: KernelConfiguration
    package private(set) var state = State.idle
    var transaction: TransactionData?
    var locator: ApplicationFileLocator?
    var cryptogram = CryptogramType.aac
    /// A signed record was no template: authentication has failed, reading goes on.
    var staticDataFailed = false
    private var optionsList: Range<Int> = 0..<0
    /// How many bytes the list asks for.
    private var optionsLength = 0
    private var pending = ApplicationFileLocator.Record(sfi: 0, number: 0, isSigned: false)

    package init(_ configuration: KernelConfiguration) {
        self.configuration = configuration
    }

    /// Begins with the application that SELECT has opened.
    package mutating func activate(
        _ selection: Selection, card: inout CardData, transaction: TransactionData
    ) -> Step {
        card.forgetObjects()
        self.transaction = transaction
        locator = nil
        staticDataFailed = false
        state = .idle
        guard let information = readFCI(selection, card) else {
            return .finished(KernelResult(.selectNext, .applicationDataInvalid))
        }
        guard let list = information.options, asksForQualifiers(list, card) else {
            return .finished(KernelResult(.selectNext, .optionsListMissing))
        }
        optionsList = list
        state = .options
        return .transmit
    }

    /// Whether the record that is out is the last one: torn off here, the card may count itself as paid.
    package var isReadingLastRecord: Bool {
        guard case .record(let place) = state, let locator else { return false }
        return place == locator.recordCount - 1
    }

    /// Takes a whole answer: its status word, and where its data lie in the card's bytes.
    package mutating func receive(_ status: StatusWord, data: Range<Int>, card: inout CardData) -> Step {
        switch state {
        case .options: return options(status, data, &card)
        case .record(let place): return record(status, data, place, &card)
        case .idle, .read: return .finished(KernelResult(.endApplication, .answerMalformed))
        }
    }

    /// Writes the command of the last `transmit` step.
    ///
    /// - **Returns** whether it carries data and wants an answer (case 4).
    package mutating func appendCommand(to command: inout [UInt8], card: CardData) -> Bool {
        if case .record = state {
            // ISO/IEC 7816-4, 11.4.3: READ RECORD.
            let record = pending
            command.append(addingCapacity: 5) { output in
                output.append(0x00)
                output.append(0xB2)
                output.append(record.number)
                output.append(record.sfi << 3 | 4)
                output.append(0x00)
            }
            return false
        }
        appendOptionsCommand(to: &command, card)
        return true
    }

    // MARK: FCI and GET PROCESSING OPTIONS

    private struct ControlInformation {
        var options: Range<Int>?
    }

    /// Reads `6F {84, A5 {.., 9F38, BF0C {DF61}}}`; nil if it is not of that form or names another application.
    private mutating func readFCI(_ selection: Selection, _ card: CardData) -> ControlInformation? {
        let bytes = card.bytes.span
        var information = ControlInformation()
        var hasName = false
        var hasProprietary = false
        do throws(TLVError) {
            var outer = TLVReader(selection.fci)
            guard let template = try outer.next(in: bytes), template.tag == Tag.fciTemplate,
                template.value.upperBound == selection.fci.upperBound
            else { return nil }
            var inner = TLVReader(template.value)
            while let object = try inner.next(in: bytes) {
                if object.tag == Tag.dedicatedFileName {
                    guard !hasName, Self.same(object.value, selection.name, bytes) else { return nil }
                    hasName = true
                } else if object.tag == Tag.fciProprietary {
                    guard !hasProprietary else { return nil }
                    hasProprietary = true
                    try readProprietary(object.value, bytes, into: &information)
                }
            }
        } catch {
            return nil
        }
        return hasName && hasProprietary ? information : nil
    }

    private mutating func readProprietary(
        _ range: Range<Int>, _ bytes: Span<UInt8>, into information: inout ControlInformation
    ) throws(TLVError) {
        var reader = TLVReader(range)
        while let object = try reader.next(in: bytes) {
            if object.tag == Tag.processingOptionsList {
                information.options = object.value
            } else if object.tag == 0xBF0C {
                // Nothing in it matters here, but it must be readable.
                var discretionary = TLVReader(object.value)
                while try discretionary.next(in: bytes) != nil {}
            }
        }
    }

    /// Whether the card's name is the one selected, or a longer one that begins with it.
    private static func same(_ range: Range<Int>, _ name: [UInt8], _ bytes: Span<UInt8>) -> Bool {
        guard range.count >= name.count else { return false }
        for index in 0..<name.count where bytes[range.lowerBound + index] != name[index] { return false }
        return true
    }

    /// The list must ask for `9F66`, and fit into one command (emv.md 8.3).
    private mutating func asksForQualifiers(_ range: Range<Int>, _ card: CardData) -> Bool {
        var list = DataObjectList(range)
        var total = 0
        var found = false
        do throws(TLVError) {
            while let entry = try list.next(in: card.bytes.span) {
                total += entry.length
                if entry.tag == Tag.terminalQualifiers { found = true }
            }
        } catch {
            return false
        }
        guard found, total <= DataObjectList.longestData else { return false }
        optionsLength = total
        return true
    }

    private func appendOptionsCommand(to command: inout [UInt8], _ card: CardData) {
        guard let transaction else { return }
        let (list, length, sm2) = (optionsList, optionsLength, configuration.supportsSM2)
        command.append(addingCapacity: length + 9) { output in
            // EMV Book 3, 6.5.8 (from public sources): GET PROCESSING OPTIONS, data in template 83.
            output.append(0x80)
            output.append(0xA8)
            output.append(0x00)
            output.append(0x00)
            output.append(UInt8(length + (length > 0x7F ? 3 : 2)))
            output.append(0x83)
            if length > 0x7F { output.append(0x81) }
            output.append(UInt8(length))
            var entries = DataObjectList(list)
            while let entry = try? entries.next(in: card.bytes.span) {
                // An unknown or constructed tag is answered with zeros (EMV Book 3, 5.4, from public sources).
                let known = TLVTag.isConstructed(entry.tag) ? nil : transaction.value(of: entry.tag, sm2: sm2)
                Self.append(known ?? (0, 0), tag: entry.tag, length: entry.length, to: &output)
            }
            output.append(0x00)
        }
    }

    /// A value of the terminal at the length the card wants: numeric ones keep their right end, others their left.
    private static func append(
        _ value: (bytes: UInt64, count: Int), tag: UInt32, length: Int, to output: inout OutputSpan<UInt8>
    ) {
        let isNumeric = length != value.count && TagDictionary.format(of: tag) == .numeric
        let missing = isNumeric ? length - value.count : 0
        // Left-justified, so that what follows the value is 0 by itself.
        var rest = value.bytes << UInt64(64 - 8 * value.count)
        if missing < 0 { rest <<= UInt64(-8 * missing) }
        for index in 0..<length {
            if index < missing {
                output.append(0)
            } else {
                output.append(UInt8(truncatingIfNeeded: rest >> 56))
                rest <<= 8
            }
        }
    }

    // MARK: Records

    mutating func readRecord(at place: Int, card: CardData) -> Step {
        guard let record = locator?.record(at: place, of: card.bytes.span) else {
            state = .read
            return .decide
        }
        pending = record
        state = .record(place: place)
        return .transmit
    }

    private mutating func record(
        _ status: StatusWord, _ data: Range<Int>, _ place: Int, _ card: inout CardData
    ) -> Step {
        guard status == .success else { return .finished(KernelResult(.endApplication, .recordMissing)) }
        do throws(CardData.RecordFault) {
            if try !card.add(record: data, pending) { staticDataFailed = true }
        } catch {
            switch error {
            case .noTemplate: return .finished(KernelResult(.endApplication, .recordInvalid))
            case .objects(let fault): return .finished(Self.result(of: fault))
            }
        }
        return readRecord(at: place + 1, card: card)
    }

    static func result(of fault: CardData.Fault) -> KernelResult {
        switch fault {
        case .duplicate: KernelResult(.endApplication, .duplicateObject)
        case .malformed, .tooManyObjects: KernelResult(.endApplication, .answerMalformed)
        }
    }
}
