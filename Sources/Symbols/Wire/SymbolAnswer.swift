/// What the helper process answers: the header in front of a payload.
///
/// - **Shape**: 16 bytes: kind, symbology or fault, step, 0, number (4), offset (4), count (4), big-endian.
/// - **Limits**: a payload has 1 to ``SymbolLimits/mostPayloadBytes``. The helper may have been taken over by a
///   picture, so that its answer is checked as a stranger's: what breaks this is no answer, and nil.
package struct SymbolAnswer: Hashable, Sendable {
    package enum Content: Hashable, Sendable {
        case found(symbology: Symbology, step: LadderStep, count: Int)
        case nothing
        case badImage(ImageFault)
    }

    package let content: Content
    /// The request's.
    package let number: UInt32

    package static let byteCount = 16

    package init(content: Content, number: UInt32) {
        self.content = content
        self.number = number
    }

    package init?(_ bytes: Span<UInt8>) {
        guard bytes.count == Self.byteCount, bytes[3] == 0 else { return nil }
        number = UInt32(BigEndian.number(bytes, at: 4, bytes: 4))
        let offset = BigEndian.number(bytes, at: 8, bytes: 4)
        let count = BigEndian.number(bytes, at: 12, bytes: 4)
        switch bytes[0] {
        case 1:
            guard let symbology = Symbology(rawValue: bytes[1]), let step = LadderStep(rawValue: bytes[2]),
                offset == 0, (1...SymbolLimits.mostPayloadBytes).contains(count)
            else { return nil }
            content = .found(symbology: symbology, step: step, count: count)
        case 2:
            guard bytes[1] == 0, bytes[2] == 0, offset == 0, count == 0 else { return nil }
            content = .nothing
        case 3:
            guard let kind = ImageFault.Kind(rawValue: bytes[1]), bytes[2] == 0, count == 0,
                offset <= SymbolLimits.mostFileBytes
            else { return nil }
            content = .badImage(ImageFault(kind, at: offset))
        default: return nil
        }
    }

    /// How many bytes of payload follow.
    package var bodyCount: Int {
        guard case .found(_, _, let count) = content else { return 0 }
        return count
    }

    package var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.byteCount)
        var offset = 0
        switch content {
        case .found(let symbology, let step, _): bytes += [1, symbology.rawValue, step.rawValue, 0]
        case .nothing: bytes += [2, 0, 0, 0]
        case .badImage(let fault):
            bytes += [3, fault.kind.rawValue, 0, 0]
            offset = fault.offset
        }
        BigEndian.append(Int(number), bytes: 4, to: &bytes)
        BigEndian.append(offset, bytes: 4, to: &bytes)
        BigEndian.append(bodyCount, bytes: 4, to: &bytes)
        return bytes
    }
}
