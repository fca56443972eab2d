/// The first place of a journal that is not as it was written.
package struct JournalDamage: Error, Hashable, Sendable {
    /// What is wrong there.
    package enum Fault: Hashable, Sendable {
        /// No record can be this long, or it goes beyond the end of the file.
        case length
        /// The checksum does not fit.
        case checksum
        /// Not the sequence that follows.
        case sequence(found: UInt64)
        /// Not the hash of the record before.
        case chain
        /// The authentication code does not fit.
        case mac
        /// No authentication code, or one by a key that was not given.
        case notAuthenticated
        /// A whole record whose contents cannot be read.
        case body(kind: UInt8, offset: Int)
        /// The header of a segment cannot be read, or does not fit the segment before.
        case segmentHeader
        /// A segment is not there.
        case segmentMissing
        /// The file `head` is missing or unreadable although there are records.
        case headMissing
        /// The file `head` is of another journal.
        case headOfAnother
        /// Records are missing that the head anchor names.
        case recordsMissing(anchored: UInt64)
        /// The record of the head anchor is another one.
        case anchorDiffers
    }

    /// The file.
    package let file: String
    /// The offset in it.
    package let offset: Int
    /// The sequence that was expected there.
    package let sequence: UInt64
    /// What is wrong.
    package let fault: Fault

    package init(file: String, offset: Int, sequence: UInt64, fault: Fault) {
        self.file = file
        self.offset = offset
        self.sequence = sequence
        self.fault = fault
    }
}

extension JournalDamage.Fault {
    /// The name in JSON.
    package var code: String {
        switch self {
        case .length: "length"
        case .checksum: "checksum"
        case .sequence: "sequence"
        case .chain: "chain"
        case .mac: "mac"
        case .notAuthenticated: "not-authenticated"
        case .body: "body"
        case .segmentHeader: "segment-header"
        case .segmentMissing: "segment-missing"
        case .headMissing: "head-missing"
        case .headOfAnother: "head-of-another"
        case .recordsMissing: "records-missing"
        case .anchorDiffers: "anchor-differs"
        }
    }

    fileprivate var words: String {
        switch self {
        case .length: "the length of the record makes no sense"
        case .checksum: "the checksum of the record is wrong"
        case .sequence(let found): "the record says it is number \(found)"
        case .chain: "the record does not follow the one before it"
        case .mac: "the authentication code is wrong"
        case .notAuthenticated: "there is no authentication code by a key that was given"
        case .body(let kind, let offset):
            "the body (\(RecordKind(rawValue: kind)?.code ?? "kind \(kind)")) cannot be read at its byte \(offset)"
        case .segmentHeader: "the header of the segment is wrong"
        case .segmentMissing: "the segment is missing"
        case .headMissing: "the head anchor is missing or cannot be read"
        case .headOfAnother: "the head anchor is that of another journal"
        case .recordsMissing(let anchored): "records up to \(anchored) were written, and are missing"
        case .anchorDiffers: "it is not the record that the head anchor names"
        }
    }
}

extension JournalDamage: CustomStringConvertible {
    package var description: String {
        "journal damaged at \(file), byte \(offset), record \(sequence): \(fault.words); "
            + "keep the folder as it is, and begin a new journal in another one"
    }
}
