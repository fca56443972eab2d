import Bundles
import Fares
import Gate
import Journal
import Lane
import QRTickets
import SmartCard

/// What a configuration and the files that it names come to; nothing is opened or made by it.
struct GateMaterial {
    let configuration: GateConfiguration
    let book: FareBook
    let station: StationIndex
    /// Each lane's station, in the order of the lanes.
    let laneStations: [StationIndex]
    var cards: CardSetup
    /// Nil: no lane takes codes.
    let codes: CodeSetup?
    /// The revocation list and its keys, for those who watch it.
    let trust: CodeTrustOptions
    var store: GateStore
    /// The bundles that it was read with.
    let bundles: BundledParts

    /// The configuration in a file with all that it names.
    ///
    /// - **Parameters**: `date`, by which the edition is chosen where none is named; `installed`, what its store of
    ///   bundles has in force, nil: it is read; `started`, by what a process runs that can take over a part alone: what
    ///   it comes to for that process. What is wrong with the whole is wrong all the same.
    /// - **Errors**: all that is wrong, of the configuration and of the files.
    static func read(
        _ path: String, on date: ServiceDate, installed: InstalledBundles? = nil,
        started: GateConfiguration? = nil
    ) -> Result<GateMaterial, GateConfigurationFailure> {
        let faults = ConfigurationFaults()
        let content: [UInt8]
        // A FIFO that nobody writes to would be waited at for ever.
        guard !Machine.isOther(path) else {
            return .failure(GateConfigurationFailure(file: path, words: Wording.notFile.at(path)))
        }
        do { content = try readWholeFile(path, limit: GateConfiguration.mostBytes) } catch {
            return .failure(GateConfigurationFailure(file: path, words: Wording(of: error)))
        }
        let context = ConfigurationContext(folder: folder(of: path), variable: Machine.variable)
        guard let configuration = GateConfiguration.read(content, context: context, faults),
            let material = GateMaterialReader(
                configuration, faults, date, installed, isStart: started == nil
            ).read()
        else { return .failure(GateConfigurationFailure(file: path, faults: faults.sorted)) }
        guard let live = started.map({ configuration.withLiveKeys(of: $0) }), live.keys != configuration.keys else {
            return .success(material)
        }
        guard let part = GateMaterialReader(live, faults, date, installed, isStart: false).read() else {
            return .failure(GateConfigurationFailure(file: path, faults: faults.sorted))
        }
        return .success(part)
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/." : String(path[..<slash])
    }
}
