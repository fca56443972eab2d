import Glibc

/// Why a journal cannot be read or written.
package enum JournalError: Error, Hashable, Sendable {
    /// The disk failed; the writer is closed.
    case storage(StorageError)
    /// The disk is full; the writer is closed.
    case diskFull(StorageError)
    /// The folder holds no journal.
    case noJournal(path: String)
    /// Another process writes it.
    case inUse(path: String)
    /// It belongs to another device.
    case otherDevice(path: String, found: String, expected: String)
    /// A device id that cannot stand in a journal.
    case badDeviceID(String)
    /// Something is missing or changed that was on stable storage.
    case damaged(JournalDamage)
    /// Written by a newer version.
    case newerFormat(file: String, version: Int)
    /// A record that must be understood has a form of a newer version.
    case newerRecord(file: String, sequence: UInt64, kind: UInt8, form: UInt8)
    /// A field is longer than its limit.
    case tooLong(field: String, bytes: Int, limit: Int)
    /// A key file that cannot be used.
    case keyFile(path: String, reason: String)
    /// The journal has records under this number that another key has made.
    case otherKey(identifier: UInt16, sequence: UInt64)
    /// The journal is authenticated with a device key that was not given.
    case keyNeeded(identifier: UInt16)
    /// More records wait for the disk than the queue holds.
    case queueFull(limit: Int)
    /// The system gave no thread.
    case thread(code: Int32)
    /// An earlier failure has closed the writer.
    case poisoned(by: String)
    /// A record was not durable within its time; it may be later.
    case notDurableInTime(milliseconds: UInt64)
    /// The writer was closed.
    case closed
}

extension JournalError {
    /// A storage error by its kind.
    package init(_ error: StorageError) { self = error.isDiskFull ? .diskFull(error) : .storage(error) }
}

extension JournalError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .storage(let error): "\(error); the journal is closed: find the cause, then start again"
        case .diskFull(let error):
            "\(error); the journal is closed: make room on that file system, then start again"
        case .noJournal(let path): "\(path): there is no journal in this folder"
        case .inUse(let path): "\(path): another process is writing this journal; stop it, or take another folder"
        case .otherDevice(let path, let found, let expected):
            "\(path): the journal of device \(found), not of \(expected); take another folder"
        case .badDeviceID(let id):
            "\"\(id)\": not a device id: 1 to \(JournalFormat.longestDeviceID) bytes without spaces"
        case .damaged(let damage): "\(damage)"
        case .newerFormat(let file, let version):
            "\(file): format \(version) of a newer faregate; this one knows \(JournalFormat.version)"
        case .newerRecord(let file, let sequence, let kind, let form):
            "\(file): record \(sequence) (\(RecordKind(rawValue: kind)?.code ?? "kind \(kind)"), form \(form)) was "
                + "written by a newer faregate; nothing is damaged: run that version, or begin a journal in another folder"
        case .tooLong(let field, let bytes, let limit): "\(field) has \(bytes) bytes; at most \(limit) fit a record"
        case .keyFile(let path, let reason): "\(path): \(reason)"
        case .otherKey(let identifier, let sequence):
            "device key \(identifier) is not the one that record \(sequence) was made with; "
                + "take that key, or give the new one another number"
        case .keyNeeded(let identifier):
            "the records are authenticated with device key \(identifier), and its file was not given"
        case .queueFull(let limit): "the disk does not keep up: \(limit) records or bytes wait for it already"
        case .thread(let code): "no thread for the journal: \(unsafe String(cString: strerror(code)))"
        case .poisoned(let reason): "the journal is closed since an earlier failure: \(reason)"
        case .notDurableInTime(let milliseconds):
            "the disk has not confirmed a record within \(milliseconds) ms; is it failing, or busy with something else?"
        case .closed: "the journal is closed"
        }
    }
}
