import ArgumentParser
import CardEmulator
import Foundation
import SmartCard

/// `faregate card psam`: an emulated key module in a slot of the virtual PC/SC reader.
struct CardPSAMCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "psam",
        abstract: "Lay an emulated key module (PSAM, test keys) in a slot of the virtual PC/SC reader.",
        discussion: """
            It authorises debits of the emulator's purses and stays until SIGTERM or Ctrl-C. The number of the next \
            purchase is kept in the state file: a module that counts from the beginning again repeats session keys.

            Examples:
              faregate card psam --vpcd localhost:35964 --state module
              faregate gate --reader "Virtual PCD 00 00" --psam "Virtual PCD 00 01" --station 罗湖 --direction entry --journal day
            """)

    @Option(help: "Where the slot of the virtual reader listens.")
    var vpcd = "localhost:35964"

    @Option(help: "The number of the next purchase: a file that is made if it is not there.")
    var state: String

    @Option(help: "The terminal's number, 12 hex digits.")
    var terminal = "300000000001"

    @OptionGroup var words: LanguageOptions

    func validate() throws {
        guard VirtualReaderAddress(vpcd) != nil else { throw wrongUsage(.takesAddress) }
        guard Hex.bytes(terminal)?.count == 6 else {
            throw wrongUsage(.takes("--terminal", "12 hex digits", "12 位十六进制数字"))
        }
    }

    func run() throws {
        guard let address = VirtualReaderAddress(vpcd), let number = Hex.bytes(terminal) else {
            throw CommandExit.usage
        }
        let path = state
        let first = try nextSequence()
        // A place that cannot be written to is said before the module is used.
        try CardFiles.write("\(first)\n", to: path)
        let module = VirtualReaderModule(VirtualKeyModule(terminal: number, nextSequence: first)) { next in
            do {
                try CardFiles.write("\(next)\n", to: path)
                return true
            } catch {
                Terminal.say("faregate: \(path): \(Machine.errorText)")
                return false
            }
        }
        try VirtualReaderRun.run(module, named: "psam", at: address)
    }

    private func nextSequence() throws -> UInt32 {
        guard FileManager.default.fileExists(atPath: state) else { return 1 }
        guard let data = FileManager.default.contents(atPath: state) else {
            throw failure(.cannotRead(Machine.errorText).at(state), CommandExit.badData)
        }
        let text = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        guard let number = UInt32(text), number > 0, number < .max else {
            throw failure(.notPurchaseNumber.at(state), CommandExit.badData)
        }
        return number
    }
}
