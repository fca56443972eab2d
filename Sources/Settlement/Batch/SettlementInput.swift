import Fares
import Journal

/// The journals of one settlement, checked against each other.
package struct SettlementInput: Sendable {
    /// A journal that takes part.
    package struct Source: Sendable {
        /// Its folder.
        package let path: String
        /// What it brings.
        package let extract: JournalExtract
        /// Device and epoch, as earlier batches name it.
        package var name: String {
            extract.identity.map { "\($0.device)-\($0.epoch)" } ?? ""
        }
    }

    /// The journals that take part, by device and epoch.
    package private(set) var sources: [Source] = []
    /// The journals that do not, in the order they were given.
    package private(set) var refusals: [JournalRefusal] = []

    /// The emergency releases of stations whose journals are not here, from a file.
    package var releases: [SettledRelease] = []

    private let wantedKeys: [UInt32]
    private var tokenKeys: [UInt32: (value: UInt64, path: String)] = [:]

    /// `wantedKeys`: the numbers of token keys that are good here; empty: all.
    package init(wantedKeys: [UInt32] = []) { self.wantedKeys = wantedKeys }

    /// Takes a journal, or says why not.
    package mutating func add(_ path: String, _ read: () throws(JournalRefusal) -> JournalExtract) {
        do throws(JournalRefusal) {
            try add(Source(path: path, extract: try read()))
        } catch {
            refusals.append(error)
        }
    }

    /// The most days far back that are looked at; of more the youngest.
    package static let mostLateDays = 366

    /// The days far back of which the journals have recorded something lately, in order.
    package var lateDays: [ServiceDate] {
        Set(sources.flatMap { $0.extract.lateTaps.map(\.serviceDate) }).sorted().suffix(Self.mostLateDays)
    }

    /// Refuses journals that are older than what a batch of any day has seen of them.
    package mutating func refuseOlderCopies(than seen: SeenJournals) {
        sources.removeAll { source in
            let last = source.extract.readSequence
            guard let record = seen.records[source.name], last < record.sequence else { return false }
            refusals.append(
                JournalRefusal(path: source.path, reason: .olderCopy(lastSequence: last, seen: record.sequence)))
            return true
        }
    }

    /// Refuses journals with taps of the day that were decided by other fares.
    package mutating func refuseOtherFares(than fares: FareVersion) {
        sources.removeAll { source in
            let others = source.extract.fares.filter { $0.key != fares }
                .sorted { ($0.key.edition, $0.key.hash) < ($1.key.edition, $1.key.hash) }
            guard let (found, taps) = others.first else { return false }
            refusals.append(
                JournalRefusal(path: source.path, reason: .otherFares(found: found, taps: taps, wanted: fares)))
            return true
        }
    }

    private mutating func add(_ source: Source) throws(JournalRefusal) {
        if let same = sources.first(where: { $0.name == source.name }) {
            throw JournalRefusal(path: source.path, reason: .givenTwice(path: same.path))
        }
        let used = source.extract.usedTokenKeys.sorted()
        if !wantedKeys.isEmpty, let other = used.first(where: { !wantedKeys.contains($0) }) {
            throw JournalRefusal(path: source.path, reason: .tokenKeyNumber(found: other, wanted: wantedKeys))
        }
        for number in source.extract.tokenKeys.keys.sorted() {
            guard let value = source.extract.tokenKeys[number], let known = tokenKeys[number] else { continue }
            guard known.value == value else {
                throw JournalRefusal(
                    path: source.path, reason: .otherTokenKey(number: number, path: known.path))
            }
        }
        for (number, value) in source.extract.tokenKeys where tokenKeys[number] == nil {
            tokenKeys[number] = (value, source.path)
        }
        sources.append(source)
        sources.sort { $0.name < $1.name }
    }
}
