/// What the helper process is asked: the header in front of a file's bytes or a frame's pixels.
///
/// - **Shape**: 16 bytes: kind, steps, symbologies, 0, number (4), width (2), height (2), count (4), big-endian.
/// - **Limits**: a file has at most ``SymbolLimits/mostFileBytes``; a frame exactly `width * height` bytes.
/// - **Errors**: bytes that break this are no request, and nil.
package struct SymbolRequest: Hashable, Sendable {
    package enum Content: Hashable, Sendable {
        case file(count: Int)
        case frame(width: Int, height: Int)
    }

    package let content: Content
    package let steps: LadderSteps
    package let symbologies: Symbologies
    /// Comes back with the answer, so that none is taken for another frame's.
    package let number: UInt32

    package static let byteCount = 16

    package init(content: Content, steps: LadderSteps, symbologies: Symbologies, number: UInt32) {
        self.content = content
        self.steps = steps
        self.symbologies = symbologies
        self.number = number
    }

    package init?(_ bytes: Span<UInt8>) {
        guard bytes.count == Self.byteCount, bytes[3] == 0 else { return nil }
        steps = LadderSteps(rawValue: bytes[1])
        symbologies = Symbologies(rawValue: bytes[2])
        guard steps.isSubset(of: .all), symbologies.isSubset(of: .all) else { return nil }
        number = UInt32(BigEndian.number(bytes, at: 4, bytes: 4))
        let (width, height) = (BigEndian.number(bytes, at: 8, bytes: 2), BigEndian.number(bytes, at: 10, bytes: 2))
        let count = BigEndian.number(bytes, at: 12, bytes: 4)
        let sides = 1...SymbolLimits.mostPixelsASide
        switch bytes[0] {
        case 1 where width == 0 && height == 0 && count <= SymbolLimits.mostFileBytes:
            content = .file(count: count)
        case 2 where sides.contains(width) && sides.contains(height) && count == width * height:
            content = .frame(width: width, height: height)
        default: return nil
        }
    }

    /// How many bytes follow.
    package var bodyCount: Int {
        switch content {
        case .file(let count): count
        case .frame(let width, let height): width * height
        }
    }

    package var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.byteCount)
        let sides: (kind: UInt8, width: Int, height: Int)
        switch content {
        case .file: sides = (1, 0, 0)
        case .frame(let width, let height): sides = (2, width, height)
        }
        bytes += [sides.kind, steps.rawValue, symbologies.rawValue, 0]
        BigEndian.append(Int(number), bytes: 4, to: &bytes)
        BigEndian.append(sides.width, bytes: 2, to: &bytes)
        BigEndian.append(sides.height, bytes: 2, to: &bytes)
        BigEndian.append(bodyCount, bytes: 4, to: &bytes)
        return bytes
    }
}
