import ArgumentParser
import Bundles
import CardEmulator
import EMV
import Fares
import Gate
import Journal
import Lane
import QRTickets
import SmartCard

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Reads the files that a configuration names, and notes all that is wrong with them.
struct GateMaterialReader {
    private let configuration: GateConfiguration
    private let faults: ConfigurationFaults
    private let date: ServiceDate
    /// What the store of bundles has in force; nil: there is none.
    private let installed: InstalledBundles?
    /// Whether a gate begins by it: one that runs goes on with the fares that it has.
    private let isStart: Bool

    init(
        _ configuration: GateConfiguration, _ faults: ConfigurationFaults, _ date: ServiceDate,
        _ installed: InstalledBundles?, isStart: Bool
    ) {
        self.isStart = isStart
        self.configuration = configuration
        self.faults = faults
        self.date = date
        self.installed = installed ?? ConfiguredBundles(configuration, faults, date).installed
    }

    /// All of it; nil where something is wrong.
    func read() -> GateMaterial? {
        guard checkKinds() else { return nil }
        if isStart { checkFares() }
        let book = book()
        let station = book.flatMap(station)
        let laneStations: [StationIndex]? = book.map { self.laneStations($0, station) }
        let cards = cards()
        let trust = trust()
        let codes = codes(trust)
        let store = store(book)
        checkLanes()
        checkPlaces()
        checkDevices()
        guard faults.isEmpty, let book, let station, let laneStations, let cards, let trust, let store else {
            return nil
        }
        return GateMaterial(
            configuration: configuration, book: book, station: station, laneStations: laneStations, cards: cards,
            codes: codes, trust: trust, store: store, bundles: BundledParts(installed))
    }

    /// Whether all that is to be read are files: at a FIFO reading would wait.
    private func checkKinds() -> Bool {
        let keys = configuration.keys
        let files = [
            configuration.denyList, configuration.revocations, configuration.releases, configuration.fares.tariff,
            keys.ca, keys.roots, keys.railway, configuration.bundles?.roots,
        ].compactMap(\.self).filter { Machine.isOther($0.path) }
        for file in files { faults.add(.file(path: file.path, reason: Wording.notFile.english), at: file.place) }
        return files.isEmpty
    }

    private var takesCodes: Bool {
        configuration.lanes.contains { $0.ways.contains { $0.scanner != nil || $0.camera != nil } }
    }

    // MARK: Fares

    /// A gate that has lost its tariff or network would take wrong fares by those of its configuration.
    private func checkFares() {
        guard let installed, let place = configuration.bundles?.folder.place else { return }
        for type in [BundleType.tariff, .network] where installed[type] == nil {
            let losses = installed.losses(of: type)
            // That nothing is left goes without saying beside its reason.
            for loss in losses where loss != .missing(type) || losses.count == 1 { refuse(Wording(of: loss), place) }
        }
    }

    private func book() -> FareBook? {
        let source = configuration.fares
        let place = source.network?.place ?? source.tariff?.place ?? source.edition?.place
        return attempt(place ?? configuration.station.place) {
            let edition =
                try payload(.network).map { try BundleLoader.network(try BundledFiles(parsing: $0.bytes), $0.name) }
                ?? ConfiguredFares.edition(source, on: date)
            if let (bytes, name) = payload(.tariff) {
                return try FareBook(edition, tariff: try Tariff.read(file: name, bytes: bytes), tariffFile: name)
            }
            guard let tariff = source.tariff else { return try FareBook(edition) }
            return try FareBook(edition, tariff: try Tariff.read(path: tariff.path), tariffFile: tariff.path)
        }
    }

    private func station(_ book: FareBook) -> StationIndex? {
        attempt(configuration.station.place) { try book.edition.directory.station(configuration.station.value) }
    }

    /// Where each lane stands; one whose name is none is noted.
    private func laneStations(_ book: FareBook, _ station: StationIndex?) -> [StationIndex] {
        configuration.lanes.compactMap { lane in
            guard let own = lane.station else { return station }
            return attempt(own.place) { try book.edition.directory.station(own.value) }
        }
    }

    // MARK: Cards

    private func cards() -> CardSetup? {
        let settings = configuration.cards
        let acceptsTest = configuration.keys.acceptsTest
        let denyList = configuration.denyList.map { path in
            attempt(path.place) { try CardDenyList(parsing: try content(path)) }
        }
        let place = configuration.keys.ca?.place ?? configuration.station.place
        let keys: CAPublicKeyStore? = attempt(place) {
            var store =
                try payload(.caKeys).map { try CAKeyLists.read($0.bytes, $0.name, allowsTestKeys: acceptsTest) }
                ?? configuration.keys.ca.map { try CAKeyLists.read($0.path, allowsTestKeys: acceptsTest) }
                ?? CAKeyLists.builtIn(allowsTestKeys: false)
            if acceptsTest { try EmulatorKeys.add(to: &store) }
            return store
        }
        let acquirer = acquirerKey()
        let acceptList: AcceptList?? = attempt(configuration.bundles?.folder.place ?? place) {
            try payload(.acceptList).map { try AcceptList(parsing: $0.bytes) }
        }
        guard let keys, denyList == nil || denyList ?? nil != nil else { return nil }
        var setup = CardSetup(denyList: (denyList ?? nil) ?? CardDenyList(), keys: keys)
        // Without one a gate takes all that it knows.
        setup.acceptList = (acceptList ?? nil) ?? (installed?.isLost(.acceptList) == true ? .nothing : nil)
        setup.kernel.supportsSM2 = settings.sm2
        setup.kernel.allowsFastDDA00 = settings.fastDDA00
        setup.amountFen = UInt64(settings.amountFen)
        setup.prefersPurse = settings.purseFirst
        setup.acquirerKey = acquirer
        setup.barSeconds = UInt32(settings.barSeconds)
        setup.takesTestPurses = acceptsTest
        return setup
    }

