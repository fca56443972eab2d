import SmartCard

/// A recorded dialogue as whole answers: each recorded command goes through the real exchange, which must itself ask
/// for the GET RESPONSE and repeated commands that follow in the record.
enum TraceReplay {
    /// One command and all of its answer.
    struct Answer {
        /// The command's bytes; empty if the record does not have them.
        let command: [UInt8]
        /// The status word; nil if no answer can be read.
        let status: StatusWord?
        let data: [UInt8]

        /// Command and answer as if the answer had come at once; nil if none can be read.
        var exchange: Transcript.Exchange? {
            status.map { Transcript.Exchange(command: command, answer: data + [$0.sw1, $0.sw2]) }
        }

        /// The data of a normal answer to a command of this instruction class and code; nil for any other.
        func data(cla: UInt8, ins: UInt8) -> [UInt8]? {
            guard status == .success, command.count >= 4, command[0] == cla, command[1] == ins else { return nil }
            return data
        }
    }

    /// The whole answers of a record, in order.
    static func answers(of transcript: Transcript) -> [Answer] {
        let channel = TranscriptChannel(transcript)
        var answers: [Answer] = []
        var received: [UInt8] = []
        while channel.position < transcript.exchanges.count {
            let recorded = transcript.exchanges[channel.position].command
            do { try channel.transmit(recorded, into: &received) } catch {
                answers.append(Answer(command: recorded, status: nil, data: []))
                continue
            }
            guard let command = try? CommandAPDU(parsing: recorded) else {
                answers.append(part(recorded, received))
                continue
            }
            var exchange = CommandExchange()
            var data: [UInt8] = []
            exchange.start(command, into: data)
            var step = exchange.receive(received, into: &data)
            while step == .transmit {
                // A reader that did not go on leaves a part of an answer.
                do { try channel.transmit(exchange.command, into: &received) } catch { break }
                step = exchange.receive(received, into: &data)
            }
            if case .complete(let status, let range) = step {
                answers.append(Answer(command: recorded, status: status, data: Array(data[range])))
            } else {
                answers.append(part(recorded, received))
            }
        }
        return answers
    }

    private static func part(_ command: [UInt8], _ answer: [UInt8]) -> Answer {
        guard answer.count >= 2 else { return Answer(command: command, status: nil, data: []) }
        return Answer(
            command: command, status: StatusWord(answer[answer.count - 2], answer[answer.count - 1]),
            data: Array(answer.dropLast(2)))
    }
}
