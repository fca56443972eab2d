import ArgumentParser
import Journal

/// A journal's folder as the commands read it.
enum JournalFolder {
    /// Reads all records; what is wrong with the journal stands in the scan, what keeps from reading ends the command.
    static func read(
        _ path: String, keys: [DeviceKey] = [], authenticatedFrom: UInt64 = 1,
        visit: (RecordHeader, Span<UInt8>) throws(BodyFault) -> Void = { _, _ throws(BodyFault) in }
    ) throws -> JournalScan {
        let storage: FileStorage
        do throws(StorageError) { storage = try FileStorage(path, creates: false) } catch {
            throw journalFailure(opening: error)
        }
        do throws(JournalError) {
            let scan = try JournalReader.read(
                storage, keys: keys, authenticatedFrom: authenticatedFrom, visit: visit)
            if scan.identity == nil, scan.damage == nil { throw .noJournal(path: path) }
            return scan
        } catch {
            throw journalFailure(error)
        }
    }
}
