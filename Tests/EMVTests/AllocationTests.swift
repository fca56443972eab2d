import CAllocationCounter
import CardEmulator
import SmartCard
import Testing

@testable import EMV

/// What a tap allocates once buffers have grown: committed thresholds, so that a new copy shows.
///
/// The thresholds are those of debug builds, which allocate for closures and temporary arrays that release builds do
/// without (a release tap is left with the digests' contexts and the name of the application).
@Suite(.serialized)
struct AllocationTests {
    private struct Numbers: RandomNumberGenerator {
        var state: UInt64 = 1
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state
        }
    }

    private static func keys() throws -> CAPublicKeyStore {
        var store = CAPublicKeyStore()
        for key in TestCertificationAuthority.publicKeys {
            let identity = CAKeyIdentity(rid: key.rid.reduce(0) { $0 << 8 | UInt64($1) }, index: key.index)
            switch key.value {
            case .rsa(let modulus, let exponent):
                try store.add(rsa: identity, modulus: modulus, exponent: exponent, checkValue: nil, role: .test)
            case .sm2(let xy): try store.add(sm2: identity, xy: xy, role: .test)
            }
        }
        return store
    }

    /// Allocations of one tap of an accepted card, the issuer's key known, the channel's own included.
    private func allocations(_ profile: CardProfile) throws -> UInt64 {
        let authenticator = CardAuthenticator(keys: try Self.keys())
        var configuration = CardDialogue.Configuration(gate: .deferred)
        for index in configuration.entryPoint.sets.indices {
            configuration.entryPoint.sets[index].options.qualifiers = nil
        }
        let transaction = TransactionData(
            amount: 1, date: CalendarDate(year: 2026, month: 11, day: 23), unpredictableNumber: 7,
            terminalQualifiers: 0x2180_0080)
        let recorder = RecordingChannel(VirtualCard(CardImage(profile), using: Numbers()))
        var dialogue = CardDialogue(configuration, authenticator: authenticator) { _, _ in false }
        _ = CardTap.run(&dialogue, over: recorder, transaction: transaction, keepsQualifiers: true)
        let channel = TranscriptChannel(recorder.transcript)
        var result = TapResult(.again, .linkFault)
        for _ in 0..<3 {
            channel.rewind()
            faregate_reset_allocation_count()
            result = CardTap.run(&dialogue, over: channel, transaction: transaction, keepsQualifiers: true)
        }
        let count = faregate_allocation_count()
        #expect(result.verdict == .accepted)
        return count
    }

    @Test(arguments: [
        (CardProfile.quickPassCredit, UInt64(700)),
        (.quickPassDebit, 700),
        // libcrypto allocates about 160 times in each of the two SM2 verifications.
        (.quickPassSM2, 950),
    ])
    func aTapAllocatesNoMoreThan(profile: CardProfile, threshold: UInt64) throws {
        let count = try allocations(profile)
        print("allocations of a tap, \(profile.rawValue): \(count)")
        #expect(count <= threshold)
    }
}
