import SmartCard

/// What a card has said in one dialogue: nothing of it is verified.
///
/// - **Shape**: one buffer that all answers are appended to, and a list of primitive objects as offsets into it. Kept
///   from tap to tap, it does not allocate once it has grown.
/// - **Limits**: ``mostObjects`` objects; the bytes are bounded by `CommandExchange.longestData`.
package struct CardData: Sendable {
    /// How many primitive objects one card may give.
    package static let mostObjects = 256

    /// All answer data of the dialogue, one after the other.
    package var bytes: [UInt8] = []
    private var objects: [Entry] = []
    /// Where the records lie that are signed with the card's certificate, in the order of the AFL.
    package private(set) var staticData: [Range<Int>] = []

    /// One object: 32 bits are enough for places in 8 KiB.
    private struct Entry: Sendable {
        let tag: UInt32
        let start: UInt32
        let end: UInt32

        var value: Range<Int> { Int(start)..<Int(end) }
    }

    package init() {
        bytes.reserveCapacity(2048)
        objects.reserveCapacity(64)
        staticData.reserveCapacity(4)
    }

    /// Why an answer cannot be used.
    package enum Fault: Error, Hashable, Sendable {
        /// Not BER-TLV.
        case malformed(TLVError)
        /// The same primitive object twice in one transaction.
        case duplicate(tag: UInt32)
        /// More objects than ``mostObjects``.
        case tooManyObjects
    }

    /// Forgets everything and keeps the room.
    package mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        forgetObjects()
    }

    /// Forgets the objects, not the bytes: an application is left for another.
    package mutating func forgetObjects() {
        objects.removeAll(keepingCapacity: true)
        staticData.removeAll(keepingCapacity: true)
        optionsEnd = nil
    }

    /// Where the value of an object lies.
    package func value(of tag: UInt32) -> Range<Int>? {
        for object in objects where object.tag == tag { return object.value }
        return nil
    }

    /// The value of an object, copied.
    package func copy(of tag: UInt32) -> [UInt8]? { value(of: tag).map { Array(bytes[$0]) } }

    /// Whether the card has given an object.
    package func has(_ tag: UInt32) -> Bool { value(of: tag) != nil }

    /// Whether an object came with GET PROCESSING OPTIONS (`gpo`) or in a record (`record`); nil if it did not come.
    package func place(of tag: UInt32) -> String? {
        guard let value = value(of: tag), let options = optionsEnd else { return nil }
        return value.upperBound <= options ? "gpo" : "record"
    }

    /// Where the answer to GET PROCESSING OPTIONS ends.
    package var optionsEnd: Int?

    /// The card number that the card gives in clear, if it gives one.
    package var clearPAN: PrimaryAccountNumber? { CardAuthenticator.clearPAN(self) }

    /// The objects' tags in the order they came.
    package var allTags: [UInt32] { objects.map(\.tag) }

    /// Notes every primitive object in `range` and in the templates there.
    ///
    /// `5F34` may come twice, as it does on real cards (seen in a commercial kernel); the first counts.
    package mutating func add(
        objectsIn range: Range<Int>, filler: TLVReader.Filler = .zero, level: Int = 0
    ) throws(Fault) {
        guard level < TLVReader.deepestLevel else { throw .malformed(.tooDeep(at: range.lowerBound)) }
        var reader = TLVReader(range, filler: filler)
        while true {
            let object: TLVObject?
            do { object = try reader.next(in: bytes.span) } catch { throw .malformed(error) }
            guard let object else { return }
            if object.isConstructed {
                try add(objectsIn: object.value, level: level + 1)
            } else {
                try note(object.tag, object.value)
            }
        }
    }

    /// Notes that `range` is signed with the card's certificate.
    package mutating func addStaticData(_ range: Range<Int>) { staticData.append(range) }

    /// Appends an object that comes from elsewhere than an answer: a vector, a log.
    package mutating func append(_ tag: UInt32, _ value: [UInt8]) throws(Fault) {
        let start = bytes.count
        bytes += value
        try note(tag, start..<bytes.count)
    }

    private mutating func note(_ tag: UInt32, _ value: Range<Int>) throws(Fault) {
        for object in objects where object.tag == tag {
            if tag == Tag.panSequenceNumber { return }
            throw .duplicate(tag: tag)
        }
        guard objects.count < Self.mostObjects else { throw .tooManyObjects }
        objects.append(
            Entry(
                tag: tag, start: UInt32(truncatingIfNeeded: value.lowerBound),
                end: UInt32(truncatingIfNeeded: value.upperBound)))
    }
}
