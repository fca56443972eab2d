import ArgumentParser
import PCSC
import SmartCard

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
            throw failure(Wording(of: error), CommandExit.unavailable)
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
            found.isEmpty ? .noReader(wanted, list) : .severalReaders(wanted, list), CommandExit.unavailable)
    }
}
