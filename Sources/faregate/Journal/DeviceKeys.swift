import ArgumentParser
import Journal
import SmartCard

/// Device keys in a file that the command line names.
enum DeviceKeys {
    /// The keys; a file that cannot be read is bad data, one that must not be used as it is a matter of configuration.
    static func read(_ path: String) throws -> [DeviceKey] {
        if let reason = Machine.reasonNotToRead(path) {
            throw failure(.cannotRead(reason).at(path), CommandExit.badData)
        }
        do throws(JournalError) { return try DeviceKeyFile.read(path) } catch { throw journalFailure(error) }
    }
}
