import SmartCard

/// Finds and selects the application of a contact card: by its directory, else by the terminal's own list.
///
/// - **Shape**: the candidates in the order of their priority; each step sends its commands over a session.
/// - **Limits**: ``mostDirectoryRecords`` records of the directory, ``mostCandidates`` candidates.
/// - **Errors**: `CardChannelError` of the channel; what the card does is a ``ContactOutcome``.
/// - **Source**: EMV Book 1, 12.2 to 12.4 from public sources (the pages were not read); compared with the outcomes of
///   the tests of openemv/emv-utils.
package struct ContactSelection: Sendable {
    /// How many records of a directory are read.
    package static let mostDirectoryRecords = 32
    /// How many candidates are kept, and how many names one entry of the terminal's list may give.
    package static let mostCandidates = 64
    /// "1PAY.SYS.DDF01"
    package static let directoryName: [UInt8] = Array("1PAY.SYS.DDF01".utf8)

    /// An application that the terminal has.
    package struct Supported: Hashable, Sendable {
        package let name: ApplicationIdentifier
        /// Whether a card's longer name that begins with this one is meant as well.
        package let allowsLongerNames: Bool

        package init(_ name: ApplicationIdentifier, allowsLongerNames: Bool) {
            self.name = name
            self.allowsLongerNames = allowsLongerNames
        }

        func covers(_ other: ApplicationIdentifier) -> Bool {
            allowsLongerNames ? other.hasPrefix(name) : other == name
        }
    }

    /// An application that card and terminal have in common.
    package struct Candidate: Hashable, Sendable {
        package let name: ApplicationIdentifier
        /// 1 is the highest, 0 none.
        package let priority: UInt8
        /// Whether the cardholder must agree before it is used.
        package let needsConfirmation: Bool

        package init(name: ApplicationIdentifier, priority: UInt8 = 0, needsConfirmation: Bool = false) {
            self.name = name
            self.priority = priority
            self.needsConfirmation = needsConfirmation
        }

        init(name: ApplicationIdentifier, indicator: UInt8) {
            // EMV Book 1, 12.2.3, table 13 (page not read): b8 confirmation, b4-b1 priority.
            self.init(name: name, priority: indicator & 0x0F, needsConfirmation: indicator & 0x80 != 0)
        }
    }

    private let supported: [Supported]
    /// What can still be selected, first choice first.
    package private(set) var candidates: [Candidate]
    /// The answer to the last SELECT that was accepted.
    package private(set) var selectedFCI: [UInt8] = []
    private var buffer: [UInt8] = []

    /// A terminal with these applications; `candidates` where the list is made already.
    package init(supported: [Supported], candidates: [Candidate] = []) {
        self.supported = supported
        self.candidates = candidates
    }

    /// Whether the cardholder has to choose or to agree.
    package var needsCardholder: Bool { candidates.count > 1 || candidates.first?.needsConfirmation == true }

    // MARK: The list of candidates

    /// Makes the list of candidates.
    package mutating func findCandidates(over session: inout ContactSession) throws(CardChannelError) -> ContactOutcome
    {
        candidates.removeAll(keepingCapacity: true)
        var outcome = try readDirectory(over: &session)
        if outcome == .accepted, candidates.isEmpty { outcome = try trySupported(over: &session) }
        guard outcome == .accepted else {
            candidates.removeAll(keepingCapacity: true)
            return outcome
        }
        return candidates.isEmpty ? .notAccepted : .accepted
    }

    /// EMV Book 1, 12.3.2 (page not read): the directory, if the card has a usable one.
    private mutating func readDirectory(over session: inout ContactSession) throws(CardChannelError) -> ContactOutcome {
        buffer.removeAll(keepingCapacity: true)
        let reply = try session.send(.select(Self.directoryName), into: &buffer)
        guard case .answered(let status, let data) = reply else { return .cardError }
        if status == .functionNotSupported { return .cardBlocked }
        guard status == .success, let file = directoryFile(data) else { return .accepted }
        for number in 1...UInt8(Self.mostDirectoryRecords) {
            buffer.removeAll(keepingCapacity: true)
            let reply = try session.send(.readRecord(number, sfi: file), into: &buffer)
            guard case .answered(let status, let record) = reply else { return .cardError }
            if status == .recordNotFound { break }
            // A record that cannot be read, or says nothing, is passed over.
            if status == .success { addEntries(of: record) }
        }
        return .accepted
    }

    /// The short file identifier (`88`) of the directory's records, 1 to 10.
    private func directoryFile(_ answer: Range<Int>) -> UInt8? {
        let bytes = buffer.span
        guard let information = try? ApplicationFCI(answer, of: bytes), let proprietary = information.proprietary else {
            return nil
        }
        var reader = TLVReader(proprietary)
        guard let file = try? reader.next(0x88, in: bytes), file.value.count == 1 else { return nil }
        let identifier = bytes[file.value.lowerBound]
        return (1...10).contains(identifier) ? identifier : nil
    }

    /// EMV Book 1, 12.2.3 (page not read): a template `70` with one or more application templates `61`.
    private mutating func addEntries(of record: Range<Int>) {
        var outer = TLVReader(record, filler: .zeroAndFF)
        guard let template = try? outer.next(in: buffer.span), template.tag == Tag.recordTemplate else { return }
        var reader = TLVReader(template.value)
        while let entry = try? reader.next(in: buffer.span) {
            guard entry.tag == 0x61, let candidate = candidate(in: entry.value, nameTag: 0x4F),
                supported.contains(where: { $0.covers(candidate.name) })
            else { continue }
            insert(candidate)
        }
    }

    /// The name and the priority (`87`) that lie next to each other in a range; nil without a name.
    private func candidate(in range: Range<Int>, nameTag: UInt32) -> Candidate? {
        let bytes = buffer.span
        var name: ApplicationIdentifier?
        var indicator: UInt8 = 0
        var reader = TLVReader(range)
        while let object = try? reader.next(in: bytes) {
            if object.tag == nameTag, name == nil { name = ApplicationIdentifier(object.value, of: bytes) }
            if object.tag == 0x87, object.value.count == 1 { indicator = bytes[object.value.lowerBound] }
        }
        return name.map { Candidate(name: $0, indicator: indicator) }
    }

    /// Priority 1 first, 0 last; equal ones as they came.
    private mutating func insert(_ candidate: Candidate) {
        guard candidates.count < Self.mostCandidates else { return }
        func rank(_ candidate: Candidate) -> UInt8 { candidate.priority == 0 ? 16 : candidate.priority }
        let place = candidates.firstIndex { rank(candidate) < rank($0) } ?? candidates.count
        candidates.insert(candidate, at: place)
    }

    /// EMV Book 1, 12.3.3 (page not read): SELECT of each name that the terminal knows.
    private mutating func trySupported(over session: inout ContactSession) throws(CardChannelError) -> ContactOutcome {
        for application in supported {
            var command = CommandAPDU.select(application.name.bytes)
            for occurrence in 0..<Self.mostCandidates {
                // Step 7: the next application whose name begins so.
                if occurrence > 0 { command.p2 = 0x02 }
                buffer.removeAll(keepingCapacity: true)
                let reply = try session.send(command, into: &buffer)
                guard case .answered(let status, let data) = reply else { return .cardError }
                if occurrence == 0, status == .functionNotSupported { return .cardBlocked }
                guard status == .success || status == .fileBlocked, let found = candidate(ofAnswer: data) else { break }
                let isWhole = found.name.count == application.name.count
                guard isWhole || application.allowsLongerNames else { break }
                if status == .success { insert(found) }
                if isWhole { break }
            }
        }
        return .accepted
    }

    private func candidate(ofAnswer data: Range<Int>) -> Candidate? {
        guard let information = try? ApplicationFCI(data, of: buffer.span), let range = information.name,
            let name = ApplicationIdentifier(range, of: buffer.span)
        else { return nil }
        var indicator: UInt8 = 0
        if let proprietary = information.proprietary {
            var reader = TLVReader(proprietary)
            if let priority = try? reader.next(0x87, in: buffer.span), priority.value.count == 1 {
                indicator = buffer[priority.value.lowerBound]
            }
        }
        return Candidate(name: name, indicator: indicator)
    }

    // MARK: Selection

    /// Selects a candidate; it leaves the list whatever comes of it.
    package mutating func select(
        at index: Int, over session: inout ContactSession
    ) throws(CardChannelError) -> ContactOutcome {
        precondition(candidates.indices.contains(index), "no such candidate")
        let chosen = candidates.remove(at: index)
        selectedFCI.removeAll(keepingCapacity: true)
        buffer.removeAll(keepingCapacity: true)
        let reply = try session.send(.select(chosen.name.bytes), into: &buffer)
        guard case .answered(let status, let data) = reply else { return .cardError }
        if status == .functionNotSupported { return .cardBlocked }
        // EMV Book 1, 12.4 (page not read): the DF name must be the one asked for.
        guard status == .success, let found = candidate(ofAnswer: data), found.name == chosen.name else {
            return candidates.isEmpty ? .notAccepted : .tryAgain
        }
        selectedFCI += buffer[data]
        return .accepted
    }
}
