import CardEmulator
import EMV
import SmartCard

extension FuzzTarget {
    // libFuzzer calls from one thread; the suite runs these targets one after the other.
    nonisolated(unsafe) private static let goodTaps = [
        GoodTap(.quickPassDebit, .deferred), GoodTap(.quickPassCredit, .deferred), GoodTap(.quickPassSM2, .deferred),
        GoodTap(.quickPassCash, .electronicCash),
    ]

    /// A whole tap of a sound card with changed answers.
    static func dialogue(_ bytes: [UInt8]) {
        guard let first = bytes.first else { return }
        // SM2 takes a hundred times as long as the others: one input of 64.
        let index = first & 0x3F == 0x3F ? 2 : [0, 1, 3][Int(first) % 3]
        let ending = unsafe goodTaps[index].run(Edit.list(Array(bytes.dropFirst())))
        if let fault = ending.fault { preconditionFailure(fault) }
    }

    private static let resignings = unsafe [
        Resigning(goodTaps[0], CardImage(.quickPassDebit)), Resigning(goodTaps[1], CardImage(.quickPassCredit)),
        nil, Resigning(goodTaps[3], CardImage(.quickPassCash)),
    ]
    private static let date = CalendarDate(year: 2026, month: 1, day: 2)

    /// The objects of a sound card, changed, at the authenticator.
    static func certificates(_ bytes: [UInt8]) {
        guard let first = bytes.first else { return }
        let index = first & 0x3F == 0x3F ? 2 : [0, 1, 3][Int(first) % 3]
        let tap = unsafe goodTaps[index]
        let edits = Edit.list(Array(bytes.dropFirst()))
        // Signing anew takes fifty times as long as verifying: one input of eight.
        if first >= 0xE0, let resigning = resignings[index] { return resigned(resigning, edits, tap) }
        let tags = tap.card.allTags
        var values = tags.map { tap.card.copy(of: $0) ?? [] }
        values.append(tap.card.staticData.flatMap { tap.card.bytes[$0] })
        for edit in edits { edit.apply(to: &values) }
        var card = CardData()
        card.bytes += values[tags.count]
        if !card.bytes.isEmpty { card.addStaticData(0..<card.bytes.count) }
        for (index, tag) in tags.enumerated() where !values[index].isEmpty { try? card.append(tag, values[index]) }
        if let genuine = verified(card, tap) {
            precondition(genuine == tap.result.kernel?.card, "another card verified")
        }
        // The sound card has no such signatures, so no change may give it one.
        guard first & 0x40 != 0 else { return }
        precondition(tap.authenticator.verifyStatic(card, rid: tap.rid, date: date).failedStage != nil)
        for method in [AuthenticationMethod.dda, .cda] {
            let result = tap.authenticator.verifyDynamic(
                card, rid: tap.rid, date: date, method: method,
                terminal: .init(dynamicData: [0x12, 0x34, 0x56, 0x78], transactionData: Array(bytes.prefix(8))))
            precondition(result.failedStage != nil, "an fDDA signature passed as \(method.rawValue)")
        }
    }

    /// Certificates that are rightly signed and say something else; with none changed the card is genuine.
    private static func resigned(_ resigning: Resigning, _ edits: [Edit], _ tap: GoodTap) {
        let terminal: [UInt8] = [0x12, 0x34, 0x56, 0x78, 0, 0, 0, 0, 0, 1, 0x01, 0x56]
        let values = resigning.values(
            edits, of: tap, terminal: terminal + (tap.card.copy(of: Tag.cardAuthenticationData) ?? []))
        var card = CardData()
        card.bytes += tap.card.staticData.flatMap { tap.card.bytes[$0] }
        if !card.bytes.isEmpty { card.addStaticData(0..<card.bytes.count) }
        for tag in values.keys.sorted() { try? card.append(tag, values[tag] ?? []) }
        let genuine = verified(card, tap)
        if edits.isEmpty { precondition(genuine == tap.result.kernel?.card, "the sound card is not genuine") }
        // The number in clear and the counter in clear are those of the sound card.
        if let genuine {
            precondition(
                genuine.pan == tap.card.clearPAN && genuine == tap.result.kernel?.card, "another card verified")
        }
    }

    private static func verified(_ card: CardData, _ tap: GoodTap) -> AuthenticatedCard? {
        let terminal = FastDDA(unpredictableNumber: 0x1234_5678, amount: 1, currency: 0x0156, rules: .unionPay)
        let result = tap.authenticator.verifyFast(card, rid: tap.rid, date: date, terminal: terminal)
        guard case .verified(let genuine) = result else { return nil }
        return genuine
    }
}
