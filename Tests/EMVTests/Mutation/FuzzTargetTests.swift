import Foundation
import FuzzTargets
import TestSupport
import Testing

/// Every fuzz target on random bytes: no crash, no rule broken. libFuzzer runs the same longer (`make fuzz`).
@Suite(.serialized)
struct FuzzTargetTests {
    /// 16 seeds of 1,000 inputs a target; fewer where one input takes a millisecond and more in a debug build.
    @Test(arguments: FuzzTarget.allCases)
    func survivesRandomBytes(target: FuzzTarget) {
        let slow: [FuzzTarget] = [
            .batch, .bundle, .certificates, .dialogue, .gateConfiguration, .journal, .keyFile, .purse,
        ]
        let runs = target == .cardImage ? 10 : slow.contains(target) ? 100 : 1000
        for seed in UInt64(0)..<16 {
            var random = SplitMix64(seed: seed)
            for _ in 0..<runs { target.run(Self.input(using: &random)) }
        }
    }

    /// Inputs that made the code trap, or broke a rule, in the past.
    @Test(arguments: [
        // An eight-digit number was shown whole.
        (FuzzTarget.records, [UInt8](arrayLiteral: 0x12, 0x34, 0x56, 0x78)),
        // A token with colons has 32 characters and too few bytes.
        (.denyList, Array("par x\ntoken 00:11:22:33:44:55:66:77:88:99:aa".utf8)),
        // Nothing changed inside the certificates, or one byte of the issuer's expiry: what is signed anew is genuine.
        (.certificates, [0xE1]), (.certificates, [0xE1, 0x01, 0x00, 0x00, 0x07, 0x01]),
        // 9F08 renamed to an issuer exponent beside SM2 keys: accepted, as it should be.
        (.dialogue, [0xFF, 0x9A, 0x2B, 0xFF, 0x9A, 0x3A]),
        // Records answered 6C00 were asked for again by the same bytes, and the target counted them twice.
        (
            .dialogue,
            Array(Data(base64Encoded: "KqBmbWEqeDpyZXF1ZWUta+twdWIta3JpbWVXbmn//wb+nClgZGwh") ?? Data())
        ),
        // The debit answered 6Cxx: it was sent again.
        (
            .purse,
            [
                0x98, 0x68, 0xA7, 0x67, 0xFF, 0x98, 0x98, 0x98, 0x90, 0x67, 0x6F, 0x4F, 0x70, 0x74, 0x69, 0x6F, 0x6E,
                0x61, 0x6C, 0x04,
            ]
        ),
    ])
    func survivesFormerFailures(target: FuzzTarget, input: [UInt8]) { target.run(input) }

    private static func input(using random: inout SplitMix64) -> [UInt8] {
        let count = Int.random(in: 0..<[4, 40, 300].randomElement(using: &random, or: 4), using: &random)
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
    }
}

extension [Int] {
    fileprivate func randomElement(using random: inout SplitMix64, or other: Int) -> Int {
        randomElement(using: &random) ?? other
    }
}