    private func acquirerKey() -> [UInt8]? {
        guard let named = configuration.keys.acquirer else { return nil }
        var generator = SystemRandomNumberGenerator()
        guard let key = Hex.bytes(named.value), AuthorisationData.canSeal(to: key, using: &generator) else {
            refuse(.notAcquirerKey, named.place)
            return nil
        }
        return key
    }

    // MARK: Codes

    private func trust() -> CodeTrustOptions? {
        let keys = configuration.keys
        var arguments: [String] = keys.acceptsTest ? ["--test-roots"] : []
        for (option, path) in [
            ("--roots", keys.roots), ("--railway-keys", keys.railway), ("--revocations", configuration.revocations),
        ] {
            if let path { arguments += [option, path.path] }
        }
        return attempt(configuration.station.place) { try CodeTrustOptions.parse(arguments) }
    }

    private func codes(_ trust: CodeTrustOptions?) -> CodeSetup? {
        let keys = configuration.keys
        let roots: RootStore? = attempt(keys.roots?.place ?? configuration.station.place) {
            try ConfiguredRoots.store(keys, bundled: payload(.qrRoots)?.bytes)
        }
        let railway: UICKeyStore? = attempt(keys.railway?.place ?? configuration.station.place) {
            var store = UICKeyStore()
            if let path = keys.railway {
                store = try UICKeyStore(parsing: try content(path), allowsTestKeys: keys.acceptsTest)
            }
            if keys.acceptsTest { store.addTestKey() }
            return store
        }
        guard let roots, let railway else { return nil }
        let listPlace = configuration.bundles?.folder.place ?? configuration.revocations?.place
        let revocations: RevocationList?? = attempt(listPlace ?? configuration.station.place) {
            try (payload(.revocations)?.bytes ?? configuration.revocations.map(content)).map {
                try RevocationList(parsing: $0, keys: roots.revocationKeys(at: CodeMoment.ofKeysAtGate.seconds))
            }
        }
        guard takesCodes else { return nil }
        let settings = configuration.codes
        let zones = settings.zones.flatMap { UInt32($0, radix: 16) }
        let policy = CodeSetup.policy(
            railway: railway, zones: zones, station: settings.station.map { UInt32($0) }, isExit: false,
            longestValidity: settings.maxValiditySeconds)
        return CodeSetup(
            roots: roots, railwayKeys: railway, policy: policy, revocations: revocations ?? nil,
            storePath: settings.replayStore?.path ?? configuration.store.folder.path + "/" + CodeSetup.storeName,
            requiresTimeService: settings.requiresTimeService)
    }

    // MARK: What the gate keeps

    private func store(_ book: FareBook?) -> GateStore? {
        let (settings, tokens) = (configuration.store, configuration.tokens)
        var store = GateStore(
            folder: settings.folder.path, device: configuration.device, durability: settings.durability,
            windowMilliseconds: settings.windowMilliseconds,
            tokenKeyPath: tokens.key?.path ?? settings.folder.path + "/token.key")
        store.previousTokenKeyPath = tokens.previousKey?.path
        store.tokenKeyNumber = tokens.number
        // The key that the gate makes itself is asked about once it is there.
        let own = ConfigurationPath(path: store.tokenKeyPath, isCredential: false, place: settings.folder.place)
        let made = Machine.fileSize(own.path) == nil ? nil : own
        store.tokenKeyText = (tokens.key ?? made).flatMap(secret)
        store.previousTokenKeyText = tokens.previousKey.flatMap(secret)
        let texts = [(tokens.key ?? made, store.tokenKeyText), (tokens.previousKey, store.previousTokenKeyText)]
        for case (let path?, let text?) in texts {
            let key = Hex.bytes(String(decoding: text, as: UTF8.self))
            if key == nil { refuse(.tokenKeyNotHex, path.place) }
            if let key, key.count < CardTokenizer.shortestKey {
                refuse(.shortTokenKey(CardTokenizer.shortestKey), path.place)
            }
        }
        if let path = settings.deviceKey, let text = secret(path) {
            store.deviceKeys = attempt(path.place) { try DeviceKeyFile.keys(text[...], path: path.path) } ?? []
        }
        if let (bytes, name) = payload(.emergencies), let network = book?.edition.network {
            store.releases =
                attempt(configuration.bundles?.folder.place ?? settings.folder.place) {
                    try EmergencyReleaseFile.read(file: name, bytes: bytes, network: network)
                } ?? []
        } else if let path = configuration.releases, let network = book?.edition.network {
            store.releases =
                attempt(path.place) {
                    try EmergencyReleaseFile.read(file: path.path, bytes: try content(path), network: network)
                } ?? []
        }
        return store
    }

