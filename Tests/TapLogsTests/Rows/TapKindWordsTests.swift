import Gate
import Testing

@testable import TapLogs

/// The words for what a rider did, and their near misses.
struct TapKindWordsTests {
    @Test(arguments: [
        ("地铁入站", TapKind.entry), ("地铁出站", .exit), ("巴士", .bus), ("entry", .entry), ("exit", .exit), ("bus", .bus),
        ("", nil), ("地铁", nil), ("地铁入", nil), ("地铁入站 ", nil), (" 地铁入站", nil), ("地铁人站", nil), ("地鐵入站", nil),
        ("地铁出站站", nil), ("出站地铁", nil), ("入地铁站", nil), ("地铁地铁", nil), ("入站出站", nil), ("公交", nil), ("巴", nil),
        ("士巴", nil), ("巴士巴士", nil), ("巴士 ", nil), ("Entry", nil), ("ENTRY", nil), ("entr", nil), ("entry ", nil),
        ("exits", nil), ("in", nil), ("bus ", nil), ("Bus", nil), ("-", nil), ("abcdefghijkl", nil), ("abcdef", nil),
    ])
    func knows(word: String, expected: TapKind?) {
        for slack in hostileSlack {
            #expect(
                withWindow(Array(word.utf8), slack: slack) { TapKind(rawValue: TapKindWords().code($0, $1)) }
                    == expected)
        }
    }

    @Test(arguments: ["地铁入站", "地铁出站", "巴士", "entry", "exit", "bus"])
    func everyChangedByteIsSeen(word: String) {
        let bytes = Array(word.utf8)
        for index in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[index] ^= 1 << UInt8(bit)
                #expect(
                    withWindow(changed) { TapKind(rawValue: TapKindWords().code($0, $1)) } == nil,
                    "\(word), bit \(bit) of byte \(index)")
            }
        }
    }
}
