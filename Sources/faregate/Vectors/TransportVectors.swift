import EMV
import SmartCard

/// Checker of single commands with all that it takes to get their answer (`transport-trace`).
enum TransportVectors {
    static func exchange(_ item: VectorItem) throws -> [String: Any] {
        let transcript = try item.transcript()
        let channel = TranscriptChannel(transcript)
        var results: [String: Any] = ["tags": TraceTags.values(of: transcript)]
        let (command, isTPDU) = try command(of: transcript)
        var session = ContactSession(over: isTPDU ? TPDUChannel(over: channel) : channel)
        var data: [UInt8] = []
        do throws(CardChannelError) {
            switch try session.send(command, into: &data) {
            case .answered(let status, let range):
                results["outcome"] = "OK"
                results["final_sw"] = status.description
                // The files give the status word where there are no data.
                results["data"] = range.isEmpty ? status.description : Hex.text(data[range])
                results["advanced_data"] = results["data"]
            case .broken(let fault): results["outcome"] = "broken: \(fault)"
            }
        } catch {
            results["outcome"] = "command \(channel.position + 1) is not the one recorded, or has no answer"
        }
        if channel.position != channel.count {
            results["outcome"] = "\(channel.position) of \(channel.count) commands"
        }
        return results
    }

    /// The command that the record begins with. In a record of T=0 it is spread over header and data, and answers begin
    /// with a procedure byte.
    private static func command(of transcript: Transcript) throws -> (CommandAPDU, isTPDU: Bool) {
        guard let first = transcript.exchanges.first else { throw VectorItem.MissingInput(path: "apdus") }
        let isTPDU = transcript.exchanges.contains { exchange in
            exchange.command.count == 5 && exchange.answer.count != 2 && exchange.answer.first == exchange.command[1]
        }
        guard isTPDU, first.command.count == 5, first.answer == [first.command[1]],
            transcript.exchanges.count > 1
        else { return (try CommandAPDU(parsing: first.command), isTPDU) }
        let header = first.command
        // The answer expected is not in a T=0 header: SELECT, GET PROCESSING OPTIONS, GENERATE AC and INTERNAL
        // AUTHENTICATE have one, EXTERNAL AUTHENTICATE and VERIFY do not.
        let hasAnswer = [0xA4, 0xA8, 0xAE, 0x88].contains(header[1])
        return (
            CommandAPDU(
                header[0], header[1], header[2], header[3], data: transcript.exchanges[1].command,
                expectedLength: hasAnswer ? 256 : nil), true
        )
    }
}
