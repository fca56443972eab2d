import ArgumentParser
import PCSC
import SmartCard

/// Readers as a person names them.
enum ReaderNames {
    /// The readers there are, one at least.
    static func all() throws -> [String] {
        do throws(ReaderError) { return try list() } catch {
            throw failure(Wording(of: error), CommandExit.unavailable)
        }
    }

    private static func list() throws(ReaderError) -> [String] {
        let service = try SmartCardService(name: "reader list")
        try service.open(milliseconds: ReaderLimits().openMilliseconds)
        let names = try service.readerNames(milliseconds: ReaderLimits().openMilliseconds)
        guard !names.isEmpty else { throw ReaderError(.noReaders) }
        return names
    }

    /// The reader of this name, or the only one with this in its name.
    static func find(_ wanted: String) throws -> String {
        switch choose(wanted, of: try all()) {
        case .success(let name): return name
        case .failure(let absent): throw failure(absent.words, CommandExit.unavailable)
        }
    }

    /// The same for a lane that waits for its reader.
    ///
    /// - **Errors**: `LaneRunner.Absent`, not said.
    static func present(_ wanted: String) throws -> String {
        do { return try choose(wanted, of: list()).get() } catch let error as ReaderError {
            throw LaneRunner.Absent(words: Wording(of: error))
        }
    }

    private static func choose(_ wanted: String, of names: [String]) -> Result<String, LaneRunner.Absent> {
        if names.contains(wanted) { return .success(wanted) }
        let found = names.filter { $0.lowercased().contains(wanted.lowercased()) }
        if found.count == 1 { return .success(found[0]) }
        let list = (found.isEmpty ? names : found).map { "\"\($0)\"" }.joined(separator: ", ")
        return .failure(
            LaneRunner.Absent(words: found.isEmpty ? .noReader(wanted, list) : .severalReaders(wanted, list)))
    }
}
