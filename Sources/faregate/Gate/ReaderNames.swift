import ArgumentParser
import PCSC

/// Readers as a person names them.
enum ReaderNames {
    /// The readers there are, one at least.
    static func all() throws -> [String] {
        do throws(ReaderError) {
            let service = try SmartCardService(name: "reader list")
            try service.open(milliseconds: ReaderLimits().openMilliseconds)
            let names = try service.readerNames(milliseconds: ReaderLimits().openMilliseconds)
            guard !names.isEmpty else { throw ReaderError(.noReaders) }
            return names
        } catch {
            throw failure("\(error)", CommandExit.unavailable)
        }
    }

    /// The reader of this name, or the only one with this in its name.
    static func find(_ wanted: String) throws -> String {
        let names = try all()
        if names.contains(wanted) { return wanted }
        let found = names.filter { $0.lowercased().contains(wanted.lowercased()) }
        if found.count == 1 { return found[0] }
        let list = (found.isEmpty ? names : found).map { "\"\($0)\"" }.joined(separator: ", ")
        throw failure(
            found.isEmpty ? "no reader \"\(wanted)\"; there are: \(list)" : "\"\(wanted)\" may be: \(list)",
            CommandExit.unavailable)
    }

    /// What a reader's event says to a person.
    static func words(_ event: ReaderEvent) -> String {
        switch event {
        case .serviceLost(let error): "\(error)"
        case .serviceBack: "the smart card service answers"
        case .readerAdded(let name): "reader \(name) is there"
        case .readerGone(let name): "reader \(name) has gone; the lane goes on when it is back"
        case .cardArrived(let name, _): "\(name): a card"
        case .cardRemoved(let name): "\(name): the card has left"
        case .cardMute(let name): "\(name): something that does not answer"
        }
    }
}
