/// What is known of all readers; turns lists and states as PC/SC gives them into events. No I/O, no clock.
struct ReaderTable {
    /// Bits of `dwEventState` (`pcsclite.h`).
    private static let present: UInt = 0x0020
    private static let mute: UInt = 0x0200
    /// The answer that something has changed: not a part of what is known.
    private static let changed: UInt = 0x0002

    private enum Card: Hashable {
        case none
        case present
        case mute
    }

    private struct Entry {
        var watched: WatchedReader
        var card = Card.none
    }

    private var entries: [Entry] = []

    /// What to ask for changes of: the states are handed back whole, their counter included.
    var watched: [WatchedReader] { entries.map(\.watched) }

    /// Takes the list of readers.
    mutating func take(names: [String]) -> [ReaderEvent] {
        var events: [ReaderEvent] = []
        for entry in entries where !names.contains(entry.watched.name) { events += Self.goodbye(entry) }
        entries.removeAll { !names.contains($0.watched.name) }
        for name in names where !entries.contains(where: { $0.watched.name == name }) {
            entries.append(Entry(watched: WatchedReader(name: name, state: 0)))
            events.append(.readerAdded(name))
        }
        return events
    }

    /// Takes the states of readers, by name.
    mutating func take(states: [WatchedReader]) -> [ReaderEvent] {
        var events: [ReaderEvent] = []
        for state in states {
            guard let index = entries.firstIndex(where: { $0.watched.name == state.name }) else { continue }
            events += take(state, &entries[index])
        }
        return events
    }

    /// Forgets all readers: the service has gone, and they may be others when it comes back.
    mutating func forget() -> [ReaderEvent] {
        defer { entries = [] }
        return entries.flatMap(Self.goodbye)
    }

    private func take(_ state: WatchedReader, _ entry: inout Entry) -> [ReaderEvent] {
        let card: Card =
            state.state & Self.present == 0 ? .none : state.state & Self.mute == 0 ? .present : .mute
        // The counter has grown by one with each card that came or went: by two, and another one may lie there.
        let isOther =
            card == entry.card && card != .none
            && (state.state >> 16 &- entry.watched.state >> 16) & 0xFFFF >= 2 && entry.watched.state != 0
        defer {
            entry.watched = state
            entry.watched.state &= ~Self.changed
            entry.card = card
        }
        guard card != entry.card || isOther else { return [] }
        var events: [ReaderEvent] = []
        if entry.card != .none { events.append(.cardRemoved(reader: state.name)) }
        switch card {
        case .none: break
        case .present: events.append(.cardArrived(reader: state.name, answerToReset: state.answerToReset))
        case .mute: events.append(.cardMute(reader: state.name))
        }
        return events
    }

    private static func goodbye(_ entry: Entry) -> [ReaderEvent] {
        let gone = ReaderEvent.readerGone(entry.watched.name)
        return entry.card == .none ? [gone] : [.cardRemoved(reader: entry.watched.name), gone]
    }
}
