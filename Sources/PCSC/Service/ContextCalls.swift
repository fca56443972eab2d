import CPCSC
import Glibc
import SmartCard

/// The calls of one PC/SC context and of at most one card in it. It lives on one ``ReaderThread``.
final class ContextCalls {
    /// A card that was connected to.
    struct Card: Sendable {
        var answerToReset: [UInt8]
        /// `SCARD_PROTOCOL_T0` or `T1`.
        var transport: UInt
    }

    /// The longest answer: extended data and a status word (ISO/IEC 7816-4, 5.3.2).
    private static let longestAnswer = 65_536 + 2
    /// Room for the names of all readers that pcscd can have.
    private static let longestList = 16 * 128 + 1

    private var context: SCARDCONTEXT?
    private var card: (handle: SCARDHANDLE, transport: UInt)?
    private var buffer = [UInt8](repeating: 0, count: ContextCalls.longestAnswer)

    // MARK: The service

    /// Connects to the daemon.
    func establish() throws(ReaderError) {
        var made = SCARDCONTEXT()
        try Self.check(unsafe SCardEstablishContext(faregate_scope_system(), nil, nil, &made))
        context = made
    }

    /// Lets go of the card and of the daemon. What is wrong with them does not matter any more.
    func release() {
        if let card { SCardDisconnect(card.handle, DWORD(Disposition.leave.rawValue)) }
        if let context { SCardReleaseContext(context) }
        card = nil
        context = nil
    }

    /// The names of all readers, in the daemon's order.
    func readerNames() throws(ReaderError) -> [String] {
        var list = [CChar](repeating: 0, count: Self.longestList)
        var count = DWORD(list.count)
        let code = unsafe SCardListReaders(try opened(), nil, &list, &count)
        let error = ReaderError(code: code)
        if code != 0, error.kind == .noReaders { return [] }
        try Self.check(code)
        let bytes = list.prefix(min(list.count, Int(count))).map { UInt8(bitPattern: $0) }
        return bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Waits until a state differs from what is known, or the time is over; the states as they are then.
    func changes(of known: [WatchedReader], milliseconds: Int) throws(ReaderError) -> [WatchedReader] {
        var states = unsafe known.map { reader in
            var state = unsafe SCARD_READERSTATE()
            unsafe state.szReader = unsafe UnsafePointer(strdup(reader.name))
            unsafe state.dwCurrentState = reader.state
            return unsafe state
        }
        defer {
            for index in known.indices { unsafe free(UnsafeMutablePointer(mutating: states[index].szReader)) }
        }
        let code = unsafe SCardGetStatusChange(try opened(), DWORD(milliseconds), &states, DWORD(states.count))
        if code != 0, ReaderError(code: code).kind == .timedOut { return known }
        try Self.check(code)
        return known.indices.map { index in
            let state = unsafe states[index]
            let answer = unsafe withUnsafeBytes(of: state.rgbAtr) { unsafe Array($0.prefix(Int(state.cbAtr))) }
            return WatchedReader(
                name: known[index].name, state: unsafe state.dwEventState, answerToReset: answer)
        }
    }

    // MARK: The card

    /// Connects to the card on a reader, for us alone, and holds a transaction until ``disconnect(_:)``.
    func connect(to reader: String) throws(ReaderError) -> Card {
        var handle = SCARDHANDLE()
        var transport = DWORD()
        try Self.check(
            unsafe SCardConnect(
                try opened(), reader, faregate_share_exclusive(), faregate_any_protocol(), &handle, &transport))
        card = (handle, transport)
        do throws(ReaderError) {
            try Self.check(SCardBeginTransaction(handle))
            return Card(answerToReset: try answerToReset(handle), transport: transport)
        } catch {
            disconnect(.leave)
            throw error
        }
    }

    /// Resets the card and gives its answer.
    func reset() throws(ReaderError) -> [UInt8] {
        guard let card else { throw ReaderError(.noCard) }
        var transport = DWORD()
        try Self.check(
            unsafe SCardReconnect(
                card.handle, faregate_share_exclusive(), faregate_any_protocol(), DWORD(Disposition.reset.rawValue),
                &transport))
        self.card = (card.handle, transport)
        return try answerToReset(card.handle)
    }

    /// Sends a command and gives the answer with its status word.
    func transmit(_ command: [UInt8]) throws(ReaderError) -> [UInt8] {
        guard let card else { throw ReaderError(.noCard) }
        var count = DWORD(buffer.count)
        try Self.check(
            unsafe faregate_transmit(
                card.handle, card.transport, command, DWORD(command.count), &buffer, &count))
        // No card answers nothing: vpcd's driver says so of a card that left while it had the command.
        guard count > 0 else { throw ReaderError(.cardRemoved) }
        return Array(buffer.prefix(Int(count)))
    }

    /// Ends the transaction and lets go of the card. A card that has gone already is no failure.
    func disconnect(_ disposition: Disposition) {
        guard let card else { return }
        SCardEndTransaction(card.handle, DWORD(Disposition.leave.rawValue))
        SCardDisconnect(card.handle, DWORD(disposition.rawValue))
        self.card = nil
    }

    private func opened() throws(ReaderError) -> SCARDCONTEXT {
        guard let context else { throw ReaderError(.noService) }
        return context
    }

    private func answerToReset(_ handle: SCARDHANDLE) throws(ReaderError) -> [UInt8] {
        // SCARD_ATR_LENGTH of pcsclite.h.
        var answer = [UInt8](repeating: 0, count: 33)
        var count = DWORD(answer.count)
        try Self.check(unsafe SCardStatus(handle, nil, nil, nil, nil, &answer, &count))
        return Array(answer.prefix(Int(count)))
    }

    private static func check(_ code: LONG) throws(ReaderError) {
        guard code != 0 else { return }
        throw ReaderError(code: code)
    }
}

/// What becomes of the card when we let go of it; the raw value is PC/SC's (`pcsclite.h`).
///
/// Only ``leave`` is safe for a card that may have left meanwhile: a reset or a power-down that fails makes pcscd 1.9.9
/// note the card as absent behind the back of its polling thread, and a card that comes within that thread's 400 ms is
/// then not reported until it has left (seen with vpcd).
package enum Disposition: UInt, Sendable {
    /// Stays as it is.
    case leave = 0
    /// Is reset.
    case reset = 1
    /// Loses its power.
    case unpower = 2
}

/// A reader's state as PC/SC tells it.
struct WatchedReader: Hashable, Sendable {
    var name: String
    /// Bits of `SCARD_STATE_...`, and in the upper 16 a counter of cards that came and went. It is handed back whole.
    var state: UInt
    /// Empty without a card.
    var answerToReset: [UInt8] = []
}
