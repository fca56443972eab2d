/// One change to a list of byte strings: a recorded card's answers, or its objects.
///
/// - **Shape**: read from the fuzzer's bytes, so that a short input is a few changes to something sound. Whatever the
///   bytes are, there is a change that they mean.
package struct Edit {
    private let kind: UInt8
    private let string: Int
    private let place: Int
    private let bytes: [UInt8]

    /// The most changes that are made at once.
    package static let most = 8

    /// As many changes as the bytes mean.
    package static func list(_ bytes: [UInt8]) -> [Edit] {
        var source = FuzzBytes(bytes)
        var edits: [Edit] = []
        while !source.isAtEnd, edits.count < most { edits.append(Edit(&source)) }
        return edits
    }

    /// Changes one byte or cuts one string at one place.
    package static func single(string: Int, place: Int, mask: UInt8?) -> Edit {
        Edit(kind: mask == nil ? 4 : 1, string: string, place: place, bytes: mask.map { [$0] } ?? [])
    }

    private init(kind: UInt8, string: Int, place: Int, bytes: [UInt8]) {
        self.kind = kind
        self.string = string
        self.place = place
        self.bytes = bytes
    }

    private init(_ source: inout FuzzBytes) {
        kind = source.byte() % 9
        string = Int(source.byte())
        place = source.number()
        switch kind {
        case 0, 1: bytes = [source.byte()]
        case 2, 7: bytes = source.take(1 + Int(source.byte()) % 8)
        case 5: bytes = source.take(source.number() % 300)
        default: bytes = [source.byte()]
        }
    }

    /// Makes the change.
    package func apply(to strings: inout [[UInt8]]) {
        guard !strings.isEmpty else { return }
        let index = string % strings.count
        var one = strings[index]
        let at = one.isEmpty ? 0 : place % one.count
        switch kind {
        case 0: if !one.isEmpty { one[at] = bytes.first ?? 0 }
        case 1: if !one.isEmpty { one[at] ^= bytes.first ?? 0 }
        case 2: one.insert(contentsOf: bytes, at: at)
        case 3: one.removeSubrange(at..<min(one.count, at + 1 + Int(bytes.first ?? 0) % 16))
        case 4: one.removeSubrange(at...)
        case 5: one = bytes
        case 6: one = strings[place % strings.count]
        case 7: for (offset, byte) in bytes.enumerated() where at + offset < one.count { one[at + offset] = byte }
        default:
            strings.swapAt(index, place % strings.count)
            return
        }
        strings[index] = one
    }
}
