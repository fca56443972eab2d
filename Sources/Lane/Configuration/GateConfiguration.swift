import Journal

/// What one gate process is: station, keys, journal and lanes, as its YAML file says.
///
/// - **Shape**: values alone; nothing is opened by it. ``read(_:context:)`` makes it of the file's bytes.
/// - **Limits**: ``mostBytes``, ``mostDepth``, `DeskThread.mostLanes` lanes.
/// - **Errors**: all that is wrong with a file at once, as ``ConfigurationFaults``.
package struct GateConfiguration: Hashable, Sendable {
    /// The largest file, in bytes.
    package static let mostBytes = 1 << 17
    /// The deepest nesting.
    package static let mostDepth = 64

    /// Which fares.
    package struct FareSource: Hashable, Sendable {
        package var edition: ConfigurationValue<String>?
        /// A network's folder.
        package var network: ConfigurationPath?
        package var tariff: ConfigurationPath?
    }

    /// The journal, and how safely it is kept.
    package struct Store: Hashable, Sendable {
        package var folder: ConfigurationPath
        package var durability = Durability.power
        package var windowMilliseconds = 3
        package var deviceKey: ConfigurationPath?
        /// Days that cards are known in whole old segments; 0: for ever, as far as the gate is concerned.
        package var retentionDays = 0
    }

    /// By what names cards and codes are known.
    package struct Tokens: Hashable, Sendable {
        /// Nil: one beside the journal, made where there is none.
        package var key: ConfigurationPath?
        package var previousKey: ConfigurationPath?
        package var number: UInt32 = 1
    }

    /// Whose cards and codes are genuine, and to whom data are sealed.
    package struct Keys: Hashable, Sendable {
        package var ca: ConfigurationPath?
        package var roots: ConfigurationPath?
        package var railway: ConfigurationPath?
        /// The acquirer's public key as hex.
        package var acquirer: ConfigurationValue<String>?
        /// Keys that everybody has are accepted too.
        package var acceptsTest = false
    }

    /// How payment cards and purses are taken.
    package struct Cards: Hashable, Sendable {
        package var amountFen = 1
        package var barSeconds = 60
        package var sm2 = true
        package var fastDDA00 = false
        package var purseFirst = false
    }

    /// Which codes are taken.
    package struct Codes: Hashable, Sendable {
        package var maxValiditySeconds: Int?
        /// A mask of 32 bits as hex.
        package var zones: String?
        package var station: Int?
        package var replayStore: ConfigurationPath?
        package var requiresTimeService = false
    }

    /// A store of signed bundles, whose deny list is taken over while the gate runs.
    package struct Bundles: Hashable, Sendable {
        package var folder: ConfigurationPath
        /// The pinned root set.
        package var roots: ConfigurationPath
    }

    /// A socket of the file system.
    package struct Socket: Hashable, Sendable {
        package var path: ConfigurationPath
    }

    /// How events are written.
    package struct Log: Hashable, Sendable {
        package enum Format: String, Hashable, Sendable, CaseIterable {
            case json
            case text
        }

        package enum Level: String, Hashable, Sendable, CaseIterable {
            case debug
            case info
            case warning
            case error
        }

        /// Nil: text on a terminal, else JSON.
        package var format: Format?
        package var level = Level.info
    }

    /// The language of words for people.
    package enum Words: String, Hashable, Sendable, CaseIterable {
        case zh
        case en
    }

    /// The same with the keys that a running process takes over alone; the others as `started` has them.
    package func withLiveKeys(of started: GateConfiguration) -> GateConfiguration {
        var live = self
        live.keys = started.keys
        live.keys.ca = keys.ca
        return live
    }

    package var station: ConfigurationValue<String>
    package var device: String
    package var fares: FareSource
    package var store: Store
    package var tokens: Tokens
    package var keys: Keys
    package var cards: Cards
    package var codes: Codes
    package var denyList: ConfigurationPath?
    package var revocations: ConfigurationPath?
    package var bundles: Bundles?
    /// Emergency releases of other stations.
    package var releases: ConfigurationPath?
    package var lanes: [LaneConfiguration]
    package var limits: GateLimits
    package var status: Socket?
    package var control: Socket?
    package var log: Log
    package var language: Words?
}
