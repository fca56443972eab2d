import Fares
import Lane

/// The edition that a configuration names, where no bundle brings one.
enum ConfiguredFares {
    /// - **Parameters**: `date`, by which a shipped edition is chosen where none is named.
    /// - **Errors**: of the folder's files, and of a name that is none.
    static func edition(_ source: GateConfiguration.FareSource, on date: ServiceDate) throws -> Edition {
        if let network = source.network { return try Edition.read(directory: network.path) }
        if let name = source.edition {
            guard let found = try Edition.shipped(name.value) else {
                throw VectorFiles.Fault(path: name.value, what: .noEdition(name.value, Edition.shippedIDs))
            }
            return found
        }
        guard let found = try Edition.shipped(on: date) else {
            throw VectorFiles.Fault(path: "edition", what: .noEditionCovers("\(date)", Edition.shippedIDs))
        }
        return found
    }
}
