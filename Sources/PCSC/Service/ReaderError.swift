/// Why a reader, or the service behind all readers, failed: PC/SC's own code, its name, and what to do.
///
/// - **Source**: the codes' meanings are those seen with pcscd 1.9.9 (toolchain.md 1.5) and those of its header
///   `pcsclite.h`; PC/SC part 5 itself was not read.
package struct ReaderError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What it means for us.
    package enum Kind: String, CaseIterable, Sendable {
        /// The daemon does not run, or its socket cannot be reached.
        case noService
        /// The daemon has gone while we were connected to it.
        case serviceLost
        /// No answer by our own deadline; the call was left behind.
        case timedOut
        /// So many calls hang that no further one is begun.
        case tooManyHanging
        /// No reader of this name.
        case readerUnknown
        /// No reader at all.
        case noReaders
        /// The reader is there and does not work.
        case readerUnavailable
        /// No card on the reader.
        case noCard
        /// The card has left, or the link to it broke.
        case cardRemoved
        /// The card does not answer its reset.
        case cardMute
        /// Someone has reset the card, or taken its power.
        case cardReset
        /// Another program holds the card.
        case inUse
        /// The daemon does not let this user in.
        case noPermission
        /// Anything else.
        case other
    }

    /// What it means for us.
    package let kind: Kind
    /// The code as `pcsclite.h` has it; 0 where the failure is our own finding.
    package let code: UInt32

    /// A failure that PC/SC reports.
    package init(code: Int) {
        self.code = UInt32(truncatingIfNeeded: code)
        kind = Self.known[self.code]?.kind ?? .other
    }

    /// A failure that we find ourselves.
    package init(_ kind: Kind) {
        self.kind = kind
        code = 0
    }

    /// The code's name, or the kind's where there is no code.
    package var name: String { code == 0 ? kind.rawValue : Self.known[code]?.name ?? "unknown code" }

    /// What is wrong, in one sentence.
    package var meaning: String {
        switch kind {
        case .noService: "the smart card service (pcscd) does not run, or cannot be reached"
        case .serviceLost: "the smart card service (pcscd) has gone"
        case .timedOut: "the smart card service or its reader does not answer"
        case .tooManyHanging: "the smart card service hangs, and so do all calls that were sent to it"
        case .readerUnknown: "there is no reader of this name"
        case .noReaders: "there is no reader"
        case .readerUnavailable: "the reader does not work"
        case .noCard: "there is no card on the reader"
        case .cardRemoved: "the card has left the reader"
        case .cardMute: "the card does not answer"
        case .cardReset: "another program has reset the card"
        case .inUse: "another program uses the card"
        case .noPermission: "this user may not use the smart card service"
        case .other: "the smart card service reports a failure"
        }
    }

    /// What a person can do about it.
    package var advice: String {
        switch kind {
        case .noService: "start it: systemctl start pcscd.socket, or as root: pcscd --foreground"
        case .serviceLost: "it is tried again by itself; see journalctl -u pcscd"
        case .timedOut, .tooManyHanging: "restart it: systemctl restart pcscd; if it hangs again, unplug the reader"
        case .readerUnknown: "see the names with: faregate card readers"
        case .noReaders: "plug a reader in; a contactless CCID reader needs the package libccid"
        case .readerUnavailable: "unplug the reader and plug it in again"
        case .noCard: "lay a card on the reader, or wait for one with --wait"
        case .cardRemoved: "hold the card still and try again"
        case .cardMute: "present one card only, and not a metal one"
        case .cardReset: "try again"
        case .inUse: "end the other program (gpg's scdaemon, a browser, an eID client) and try again"
        case .noPermission: "add a polkit rule for org.debian.pcsc-lite.access_pcsc, or run as root"
        case .other: "see journalctl -u pcscd"
        }
    }

    package var description: String {
        code == 0 ? "\(meaning); \(advice)" : "\(meaning) (\(name), \(Self.hex(code))); \(advice)"
    }

    /// Whether the context that reported it is of no use any more.
    package var endsService: Bool {
        switch kind {
        case .noService, .serviceLost, .timedOut, .tooManyHanging: true
        default: false
        }
    }

    private static func hex(_ code: UInt32) -> String { "0x" + String(code, radix: 16, uppercase: true) }

    private static let known: [UInt32: (name: String, kind: Kind)] = [
        0x8010_0001: ("SCARD_F_INTERNAL_ERROR", .serviceLost), 0x8010_0002: ("SCARD_E_CANCELLED", .other),
        // After a restart the daemon does not know the contexts and handles of its predecessor.
        0x8010_0003: ("SCARD_E_INVALID_HANDLE", .serviceLost), 0x8010_0004: ("SCARD_E_INVALID_PARAMETER", .other),
        0x8010_0006: ("SCARD_E_NO_MEMORY", .serviceLost), 0x8010_0008: ("SCARD_E_INSUFFICIENT_BUFFER", .other),
        0x8010_0009: ("SCARD_E_UNKNOWN_READER", .readerUnknown), 0x8010_000A: ("SCARD_E_TIMEOUT", .timedOut),
        0x8010_000B: ("SCARD_E_SHARING_VIOLATION", .inUse), 0x8010_000C: ("SCARD_E_NO_SMARTCARD", .noCard),
        0x8010_000F: ("SCARD_E_PROTO_MISMATCH", .cardMute), 0x8010_0010: ("SCARD_E_NOT_READY", .readerUnavailable),
        0x8010_0011: ("SCARD_E_INVALID_VALUE", .other), 0x8010_0013: ("SCARD_F_COMM_ERROR", .serviceLost),
        0x8010_0014: ("SCARD_F_UNKNOWN_ERROR", .other),
        // Seen when the card leaves in the middle of a command.
        0x8010_0016: ("SCARD_E_NOT_TRANSACTED", .cardRemoved),
        0x8010_0017: ("SCARD_E_READER_UNAVAILABLE", .readerUnavailable),
        0x8010_001D: ("SCARD_E_NO_SERVICE", .noService), 0x8010_001E: ("SCARD_E_SERVICE_STOPPED", .serviceLost),
        0x8010_0027: ("SCARD_E_NO_ACCESS", .noPermission), 0x8010_002E: ("SCARD_E_NO_READERS_AVAILABLE", .noReaders),
        0x8010_002F: ("SCARD_E_COMM_DATA_LOST", .cardRemoved), 0x8010_0031: ("SCARD_E_SERVER_TOO_BUSY", .noService),
        0x8010_0065: ("SCARD_W_UNSUPPORTED_CARD", .cardMute), 0x8010_0066: ("SCARD_W_UNRESPONSIVE_CARD", .cardMute),
        0x8010_0067: ("SCARD_W_UNPOWERED_CARD", .cardReset), 0x8010_0068: ("SCARD_W_RESET_CARD", .cardReset),
        0x8010_0069: ("SCARD_W_REMOVED_CARD", .cardRemoved),
        0x8010_006A: ("SCARD_W_SECURITY_VIOLATION", .noPermission),
    ]
}
