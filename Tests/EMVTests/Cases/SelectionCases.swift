import CardEmulator
import EMV
import SmartCard
import TestSupport
import Testing

/// Group B of emv-cases.md: directory and SELECT, in whole taps.
struct SelectionCases {
    private static let good = TransportCases.good
    private static let debit = "select A000000333010101"
    private static let credit = "select A000000333010102"
    private static let reading = TransportCases.reading

    @Test(
        "QP-B01 to B08: the directory's candidates",
        arguments: [
            ("QP-B01", credit), ("QP-B02", credit), ("QP-B03", "select A000000333010103"), ("QP-B04", credit),
            ("QP-B05", "select A00000033301010100"), ("QP-B06", credit), ("QP-B07-short", credit),
            ("QP-B07-long", credit),
            ("QP-B08-absent", credit), ("QP-B08-07", credit), ("QP-B08-00", credit), ("QP-B14", credit),
        ])
    func selected(id: String, first: String) throws {
        let outcome = try CaseTap().present(id)
        #expect(outcome.text == Self.good)
        #expect(outcome.flow == "ppse, \(first), \(Self.reading)")
    }

    @Test("QP-B03 priority 0 and none come last, in the directory's order")
    func lowPriorities() throws {
        let card = CardImage(try #require(CardFault(id: "QP-B03")))
        let channel = CaseChannel(VirtualCard(card, using: SplitMix64(seed: 1)))
        channel.spoil = { (at, bytes) throws(CardChannelError) in if at > 0 { bytes = [0x6A, 0x82] } }
        let outcome = CaseTap().present(over: channel)
        #expect(outcome.flow == "ppse, select A000000333010103, \(Self.debit), \(Self.credit)")
        #expect(outcome.text == "refused application-not-accepted")
    }

    @Test("QP-B05 exact names only")
    func exactOnly() throws {
        let tap = CaseTap().with {
            for set in $0.configuration.entryPoint.sets.indices {
                for index in $0.configuration.entryPoint.sets[set].combinations.indices {
                    $0.configuration.entryPoint.sets[set].combinations[index].allowsPartialMatch = false
                }
            }
        }
        let outcome = try tap.present("QP-B05")
        #expect(outcome.text == "refused card-not-supported" && outcome.flow == "ppse")
        #expect(try tap.present("QP-B01").text == Self.good)
    }

    @Test(
        "QP-B08 to B11: nothing to select",
        arguments: [
            ("QP-B08-02", "refused card-not-supported"), ("QP-B09-not-found", "refused card-not-supported"),
            ("QP-B09-blocked", "refused card-blocked"), ("QP-B10", "refused card-not-supported"),
            ("QP-B11-locked", "refused application-not-accepted"),
        ])
    func nothing(id: String, text: String) throws {
        let outcome = try CaseTap().present(id)
        #expect(outcome.text == text && outcome.flow == "ppse")
        #expect(outcome.message == UserInterfaceRequest(.tryAnotherCard, .readyToRead))
    }

    @Test("QP-B09 no directory, names of our own")
    func explicitNames() throws {
        let tap = CaseTap().with {
            $0.configuration.entryPoint.explicitNames = EntryPointConfiguration.unionPayNames
        }
        let outcome = try tap.present("QP-B09-not-found")
        #expect(outcome.text == Self.good)
        #expect(outcome.flow.hasPrefix("ppse, \(Self.debit), \(Self.credit)"))
        #expect(outcome.flow.hasSuffix(Self.reading))
        let blocked = try tap.present("QP-B09-blocked")
        #expect(blocked.text == "refused card-blocked" && blocked.flow == "ppse")
    }

    @Test(
        "QP-B11, B12: the next candidate",
        arguments: [
            ("QP-B11-not-found", ""), ("QP-B11-blocked", "get 00, "), ("QP-B12-name", ""), ("QP-B12-85", ""),
            ("QP-B12-no-proprietary", ""), ("QP-B12-trailing", ""),
        ])
    func nextCandidate(id: String, between: String) throws {
        let outcome = try CaseTap().present(id)
        #expect(outcome.text == Self.good)
        #expect(outcome.flow == "ppse, \(Self.debit), \(between)\(Self.credit), \(Self.reading)")
    }

    @Test("QP-B11 6985 to everything but the directory")
    func lockedApplications() {
        let channel = CaseChannel(VirtualCard(CardImage(.quickPassCredit), using: SplitMix64(seed: 1)))
        channel.spoil = { (at, bytes) throws(CardChannelError) in if at > 0 { bytes = [0x69, 0x85] } }
        let outcome = CaseTap().present(over: channel)
        #expect(outcome.text == "refused application-not-accepted" && outcome.flow == "ppse, \(Self.credit)")
    }

    @Test(
        "QP-B13 T-Union and QuickPass on one card",
        arguments: [
            (["A000000333", "A000000632"], "select A000000333010101"),
            (["A000000632", "A000000333"], "select A000000632010106"),
        ])
    func schemeOrder(order: [String], first: String) throws {
        let cash = try #require(ApplicationIdentifier(hex: "A000000632010106"))
        let tap = CaseTap().with {
            $0.configuration.entryPoint.sets[0].combinations.append(.init(cash, .unionPay))
            $0.configuration.entryPoint.schemeOrder = order.compactMap { ApplicationIdentifier(hex: $0) }
        }
        for _ in 0..<5 {
            let outcome = try tap.present("QP-B13")
            #expect(outcome.flow == "ppse, \(first), gpo")
            #expect(outcome.text == "refused declined no-offline-authentication-data")
        }
    }

    /// The label is no part of the decision. In the answer to SELECT it is GBK: shown as dots where no code table is at
    /// hand, and marked as text for whoever has one; the preferred name of length 0 says that it is empty.
    @Test("QP-B14 GBK label")
    func label() throws {
        let outcome = try CaseTap().present("QP-B14")
        var dialogue = DialogueDecoding(context: .init(), isFixed: false)
        var nodes: [DecodedNode] = []
        for (command, answer) in zip(outcome.commands, outcome.answers).prefix(2) {
            _ = dialogue.command(command, masked: command)
            let (node, error) = dialogue.answer(answer, masked: answer)
            #expect(error == nil)
            nodes = node.children.flatMap(\.flattened)
        }
        let label = try #require(nodes.first { $0.tag == 0x50 })
        #expect(label.isText && Hex.text(label.value) == "D2F8C1AA")
        #expect(label.lines.map(\.meaning.english) == ["\"....\""])
        let preferred = try #require(nodes.first { $0.tag == 0x9F12 })
        #expect(preferred.isText && preferred.value.isEmpty && preferred.lines.map(\.meaning.english) == ["empty"])
    }
}
