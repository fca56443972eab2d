import SmartCard

/// A card on a reader, ours alone from connecting to disconnecting; a ``CardChannel`` like any other.
///
/// - **Shape**: used from one thread. It holds a PC/SC transaction all the time, so nobody comes in between.
/// - **Errors**: ``CardChannelError``; ``lastError`` has the reader's own words for it. A command that gets no answer
///   within ``ReaderLimits/answerMilliseconds`` is ``CardChannelError/timedOut`` and ends the session.
package final class ReaderSession: CardChannel {
    /// The reader's name.
    package let reader: String
    /// What the card said when it was activated.
    package private(set) var answerToReset: [UInt8]
    /// The failure behind the last error thrown.
    package private(set) var lastError: ReaderError?

    private let service: SmartCardService
    private let limits: ReaderLimits
    private var hasSent = false
    private var isOver = false

    init(_ service: SmartCardService, reader: String, limits: ReaderLimits) throws(ReaderError) {
        self.service = service
        self.reader = reader
        self.limits = limits
        let card = try service.run(milliseconds: limits.connectMilliseconds) { (calls) throws(ReaderError) in
            try calls.connect(to: reader)
        }
        answerToReset = card.answerToReset
    }

    deinit { disconnect() }

    package func transmit(_ command: [UInt8], into answer: inout [UInt8]) throws(CardChannelError) {
        hasSent = true
        answer = try follow(milliseconds: limits.answerMilliseconds) { (calls) throws(ReaderError) in
            try calls.transmit(command)
        }
    }

    /// Resets the card, unless it is as fresh as it was when it was connected to.
    package func reset() throws(CardChannelError) -> [UInt8] {
        guard hasSent else { return answerToReset }
        answerToReset = try follow(milliseconds: limits.connectMilliseconds) { (calls) throws(ReaderError) in
            try calls.reset()
        }
        hasSent = false
        return answerToReset
    }

    /// Lets go of the card; nothing can be sent any more. It does not wait.
    package func disconnect(_ disposition: Disposition = .leave) {
        guard !isOver else { return }
        isOver = true
        service.leave { $0.disconnect(disposition) }
    }

    private func follow<Value: Sendable>(
        milliseconds: Int, _ body: @escaping @Sendable (ContextCalls) throws(ReaderError) -> Value
    ) throws(CardChannelError) -> Value {
        guard !isOver else { throw .removed }
        do throws(ReaderError) {
            return try service.run(milliseconds: milliseconds, body)
        } catch {
            lastError = error
            switch error.kind {
            case .cardRemoved, .noCard: throw .removed
            case .timedOut: throw .timedOut
            default: throw .reader(code: error.code)
            }
        }
    }
}
