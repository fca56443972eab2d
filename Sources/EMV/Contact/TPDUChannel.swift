import SmartCard

/// Carries commands over a channel that speaks T=0: header first, data after the card's procedure byte.
///
/// - **Shape**: below `CommandExchange`, which deals with `61xx`, `6Cxx` and warnings. A card's answer of procedure
///   byte, data and status word arrives in one piece.
/// - **Limits**: short commands; ``mostProcedureBytes`` rounds a command.
/// - **Source**: ISO/IEC 7816-3, 10.3 and EMV Contact Interface Specification, annex A, from public sources (the pages
///   were not read); behaviour compared with openemv/emv-utils' test of its TPDU mode.
package final class TPDUChannel: CardChannel {
    /// How many answers one command may take.
    package static let mostProcedureBytes = 300
    private static let null: UInt8 = 0x60

    private let channel: any CardChannel
    private var part: [UInt8] = []

    /// A channel above the one that carries headers and data.
    package init(over channel: any CardChannel) { self.channel = channel }

    package func reset() throws(CardChannelError) -> [UInt8] { try channel.reset() }

    package func transmit(_ command: [UInt8], into answer: inout [UInt8]) throws(CardChannelError) {
        // The header has P3: the length of the data, else of the answer; 0 without either.
        var header = Array(command.prefix(5))
        if header.count == 4 { header.append(0) }
        var data: ArraySlice<UInt8> = []
        if command.count > 5 { data = command[5...].prefix(Int(command[4])) }
        guard header.count == 5 else {
            answer.removeAll(keepingCapacity: true)
            return
        }
        var next = header
        for _ in 0..<Self.mostProcedureBytes {
            try channel.transmit(next, into: &part)
            let rest = part.drop { $0 == Self.null }
            guard let first = rest.first, rest.count != 2 else {
                return give(rest, to: &answer)
            }
            if first == header[1], rest.count > 2 { return give(rest.dropFirst(), to: &answer) }
            guard rest.count == 1, !data.isEmpty else { return give(rest, to: &answer) }
            switch first {
            case header[1]: next = Array(data)
            case ~header[1]: next = Array(data.prefix(1))
            default: return give(rest, to: &answer)
            }
            data = data.dropFirst(next.count)
        }
        answer.removeAll(keepingCapacity: true)
    }

    private func give(_ bytes: ArraySlice<UInt8>, to answer: inout [UInt8]) {
        answer.removeAll(keepingCapacity: true)
        answer += bytes
    }
}
