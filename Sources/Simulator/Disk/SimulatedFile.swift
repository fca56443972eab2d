/// A file as a system with a page cache sees it: what reads show, what is on the disk, and what lies between.
struct SimulatedFile {
    /// The size of what a disk writes as a whole.
    static let sector = 512

    /// A change that is not synced.
    enum Change {
        case write(offset: Int, bytes: [UInt8])
        case truncate(size: Int)
    }

    /// What reads show.
    private(set) var visible: [UInt8] = []
    /// What a power cut leaves for certain.
    private(set) var durable: [UInt8] = []
    /// What a sync will bring to the disk.
    private(set) var unsynced: [Change] = []

    init() {}

    /// A file that is wholly on the disk.
    init(durable: [UInt8]) {
        self.durable = durable
        visible = durable
    }

    mutating func change(_ change: Change) {
        Self.apply(change, to: &visible)
        unsynced.append(change)
    }

    mutating func sync() {
        for change in unsynced { Self.apply(change, to: &durable) }
        unsynced = []
    }

    /// A failed sync: some of the changes are on the disk, none is tried again.
    mutating func loseUnsynced(using generator: inout some RandomNumberGenerator) {
        for change in unsynced where Bool.random(using: &generator) { Self.apply(change, to: &durable) }
        unsynced = []
    }

    mutating func flip(bit: Int, of byte: Int) {
        visible[byte] ^= 1 << UInt8(bit)
        durable = visible
    }

    /// The file after a power cut.
    func afterPowerCut(_ loss: PowerLoss, using generator: inout some RandomNumberGenerator) -> SimulatedFile {
        var bytes = durable
        switch loss {
        case .drop: break
        case .reorder:
            for piece in unsynced.flatMap(Self.sectors).shuffled(using: &generator) {
                switch Int.random(in: 0..<4, using: &generator) {
                case 0, 1: Self.apply(piece, to: &bytes)
                case 2: Self.apply(Self.garbled(piece, using: &generator), to: &bytes, onlyBeyondEnd: true)
                default: break
                }
            }
        case .tear:
            let kept = Int.random(in: 0...unsynced.count, using: &generator)
            for change in unsynced[..<kept] { Self.apply(change, to: &bytes) }
            if kept < unsynced.count, case .write(let offset, let written) = unsynced[kept] {
                let count = Int.random(in: 0...written.count, using: &generator)
                Self.apply(.write(offset: offset, bytes: Array(written[..<count])), to: &bytes)
            }
        }
        return SimulatedFile(durable: bytes)
    }

    private static func sectors(_ change: Change) -> [Change] {
        guard case .write(let offset, let bytes) = change else { return [change] }
        var pieces: [Change] = []
        var start = 0
        while start < bytes.count {
            let end = min(bytes.count, ((offset + start) / sector + 1) * sector - offset)
            pieces.append(.write(offset: offset + start, bytes: Array(bytes[start..<end])))
            start = end
        }
        return pieces
    }

    /// A piece that has length but not its bytes.
    private static func garbled(_ change: Change, using generator: inout some RandomNumberGenerator) -> Change {
        guard case .write(let offset, let bytes) = change else { return change }
        let isZero = Bool.random(using: &generator)
        return .write(
            offset: offset, bytes: bytes.map { _ in isZero ? 0 : UInt8.random(in: 0...255, using: &generator) })
    }

    private static func apply(_ change: Change, to bytes: inout [UInt8], onlyBeyondEnd: Bool = false) {
        switch change {
        case .truncate(let size):
            if bytes.count > size { bytes.removeLast(bytes.count - size) }
        case .write(let offset, let written):
            guard !onlyBeyondEnd || offset >= bytes.count else { return }
            if offset > bytes.count { bytes += [UInt8](repeating: 0, count: offset - bytes.count) }
            let inside = min(written.count, bytes.count - offset)
            if inside > 0 { bytes.replaceSubrange(offset..<offset + inside, with: written[..<inside]) }
            bytes += written[inside...]
        }
    }
}
