import ArgumentParser
import Lane
import QRTickets
import SmartCard

/// What a rail gate hears: codes of a scanner, documents of a reader, or both as lines on stdin.
///
/// - **Shape**: on stdin each line begins with `ticket` or `document`; documents alone may do without.
final class RailInput {
    /// What came of waiting.
    enum Event {
        case nothing
        /// A code, or what was scanned instead of one.
        case ticket(FramerEvent)
        /// A document; nil: one that cannot be read.
        case document(RailDocument?)
        /// A line that is neither.
        case unknownLine
        /// Nothing will come any more.
        case end
    }

    /// How long one source is waited for while there is another.
    private static let turnMilliseconds = 25

    private let tickets: (any CodeSource)?
    private let documents: (any CodeSource)?
    private let lines: RailLines?
    private let marksDocuments: Bool
    private var isTurnOfDocuments = false
    private var ended = (tickets: false, documents: false)

    /// - **Parameters**: `documents`, a device, a FIFO, or `-` for stdin; nil: none are read.
    init(_ scanning: GateScannerOptions, documents path: String?) throws {
        let isOnStdin = path == "-"
        marksDocuments = isOnStdin && scanning.scanner == "-"
        lines = isOnStdin ? RailLines() : nil
        tickets = marksDocuments ? nil : try scanning.source()
        documents = try path.flatMap { $0 == "-" ? nil : try Self.reader($0, rate: scanning.baud) }
        ended = (tickets == nil, documents == nil && lines == nil)
    }

    private static func reader(_ path: String, rate: Int) throws -> SerialCodes {
        guard var settings = ScannerSettings(rate: rate) else { throw CommandExit.usage }
        settings.framing.encoding = .raw
        return try SerialCodes(path, settings)
    }

    /// What comes next, within about that time.
    func next(milliseconds: Int) throws -> Event {
        if ended.tickets, ended.documents { return .end }
        if !ended.tickets, ended.documents || !isTurnOfDocuments {
            isTurnOfDocuments = true
            return try nextTicket(ended.documents ? milliseconds : min(milliseconds, Self.turnMilliseconds))
        }
        isTurnOfDocuments = false
        return try nextDocument(ended.tickets ? milliseconds : min(milliseconds, Self.turnMilliseconds))
    }

    func close() {
        tickets?.close()
        documents?.close()
    }

    private func nextTicket(_ milliseconds: Int) throws -> Event {
        guard let event = try tickets?.next(milliseconds: milliseconds) else { return .end }
        switch event {
        case .nothing: return .nothing
        case .scanned(let scanned): return .ticket(scanned)
        case .end:
            ended.tickets = true
            return .nothing
        }
    }

    private func nextDocument(_ milliseconds: Int) throws -> Event {
        if let lines {
            switch lines.next(milliseconds: milliseconds) {
            case .nothing: return .nothing
            case .line(let line): return event(of: line)
            case .end:
                ended.documents = true
                return .nothing
            }
        }
        switch try documents?.next(milliseconds: milliseconds) {
        case .scanned(.code(let line)): return .document(RailDocumentLine.read(line.span))
        case .scanned: return .document(nil)
        case .end, nil:
            ended.documents = true
            return .nothing
        case .nothing: return .nothing
        }
    }

    /// A line of stdin.
    private func event(of line: WipedLine) -> Event {
        line.read { text in
            if Self.begins(text, with: "document ") {
                return .document(RailDocumentLine.read(text.extracting(droppingFirst: 9)))
            }
            guard marksDocuments else {
                return Self.begins(text, with: "ticket ") ? .unknownLine : .document(RailDocumentLine.read(text))
            }
            guard Self.begins(text, with: "ticket ") else { return .unknownLine }
            var codes = LineCodes()
            return .ticket((codes.receive(text.extracting(droppingFirst: 7)) + codes.finish()).first ?? .code([]))
        }
    }

    private static func begins(_ text: Span<UInt8>, with word: String) -> Bool {
        let word = Array(word.utf8)
        guard text.count >= word.count else { return false }
        for index in word.indices where text[index] != word[index] { return false }
        return true
    }
}
