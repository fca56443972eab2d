import ArgumentParser
import ElectronicPurse
import Lane
import PCSC
import SmartCard

/// Which key module (PSAM) authorises debits of purses.
struct KeyModuleOptions: ParsableArguments {
    @Option(
        help:
            "The reader with the operator's key module (PSAM); without it the emulator's purses are debited by test keys, and no others."
    )
    var psam: String?

    @Option(help: "With --psam: the application to select in the module, as hex (default: none).")
    var psamApplication: String?

    @Flag(help: "With --psam: the module wants the issuer too (INIT SAM FOR PURCHASE of 36 bytes).")
    var psamSendsIssuer = false

    init() {}

    /// The module of a lane of a configuration.
    init(_ module: LaneConfiguration.KeyModule) {
        psam = module.reader
        psamApplication = module.application
        psamSendsIssuer = module.sendsIssuer
    }

    func validate() throws {
        if psam == nil, psamApplication != nil { throw wrongUsage(.goesWith("--psam-application", "--psam")) }
        if psam == nil, psamSendsIssuer { throw wrongUsage(.goesWith("--psam-sends-issuer", "--psam")) }
        if let psamApplication {
            guard let name = Hex.bytes(psamApplication), (5...16).contains(name.count) else {
                throw wrongUsage(.takes("--psam-application", "10 to 32 hex digits", "10 至 32 位十六进制数字"))
            }
        }
    }

    /// The module in its slot; nil if none is named. `claim` takes its reader, and says who has it already.
    func connect(claim: (String) -> String? = { _ in nil }) throws -> (any PSAM)? {
        guard let psam else { return nil }
        let name = try ReaderNames.find(psam)
        if let owner = claim(name) { throw failure(.readerTaken(name, owner), CommandExit.configuration) }
        var configuration = CardPSAM.Configuration()
        configuration.application = psamApplication.flatMap { Hex.bytes($0) } ?? []
        configuration.sendsIssuer = psamSendsIssuer
        do throws(PSAMError) {
            return try ReaderPSAM(
                CardReader(name, limits: ReaderPSAM.limits), configuration, now: { GateClock.milliseconds })
        } catch {
            throw failure(.noKeyModule(name, error), CommandExit.unavailable)
        }
    }
}
