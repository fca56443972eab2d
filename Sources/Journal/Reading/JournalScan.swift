/// What reading a journal from its first record to its last has found.
package struct JournalScan: Sendable {
    /// Whose journal; nil: none in this folder, or one whose making was interrupted.
    package internal(set) var identity: JournalIdentity?
    /// The last sound record; 0: none.
    package internal(set) var lastSequence: UInt64 = 0
    /// The hash of it.
    package internal(set) var chain: ChainHash?
    /// The key of its authentication code; 0: it has none.
    package internal(set) var lastKeyIdentifier: UInt16 = 0
    /// The last record under each key.
    var lastCoded: [CodedRecord] = []
    /// Segments that retention has rewritten.
    package internal(set) var redactedSegments = 0
    /// Segments.
    package internal(set) var segments = 0
    /// Bytes of all segments, up to the last sound record.
    package internal(set) var bytes = 0
    /// Records whose authentication code was checked.
    package internal(set) var authenticated: UInt64 = 0
    /// Records with a code whose key was not given.
    package internal(set) var unchecked: UInt64 = 0
    /// From this record on all are authenticated by the keys given; nil: the last one is not, or there were no keys.
    package internal(set) var authenticatedFrom: UInt64?
    /// The first record that had to be authenticated by the keys given and is not; reading goes on behind it.
    package internal(set) var notAuthenticated: JournalDamage?
    /// The head anchor in force.
    package internal(set) var anchor: HeadAnchor?
    /// Slots of the head that have been written and cannot be read: torn by a power cut, or damaged.
    package internal(set) var unreadableSlots = 0
    /// Bytes after the last sound record that were never acknowledged, as far as can be known.
    package internal(set) var tornTailBytes = 0
    /// The first place that is not as it was written; the numbers above tell of what stands before it.
    package internal(set) var damage: JournalDamage?

    /// Where the next record goes; nil if no segment can be continued.
    var end: Position?
    /// The end of the anchor's record; at sequence 0 that of the first header.
    var anchorEnd: Position?
    /// The last segment, if its header was torn.
    var tornSegment: UInt32?

    /// A place between two records.
    struct Position: Hashable, Sendable {
        var segment: UInt32
        var offset: Int
    }

    /// Whether the journal is as it was written, a torn tail aside; with keys also by whom.
    package var isSound: Bool { damage == nil && notAuthenticated == nil }
}
