import SmartCard

/// An application that the gate accepts.
package struct AcceptedApplication: Hashable, Sendable {
    /// The application identifier, 5 to 16 bytes.
    package var identifier: [UInt8]
    /// Whether a longer name on the card that begins with it is accepted too.
    package var allowsPartialMatch: Bool
    /// The kernel that serves it, by its number in EMVCo Book B; 7 is UnionPay.
    package var kernel: UInt8

    package init(identifier: [UInt8], allowsPartialMatch: Bool = true, kernel: UInt8 = 7) {
        precondition((5...16).contains(identifier.count))
        self.identifier = identifier
        self.allowsPartialMatch = allowsPartialMatch
        self.kernel = kernel
    }

    /// UnionPay debit, credit, quasi-credit and electronic cash (emv.md 3.1: openemv/emv-utils, proxmark3, nfsee).
    package static let unionPay: [AcceptedApplication] = [0x01, 0x02, 0x03, 0x06].map { last in
        AcceptedApplication(identifier: [0xA0, 0x00, 0x00, 0x03, 0x33, 0x01, 0x01, last])
    }
}

/// The applications of one card that the gate accepts, in the order to try them.
///
/// - **Shape**: filled from the directory (PPSE); best priority first, then the order of the directory.
/// - **Limits**: ``mostEntries`` directory entries are looked at.
/// - **Source**: EMVCo Book B 3.3 from public sources (the page was not read); emv.md 8.7.
package struct ApplicationSelection: Sendable {
    /// How many directory entries are looked at.
    package static let mostEntries = 64

    /// One application to try.
    package struct Candidate: Hashable, Sendable {
        /// The name on the card, in the card's data.
        package let name: Range<Int>
        /// 1 is tried first, 15 last; 0 (or none) after all.
        package let priority: UInt8
    }

    private let accepted: [AcceptedApplication]
    private var candidates: [Candidate] = []
    private var next = 0
    /// How many directory entries named an application at all.
    package private(set) var entryCount = 0

    package init(_ accepted: [AcceptedApplication]) {
        self.accepted = accepted
        candidates.reserveCapacity(8)
    }

    /// Forgets the last card.
    package mutating func removeAll() {
        candidates.removeAll(keepingCapacity: true)
        next = 0
        entryCount = 0
    }

    /// The next application to try; nil when there is none left.
    package mutating func takeNext() -> Candidate? {
        guard next < candidates.count else { return nil }
        next += 1
        return candidates[next - 1]
    }

    /// Reads a directory: `6F {84, A5 {BF0C {61 {4F, 87, 9F2A}...}}}`. What does not parse names nothing.
    package mutating func readDirectory(_ range: Range<Int>, of bytes: Span<UInt8>) {
        removeAll()
        do throws(TLVError) {
            var outer = TLVReader(range)
            guard let template = try outer.next(in: bytes), template.tag == Tag.fciTemplate else { return }
            var middle = TLVReader(template.value)
            while let object = try middle.next(in: bytes) {
                guard object.tag == Tag.fciProprietary else { continue }
                var inner = TLVReader(object.value)
                while let part = try inner.next(in: bytes) {
                    if part.tag == 0xBF0C { try readEntries(part.value, bytes) }
                }
            }
        } catch {
            removeAll()
        }
    }

    private mutating func readEntries(_ range: Range<Int>, _ bytes: Span<UInt8>) throws(TLVError) {
        var reader = TLVReader(range)
        var seen = 0
        while let entry = try reader.next(in: bytes), seen < Self.mostEntries {
            guard entry.tag == 0x61 else { continue }
            seen += 1
            var name: Range<Int>?
            var priority: UInt8 = 0
            var kernel: Range<Int>?
            var fields = TLVReader(entry.value)
            while let field = try fields.next(in: bytes) {
                switch field.tag {
                case 0x4F: name = field.value
                case 0x87: priority = field.value.count == 1 ? bytes[field.value.lowerBound] & 15 : 0
                case 0x9F2A: kernel = field.value
                default: break
                }
            }
            guard let name, (5...16).contains(name.count) else { continue }
            entryCount += 1
            guard accepts(name, kernel, bytes) else { continue }
            insert(Candidate(name: name, priority: priority))
        }
    }

    /// Whether an accepted application fits the name, and the kernel the card asks for is that of the application.
    private func accepts(_ name: Range<Int>, _ kernel: Range<Int>?, _ bytes: Span<UInt8>) -> Bool {
        for application in accepted where Self.fits(application, name, bytes) {
            // Kernel identifier: absent, empty or 00 means the default by the RID (emv.md 8.7).
            guard let kernel, !kernel.isEmpty, bytes[kernel.lowerBound] != 0 else { return true }
            if kernel.count == 1, bytes[kernel.lowerBound] & 0x3F == application.kernel,
                bytes[kernel.lowerBound] & 0x80 == 0
            {
                return true
            }
        }
        return false
    }

    private static func fits(_ application: AcceptedApplication, _ name: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
        let wanted = application.identifier
        guard application.allowsPartialMatch ? name.count >= wanted.count : name.count == wanted.count else {
            return false
        }
        for index in 0..<wanted.count where bytes[name.lowerBound + index] != wanted[index] { return false }
        return true
    }

    /// Keeps the order: priority 1 first, none last, the directory's order among equals.
    private mutating func insert(_ candidate: Candidate) {
        func rank(_ priority: UInt8) -> UInt8 { priority == 0 ? 16 : priority }
        var place = candidates.count
        while place > 0, rank(candidates[place - 1].priority) > rank(candidate.priority) { place -= 1 }
        candidates.insert(candidate, at: place)
    }
}
