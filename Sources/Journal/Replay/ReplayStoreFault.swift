import GRDB
import QRTickets

/// What ends a piece of work inside the store; it leaves as ``ReplayStoreFailure``.
enum ReplayStoreFault: Error {
    case named(ReplayStoreFailure.Kind, String)

    /// Any error of the store by its kind.
    static func failure(_ error: any Error, _ operation: String) -> ReplayStoreFailure {
        switch error {
        case let failure as ReplayStoreFailure: return failure
        case ReplayStoreFault.named(let kind, let reason):
            return ReplayStoreFailure(kind, operation: operation, reason: reason)
        case let error as DatabaseError:
            return ReplayStoreFailure(
                kind(of: error), operation: operation, code: error.extendedResultCode.rawValue,
                reason: error.message ?? "SQLite fails")
        default: return ReplayStoreFailure(operation: operation, reason: "\(error)")
        }
    }

    private static func kind(of error: DatabaseError) -> ReplayStoreFailure.Kind {
        switch error.resultCode {
        case .SQLITE_FULL: .diskFull
        case .SQLITE_BUSY, .SQLITE_LOCKED: .busy
        case .SQLITE_CORRUPT: .corrupt
        case .SQLITE_NOTADB: .notADatabase
        case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_READONLY, .SQLITE_AUTH: .noPermission
        case .SQLITE_IOERR: .inputOutput
        default: .failed
        }
    }
}
