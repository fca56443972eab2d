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

    /// The objects of a sound card, changed, at the authenticator.
    static func certificates(_ bytes: [UInt8]) {
        guard let first = bytes.first else { return }
        let index = first & 0x3F == 0x3F ? 2 : [0, 1, 3][Int(first) % 3]
        let tap = unsafe goodTaps[index]
        let tags = tap.card.allTags
        var values = tags.map { tap.card.copy(of: $0) ?? [] }
        values.append(tap.card.staticData.flatMap { tap.card.bytes[$0] })
        for edit in Edit.list(Array(bytes.dropFirst())) { edit.apply(to: &values) }
        var card = CardData()
        card.bytes += values[tags.count]
        if !card.bytes.isEmpty { card.addStaticData(0..<card.bytes.count) }
        for (index, tag) in tags.enumerated() where !values[index].isEmpty { try? card.append(tag, values[index]) }
        let date = CalendarDate(year: 2026, month: 1, day: 2)
        let terminal = FastDDA(unpredictableNumber: 0x1234_5678, amount: 1, currency: 0x0156, rules: .unionPay)
        if case .verified(let genuine) = tap.authenticator.verifyFast(
            card, rid: tap.rid, date: date, terminal: terminal)
        {
            precondition(genuine == tap.result.kernel?.card, "another card verified")
        }
        // The sound card has no such signatures, so no change may give it one.
        if first & 0x40 != 0 {
            precondition(tap.authenticator.verifyStatic(card, rid: tap.rid, date: date) != nil)
            for method in [AuthenticationMethod.dda, .cda] {
                let stage = tap.authenticator.verifyDynamic(
                    card, rid: tap.rid, date: date, method: method,
                    terminal: .init(dynamicData: [0x12, 0x34, 0x56, 0x78], transactionData: Array(bytes.prefix(8))))
                precondition(stage != nil, "an fDDA signature passed as \(method.rawValue)")
            }
        }
    }
}
