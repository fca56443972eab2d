import SmartCard

/// A terminal's key module (PSAM) with the test keys, as a card in a second slot.
///
/// - **Source**: `8070` and `8072` from public terminals (emv.md, 7); file 16 and `9302` from memory.
package final class VirtualKeyModule: CardChannel {
    /// What is in file 16: six bytes.
    package let terminal: [UInt8]
    /// The number of the next purchase.
    package private(set) var nextSequence: UInt32
    /// What `8072` still waits for.
    private var expected: [UInt8]?

    package init(terminal: [UInt8], nextSequence: UInt32) {
        self.terminal = terminal
        self.nextSequence = nextSequence
    }

    package func reset() throws(CardChannelError) -> [UInt8] {
        expected = nil
        return VirtualCard.answerToReset
    }

    package func transmit(_ command: [UInt8], into answer: inout [UInt8]) throws(CardChannelError) {
        answer = AnswerQueue.bytes(respond(to: command))
    }

    private func respond(to bytes: [UInt8]) -> CardReply {
        guard let command = try? CommandAPDU(parsing: bytes) else { return .status(0x6700) }
        switch (command.cla, command.ins) {
        case (0x00, 0xA4): return CardReply()
        case (0x00, 0xB0): return command.p1 == 0x96 ? CardReply(data: terminal) : .status(0x6A82)
        case (0x80, 0x70): return initialise(command.data)
        case (0x80, 0x72): return credit(command.data)
        default: return .status(0x6D00)
        }
    }

    /// Random 4, counter 2, amount 4, type, date and time 7, key version, algorithm, serial 8, perhaps issuer 8.
    private func initialise(_ data: [UInt8]) -> CardReply {
        expected = nil
        guard data.count == 0x1C || data.count == 0x24 else { return .status(0x6700) }
        guard data[18] == TestPurseKeys.version else { return .status(0x6A88) }
        let secrets = PurseSecrets(serial: Array(data[20..<28]), isSM4: data[19] == 0x04)
        let sequence = (0..<4).reversed().map { UInt8(truncatingIfNeeded: nextSequence >> ($0 * 8)) }
        nextSequence += 1
        let session = secrets.session(
            Array(data[0..<4]), UInt16(data[4]) << 8 | UInt16(data[5]), terminalCounter: sequence)
        let amount = Array(data[6..<10])
        expected = secrets.mac(amount, session: session)
        return CardReply(
            data: sequence + secrets.mac(amount + [data[10]] + terminal + data[11..<18], session: session))
    }

    private func credit(_ data: [UInt8]) -> CardReply {
        guard let mac = expected else { return .status(0x6985) }
        expected = nil
        return .status(data == mac ? 0x9000 : 0x9302)
    }
}
