import CardEmulator
import SmartCard

/// A purse whose answers to the debit and to the question for its proof can be spoilt on their way.
final class SpoiltPurse: CardChannel {
    /// What becomes of the answer to the debit.
    enum Debit: CaseIterable {
        case sound
        case lost
        case wrongMAC2
        case wrongTAC
    }

    let card = VirtualCard(CardImage(.tUnion))
    var debit = Debit.sound
    var refusesProof = false
    private let startFen: Int

    init() { startFen = Int(card.image.purse?.balanceFen ?? 0) }

    /// What the card has paid so far.
    var paidFen: Int { startFen - Int(card.image.purse?.balanceFen ?? 0) }

    func reset() throws(CardChannelError) -> [UInt8] { try card.reset() }

    func transmit(_ command: [UInt8], into answer: inout [UInt8]) throws(CardChannelError) {
        if refusesProof, command[1] == 0x5A {
            answer = [0x6D, 0x00]
            return
        }
        try card.transmit(command, into: &answer)
        guard command[1] == 0x54 else { return }
        switch debit {
        case .sound: break
        case .lost: throw .removed
        case .wrongMAC2: answer[7] ^= 1
        case .wrongTAC: answer[0] ^= 1
        }
    }
}
