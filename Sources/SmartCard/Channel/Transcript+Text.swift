extension Transcript {
    /// The most exchanges that are read from one text.
    public static let mostExchanges = 100_000

    /// Reads the forms in which people keep what went over a channel.
    ///
    /// - **Shape**: `> ` and `< ` lines (also `>>`, `=>`, `C:`, `R:`), pcscd's `APDU: ` and `SW: `, scriptor's
    ///   `< 90 00 : Normal processing.`, gscriptor's `Sending: ` and `Received: `, OpenSC's `Outgoing APDU` and
    ///   `Incoming APDU` with dumps of hex below them, opensc-tool's `Received (SW1=0x90, SW2=0x00)`; else bare lines
    ///   of hex, command and answer in turn. Empty lines, `#` and `//` comments and other words are passed over.
    public init(text: some StringProtocol) throws(TranscriptError) {
        var reader = TranscriptReader()
        var number = 0
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            number += 1
            try reader.read(String(line), number)
        }
        try reader.finish(number)
        guard !reader.exchanges.isEmpty else { throw .empty }
        self.init(reader.exchanges)
    }

    /// One line a command, `> ` before it, and one an answer, `< ` before it.
    public var text: String {
        var lines = ""
        for exchange in exchanges {
            lines += "> \(Hex.text(exchange.command))\n"
            if !exchange.answer.isEmpty { lines += "< \(Hex.text(exchange.answer))\n" }
        }
        return lines
    }
}
