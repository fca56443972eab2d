import SmartCard

/// A key module in a card slot.
///
/// - **Shape**: INIT SAM FOR PURCHASE (`8070`) and CREDIT SAM FOR PURCHASE (`8072`) over a channel of its own.
/// - **Source**: `8070` and `8072` from public terminals (emv.md, 7). From memory, and so in ``Configuration``: the
///   application's name, file 16 with the terminal's number, which of two forms of `8070` a module takes, and that a
///   module remembers its last purchase alone. No real module has been tried.
package struct CardPSAM: PSAM {
    /// What differs between modules.
    package struct Configuration: Hashable, Sendable {
        /// What is selected first; empty for nothing.
        package var application: [UInt8] = []
        /// The short identifier of the file that begins with the terminal's number.
        package var terminalFile: UInt8 = 0x16
        /// `8070` ends with the issuer too (`24` bytes), for modules that hold a key above the issuers'.
        package var sendsIssuer = false

        package init() {}
    }

    package let terminal: UInt64
    private let channel: any CardChannel
    private let configuration: Configuration
    private var last: PurchaseAuthorisation?

    /// Resets the module, selects its application and reads the terminal's number.
    package init(_ channel: any CardChannel, _ configuration: Configuration = Configuration()) throws(PSAMError) {
        self.channel = channel
        self.configuration = configuration
        do throws(CardChannelError) { _ = try channel.reset() } catch { throw .unreachable }
        if !configuration.application.isEmpty {
            _ = try Self.ask(channel, .select(configuration.application))
        }
        let file = try Self.ask(
            channel, CommandAPDU(0x00, 0xB0, 0x80 | configuration.terminalFile, 0, expectedLength: 6))
        guard file.count == 6 else { throw .badAnswer(count: file.count) }
        var reader = FieldReader(file)
        terminal = reader.number(6)
    }

    package mutating func authorise(_ request: PurchaseRequest) throws(PSAMError) -> PurchaseAuthorisation {
        last = nil
        var data: [UInt8] = []
        data.append(request.random, bytes: 4)
        data.append(request.sequence, bytes: 2)
        data.append(request.amountFen, bytes: 4)
        data.append(request.kind)
        data.append(request.moment.digits, bytes: 7)
        data.append(request.keyVersion)
        data.append(request.algorithm)
        data.append(request.serial.value, bytes: 8)
        if configuration.sendsIssuer { data.append(request.issuer, bytes: 8) }
        let answer = try Self.ask(channel, CommandAPDU(0x80, 0x70, 0, 0, data: data, expectedLength: 8))
        guard answer.count == 8 else { throw .badAnswer(count: answer.count) }
        var reader = FieldReader(answer)
        let authorisation = PurchaseAuthorisation(terminalSequence: reader.long(), mac1: reader.long())
        last = authorisation
        return authorisation
    }

    package mutating func check(
        _ answer: DebitAnswer, of request: PurchaseRequest, _ authorisation: PurchaseAuthorisation
    ) throws(PSAMError) -> PSAMVerdict {
        guard last == authorisation else { return .notKnown }
        last = nil
        var data: [UInt8] = []
        data.append(answer.mac2, bytes: 4)
        do {
            _ = try Self.ask(channel, CommandAPDU(0x80, 0x72, 0, 0, data: data))
            return .genuine
        } catch .refused(let status) where status == StatusWord.wrongMAC.rawValue {
            return .wrongMAC2
        }
    }

    private static func ask(_ channel: any CardChannel, _ command: CommandAPDU) throws(PSAMError) -> [UInt8] {
        var exchange = CommandExchange()
        var (data, answer): ([UInt8], [UInt8]) = ([], [])
        exchange.start(command, into: data)
        while true {
            do throws(CardChannelError) { try channel.transmit(exchange.command, into: &answer) } catch {
                throw .unreachable
            }
            switch exchange.receive(answer, into: &data) {
            case .transmit: continue
            case .complete(.success, _): return data
            case .complete(let status, _): throw .refused(status: status.rawValue)
            case .failed: throw .badAnswer(count: answer.count)
            }
        }
    }
}