    private func secret(_ path: ConfigurationPath) -> [UInt8]? {
        switch ConfiguredKeyFile.content(path) {
        case .success(let bytes): return bytes
        case .failure(let fault):
            faults.add(fault.kind, at: fault.place)
            return nil
        }
    }

    // MARK: Lanes and places

    private func checkLanes() {
        for way in configuration.lanes.flatMap(\.ways) {
            if let deck = way.deck, DeckSource.images(deck.profile.value, cards: 1) == nil {
                refuse(.noCard(deck.profile.value), deck.profile.place)
            }
            if let riders = way.deck?.riders, let deck = way.deck, CardProfile(rawValue: deck.profile.value) == nil {
                refuse(.noCard(deck.profile.value), riders.place)
            }
            if let frames = way.camera?.frames, CameraFrames(argument: frames.value) == nil {
                faults.add(.expected(.frames, found: frames.value), at: frames.place)
            }
        }
    }

    /// One device under two names is one: both lanes would read it, and which of them opens would be chance.
    private func checkDevices() {
        var places: [String: ConfigurationPath] = [:]
        for path in configuration.ownFiles { places[Machine.identity(path.path)] = path }
        for lane in configuration.lanes {
            var paths: [ConfigurationPath?] = [lane.barrier.path]
            for way in lane.ways { paths += [way.scanner?.device, way.deck?.riders, way.camera?.source] }
            for path in paths.compactMap(\.self) {
                let identity = Machine.identity(path.path)
                if let other = places[identity], other != path {
                    faults.add(.taken(by: other.place.key), at: path.place)
                }
                places[identity] = path
            }
        }
    }

    /// What is made at the start needs a folder to be made in.
    private func checkPlaces() {
        for socket in [configuration.status, configuration.control].compactMap(\.self) {
            checkFolder(above: socket.path)
            if socket.path.path.utf8.count > SocketAddress.longestPath {
                faults.add(
                    .expected(.text(longest: SocketAddress.longestPath), found: socket.path.path),
                    at: socket.path.place)
            }
        }
        if let bundles = configuration.bundles {
            checkFolder(above: bundles.folder)
            if let reason = Machine.reasonNotToRead(bundles.roots.path) {
                faults.add(.file(path: bundles.roots.path, reason: reason), at: bundles.roots.place)
            }
        }
        let made = [configuration.store.folder] + configuration.lanes.compactMap(\.barrier.path)
        for path in made { checkFolder(above: path) }
        let folders = [configuration.store.folder, configuration.bundles?.folder].compactMap(\.self)
        for folder in folders { checkMakeable(folder) }
        if let store = configuration.codes.replayStore, Machine.isOther(store.path) {
            faults.add(.file(path: store.path, reason: Wording.notFile.english), at: store.place)
        }
    }

    /// A folder that is there, or can be made.
    private func checkMakeable(_ folder: ConfigurationPath) {
        if let mode = Machine.mode(folder.path) {
            if mode & S_IFMT != S_IFDIR {
                faults.add(.file(path: folder.path, reason: Wording.notFolder.english), at: folder.place)
            } else if let reason = Machine.reasonNotToWrite(folder.path) {
                faults.add(.file(path: folder.path, reason: reason), at: folder.place)
            }
            return
        }
        let above = WholeFile.folder(of: folder.path.hasSuffix("/") ? String(folder.path.dropLast()) : folder.path)
        // One that is not there is noted already.
        if Machine.mode(above) != nil, let reason = Machine.reasonNotToWrite(above) {
            faults.add(.file(path: above, reason: reason), at: folder.place)
        }
    }

    private func checkFolder(above path: ConfigurationPath) {
        var folder = path.path
        while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
        guard let slash = folder.lastIndex(of: "/"), slash > folder.startIndex else { return }
        let above = String(folder[..<slash])
        if let reason = Machine.reasonNotToRead(above) {
            faults.add(.file(path: above, reason: reason), at: path.place)
        }
    }

    // MARK: Pieces

    /// A bundle's payload and its name; nil where none is in force, and the file that is named counts.
    private func payload(_ type: BundleType) -> (bytes: [UInt8], name: String)? {
        guard let bundle = installed?[type] else { return nil }
        return (bundle.payload, BundleLoader.name(type, bundle.manifest.version))
    }

    private func content(_ path: ConfigurationPath) throws -> [UInt8] {
        try readWholeFile(path.path, limit: VectorFiles.mostBytes)
    }

    private func attempt<Value>(_ place: ConfigurationPlace, _ work: () throws -> Value) -> Value? {
        do { return try work() } catch {
            refuse(Wording(of: error), place)
            return nil
        }
    }

    private func refuse(_ words: Wording, _ place: ConfigurationPlace) {
        faults.add(.wrong(english: words.english, chinese: words.chinese), at: place)
    }
}
