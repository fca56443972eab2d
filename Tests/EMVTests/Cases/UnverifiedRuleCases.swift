import CardEmulator
import EMV
import SmartCard
import TestSupport
import Testing

/// Each rule that rests on memory, on and off (`UnverifiedRules`).
struct UnverifiedRuleCases {
    struct Rule: Sendable, CustomTestStringConvertible {
        let name: String
        /// The case whose card shows it.
        let card: String
        /// Turns the rule off.
        let off: @Sendable (inout UnverifiedRules) -> Void
        var profile = KernelConfiguration.MoneyProfile.deferred
        var isOnlineCapable = false
        var hasContactInterface = false
        var amount: UInt64 = 1
        var qualifiers: [UInt8]?
        /// An object more, in the answer to the command of a place.
        var object: (bytes: [UInt8], place: Int)?
        let texts: (on: String, off: String)

        var testDescription: String { name }
    }

    private static let good = TransportCases.good
    private static let unverified = "refused declined cardholder-verification-required"
    private static let failed = "refused declined authentication-failed sdad_hash"

    static let rules: [Rule] = [
        Rule(
            name: "FF is filler between top-level objects", card: "QP-C14-ff-top",
            off: { $0.skipsFFBetweenTopLevelObjects = false },
            texts: (good, "refused end-application answer-malformed")),
        Rule(
            name: "CTQ 8000: online PIN", card: "QP-D07-pin", off: { $0.ctqOnlinePIN = 0 }, texts: (unverified, good)),
        Rule(
            name: "CTQ 4000: signature", card: "QP-D07-signature", off: { $0.ctqSignature = 0 },
            texts: (unverified, good)),
        Rule(
            name: "CTQ 2000: online if authentication fails", card: "QP-E26-online",
            off: { $0.ctqOnlineIfAuthenticationFails = 0 }, isOnlineCapable: true,
            texts: ("refused online-request authentication-failed sdad_hash", failed)),
        Rule(
            name: "CTQ 1000: contacts if authentication fails", card: "QP-E26-interface",
            off: { $0.ctqContactIfAuthenticationFails = 0 }, hasContactInterface: true,
            texts: ("refused try-another-interface authentication-failed sdad_hash", failed)),
        Rule(
            name: "CTQ 0800: online if expired", card: "QP-D01", off: { $0.ctqOnlineIfExpired = 0 },
            isOnlineCapable: true, qualifiers: [0x08, 0x00],
            texts: ("refused online-request expired", "refused declined expired")),
        Rule(
            name: "CTQ 0080: verified on the device", card: "QP-A01", off: { $0.ctqDeviceVerified = 0 },
            qualifiers: [0x80, 0x80], texts: (good, unverified)),
        Rule(
            name: "expired cards go online where they can", card: "QP-D01", off: { $0.expiredGoesOnline = false },
            isOnlineCapable: true, qualifiers: [0x08, 0x00],
            texts: ("refused online-request expired", "refused declined expired")),
        Rule(
            name: "usage control", card: "QP-C18-long-tag", off: { $0.checksUsageControl = false },
            object: ([0x9F, 0x07, 0x02, 0xFE, 0x00], -1),
            texts: ("refused declined usage-not-allowed", good)),
        Rule(
            name: "foreign currency offline", card: "QP-A07-cash-last-record",
            off: { $0.declinesForeignCurrencyOffline = false }, profile: .electronicCash,
            object: ([0x9F, 0x42, 0x02, 0x03, 0x44], 9),
            texts: ("refused declined currency-mismatch", "accepted approved approved-offline")),
        Rule(
            name: "device verification meets the limit", card: "QP-D07-device",
            off: { $0.deviceVerificationMeetsLimit = false }, amount: 100_000, texts: (good, unverified)),
    ]

    @Test("unverified rules, on and off", arguments: rules)
    func both(rule: Rule) throws {
        for isOn in [true, false] {
            let tap = CaseTap(rule.profile).with {
                $0.configuration.kernel.isOnlineCapable = rule.isOnlineCapable
                $0.configuration.kernel.hasContactInterface = rule.hasContactInterface
                $0.configuration.entryPoint.sets[0].options.contactlessTransactionLimit = nil
                $0.transaction.amount = rule.amount
                if !isOn { rule.off(&$0.configuration.kernel.unverified) }
            }
            let channel = CaseChannel(try Self.card(rule))
            if let object = rule.object {
                channel.spoil =
                    object.place < 0 ? Self.replacing(object.bytes) : CaseChannel.adding(object.bytes, to: object.place)
            }
            #expect(tap.present(over: channel).text == (isOn ? rule.texts.on : rule.texts.off), "on: \(isOn)")
        }
    }

    private static func card(_ rule: Rule) throws -> VirtualCard {
        // The cash card is a good one: its fault is of no use here.
        var image =
            rule.profile == .electronicCash
            ? CardImage(.quickPassCash) : CardImage(try #require(CardFault(id: rule.card)))
        if let qualifiers = rule.qualifiers { image.qualifiers = qualifiers }
        return VirtualCard(image, using: SplitMix64(seed: 5))
    }

    /// Puts an object of five bytes with a tag of two in place of the one that the first record has.
    private static func replacing(
        _ object: [UInt8]
    ) -> (Int, inout [UInt8]) throws(CardChannelError) -> Void {
        { (at, bytes) throws(CardChannelError) in
            guard at == 3 else { return }
            for index in 0..<(bytes.count - object.count)
            where bytes[index..<(index + 3)].elementsEqual(object[0..<3]) {
                bytes.replaceSubrange(index..<(index + object.count), with: object)
                return
            }
        }
    }

    /// A rule added to the configuration must be added here.
    @Test func allRulesAreHere() {
        #expect(Mirror(reflecting: UnverifiedRules()).children.count == Self.rules.count)
    }
}
