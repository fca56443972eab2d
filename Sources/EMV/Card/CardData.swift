import CardCrypto
import SmartCard

/// What a card has said in one dialogue: nothing of it is verified.
///
/// - **Shape**: one buffer that all answers are appended to, and a list of primitive objects as offsets into it, found
///   by their tags through a hash table. Kept from tap to tap, it does not allocate once it has grown.
/// - **Limits**: ``mostObjects`` objects; the bytes are bounded by `CommandExchange.longestData`.
package struct CardData: Sendable {
    /// How many primitive objects one card may give.
    package static let mostObjects = 256

    /// All answer data of the dialogue, one after the other.
    package var bytes: [UInt8] = []
    private var objects: [Object] = []
    /// Places in ``objects`` plus 1 by the tag's hash, the next slot free tried next; 0 is free.
    private var slots = [UInt16](repeating: 0, count: Self.slotCount)
    /// The card number in `5A`; nil if it did not come or is none.
    package private(set) var applicationPAN: PrimaryAccountNumber?
    /// The card number in `57`; nil if it did not come or is none.
    package private(set) var track2PAN: PrimaryAccountNumber?
    /// Where the records lie that are signed with the card's certificate, in the order of the AFL.
    package private(set) var staticData: [Range<Int>] = []

    package init() {
        bytes.reserveCapacity(2048)
        objects.reserveCapacity(64)
        staticData.reserveCapacity(4)
    }

    /// Twice ``mostObjects``, so that there is always a free slot to end a search.
    private static let slotCount = 512

    private struct Object: Sendable {
        let tag: UInt32
        let slot: UInt16
        let value: Range<Int>
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

    /// Forgets everything and keeps the room, overwritten: card number and track 2 were in it.
    package mutating func removeAll() {
        bytes.wipe()
        forgetObjects()
    }

    /// Forgets the objects, not the bytes: an application is left for another.
    package mutating func forgetObjects() {
        for index in objects.indices { slots[Int(objects[index].slot)] = 0 }
        objects.removeAll(keepingCapacity: true)
        staticData.removeAll(keepingCapacity: true)
        optionsEnd = nil
        applicationPAN = nil
        track2PAN = nil
    }

    /// Where the value of an object lies.
    package func value(of tag: UInt32) -> Range<Int>? {
        let number = Int(slots[slot(of: tag)])
        return number == 0 ? nil : objects[number - 1].value
    }

    /// The slot that leads to an object, or the free one where it would be.
    private func slot(of tag: UInt32) -> Int {
        // Fibonacci hashing: real tags differ in few bits.
        var slot = Int(tag &* 0x9E37_79B1) >> 23
        let (slots, objects) = (slots.span, objects.span)
        while slots[slot] != 0, objects[Int(slots[slot]) - 1].tag != tag { slot = (slot + 1) % Self.slotCount }
        return slot
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

    /// The card number that the card gives in clear: `5A`, else the one in `57`.
    package var clearPAN: PrimaryAccountNumber? { has(Tag.applicationPAN) ? applicationPAN : track2PAN }

    /// The objects' tags in the order they came.
    package var allTags: [UInt32] { objects.map(\.tag) }

    /// Notes every primitive object in `range` and in the templates there.
    ///
    /// `5F34` may come twice, as it does on real cards (seen in a commercial kernel), with the same value.
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

    /// Notes the objects of an answer to GET PROCESSING OPTIONS in either format (EMV Book 3, 6.5.8 by public sources).
    ///
    /// - **Returns** false for an answer that is neither, has something behind it, or whose format 1 holds no profile
    ///   and whole locator.
    package mutating func add(
        processingOptions data: Range<Int>, filler: TLVReader.Filler = .zeroAndFF
    ) throws(Fault) -> Bool {
        let object: TLVObject?
        let next: TLVObject?
        do throws(TLVError) {
            var reader = TLVReader(data, filler: filler)
            object = try reader.next(in: bytes.span)
            next = try reader.next(in: bytes.span)
        } catch {
            throw .malformed(error)
        }
        guard let object, next == nil else { return false }
        switch object.tag {
        case Tag.responseFormat2: try add(objectsIn: object.value)
        case Tag.responseFormat1:
            guard object.value.count >= 6, object.value.count % 4 == 2 else { return false }
            let middle = object.value.lowerBound + 2
            try note(Tag.interchangeProfile, object.value.lowerBound..<middle)
            try note(Tag.fileLocator, middle..<object.value.upperBound)
        default: return false
        }
        optionsEnd = data.upperBound
        return true
    }

    /// How a record can spoil a card.
    package enum RecordFault: Error, Hashable, Sendable {
        /// A record of the files 1 to 10 that is not one whole template `70`.
        case noTemplate
        /// Its objects cannot be taken.
        case objects(Fault)
    }

    /// Notes the objects of a record, and whether it is signed with the card's certificate.
    ///
    /// Of the files 1 to 10 the value of the template is signed; files 11 to 30 hold what the issuer likes, but a
    /// signed record there must be a template, which is signed whole (emv.md 4.2, from EMV Book 3, 10.3 by public
    /// sources).
    ///
    /// - **Returns** false if authentication has failed with this record.
    package mutating func add(
        record data: Range<Int>, _ place: ApplicationFileLocator.Record
    ) throws(RecordFault) -> Bool {
        var reader = TLVReader(data)
        var template: TLVObject?
        if let object = try? reader.next(in: bytes.span), object.tag == Tag.recordTemplate,
            object.start == data.lowerBound, object.value.upperBound == data.upperBound
        {
            template = object
        }
        guard place.sfi <= 10 else {
            guard place.isSigned else { return true }
            if template != nil { staticData.append(data) }
            return template != nil
        }
        guard let template else { throw .noTemplate }
        do throws(Fault) { try add(objectsIn: template.value) } catch { throw .objects(error) }
        if place.isSigned { staticData.append(template.value) }
        return true
    }

    /// Takes signed data that did not come in a record: a vector's.
    package mutating func addStaticData(_ range: Range<Int>) { staticData.append(range) }

    /// Appends an object that comes from elsewhere than an answer: a vector, a log.
    package mutating func append(_ tag: UInt32, _ value: [UInt8]) throws(Fault) {
        let start = bytes.count
        bytes += value
        try note(tag, start..<bytes.count)
    }

    private mutating func note(_ tag: UInt32, _ value: Range<Int>) throws(Fault) {
        let slot = slot(of: tag)
        guard slots[slot] == 0 else {
            let first = objects[Int(slots[slot]) - 1].value
            if tag == Tag.panSequenceNumber, bytes[first] == bytes[value] { return }
            throw .duplicate(tag: tag)
        }
        guard objects.count < Self.mostObjects else { throw .tooManyObjects }
        objects.append(Object(tag: tag, slot: UInt16(slot), value: value))
        slots[slot] = UInt16(objects.count)
        if tag == Tag.applicationPAN {
            applicationPAN = PrimaryAccountNumber(compressed: bytes.span.extracting(value))
        } else if tag == Tag.track2Equivalent {
            track2PAN = PrimaryAccountNumber(track2: bytes.span.extracting(value))
        }
    }
}
