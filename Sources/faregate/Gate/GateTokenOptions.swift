import ArgumentParser
import EMV
import Foundation
import SmartCard

/// By what names a gate knows cards, codes and tickets, and which of them it does not let through.
struct GateTokenOptions: ParsableArguments {
    @Option(help: "A deny list: lines \"token HEX\" or \"par TEXT\", and one \"version NUMBER\".")
    var denyList: String?

    @Option(help: "The key of tokens as hex in a file (default: one made in the state folder).")
    var tokenKey: String?

    @Option(help: "The token key before this one: cards known under it are recognised.")
    var previousTokenKey: String?

    @Option(help: "The number of the token key, stored beside each token.")
    var tokenKeyNumber: UInt32 = 1

    /// The files that the options name.
    var files: [String] { [denyList, tokenKey, previousTokenKey].compactMap { $0 } }

    func readDenyList() throws -> CardDenyList {
        guard let path = denyList else { return CardDenyList() }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw failure(.cannotRead(Machine.errorText).at(path), CommandExit.badData)
        }
        do { return try CardDenyList(parsing: [UInt8](data)) } catch {
            throw failure(Wording(of: error).at(path), CommandExit.badData)
        }
    }
}
