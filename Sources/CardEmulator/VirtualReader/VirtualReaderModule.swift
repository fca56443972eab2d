import SmartCard

/// A key module behind the wire protocol of the virtual reader: it lies in its slot and stays.
package final class VirtualReaderModule: VirtualReaderResponder {
    private let module: VirtualKeyModule
    private let changed: (UInt32) -> Bool
    private var kept: UInt32

    /// A module in a slot.
    ///
    /// - Parameter changed: told of the number of the next purchase each time it has moved, before the answer leaves;
    ///   if it cannot be kept (false), the module refuses, since a number used twice repeats session keys.
    package init(_ module: VirtualKeyModule, changed: @escaping (UInt32) -> Bool = { _ in true }) {
        self.module = module
        self.changed = changed
        kept = module.nextSequence
    }

    package func arrive() {}

    package func receive(_ message: VirtualReaderMessage) -> VirtualReaderReply {
        var answer: [UInt8] = []
        do throws(CardChannelError) {
            switch message {
            case .powerOff: return VirtualReaderReply()
            case .powerOn, .reset:
                _ = try module.reset()
                return VirtualReaderReply()
            // The daemon asks in the middle of purchases too; only power on and reset make the module forget.
            case .answerToReset: answer = VirtualCard.answerToReset
            case .command(let command): try module.transmit(command, into: &answer)
            }
        } catch {
            return VirtualReaderReply(leaves: true)
        }
        if module.nextSequence != kept {
            kept = module.nextSequence
            // ISO/IEC 7816-4: memory failure.
            if !changed(kept) { answer = [0x65, 0x81] }
        }
        return VirtualReaderReply(bytes: VirtualReaderMessage.frame(answer))
    }
}
