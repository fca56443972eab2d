import EMV
import SmartCard
import Testing

/// Which application is selected, and what is done when none is: emv-cases.md QP-B01 to QP-B13, in words of the log.
struct SelectionTests {
    typealias Card = CardAnswers

    static let debit = "A000000333010101"
    static let credit = "A000000333010102"
    static let quick: [(String, String)] = [(debit, "07"), (credit, "07")]

    private static func run(
        _ configuration: EntryPointConfiguration, _ directory: String, _ applications: [String: [String]] = [:]
    ) -> ScriptedReader {
        var reader = ScriptedReader(
            configuration, card: ["ppse": [directory]].merging(applications) { first, _ in first })
        reader.begin()
        return reader
    }

    private static func answers(_ names: String...) -> [String: [String]] {
        Dictionary(uniqueKeysWithValues: names.map { ($0, [CardAnswers.application($0)]) })
    }

    // MARK: - QP-B01 to B04, B08

    /// The directory's entries, and the order in which applications are selected when each one is refused.
    @Test(arguments: [
        // B01
        ([Card.entry(debit, priority: "01")], [debit]),
        // B02
        ([Card.entry(debit, priority: "02"), Card.entry(credit, priority: "01")], [credit, debit]),
        // B03: 0 and none come last, in the directory's order
        (
            [
                Card.entry(debit + "01", priority: "00"), Card.entry(debit + "02"),
                Card.entry(debit + "03", priority: "01"),
            ], [debit + "03", debit + "01", debit + "02"]
        ),
        // the high bits of the priority mean something else
        ([Card.entry(debit, priority: "F2"), Card.entry(credit, priority: "01")], [credit, debit]),
        // B04: Visa first on the card, but the reader has UnionPay only
        ([Card.entry("A0000000031010", priority: "01"), Card.entry(credit, priority: "02")], [credit]),
        // the same application twice: both are tried
        ([Card.entry(debit, priority: "02"), Card.entry(debit, priority: "01")], [debit, debit]),
        // B06: an entry without a name
        ([Card.wrap("50", "41"), Card.entry(debit)], [debit]),
        // B07: names of 4 and 17 bytes
        ([Card.entry("A0000003"), Card.entry(debit + debit + "01"), Card.entry(debit)], [debit]),
        // a priority of two bytes
        ([Card.entry(credit, priority: "0101"), Card.entry(debit)], [debit]),
        ([Card.entry(credit, priority: ""), Card.entry(debit, priority: "0F")], [debit, credit]),
        // B08
        ([Card.entry(debit, kernel: "02"), Card.entry(credit, kernel: "07")], [credit]),
        ([Card.entry(debit, kernel: "00")], [debit]),
        ([Card.entry(debit, kernel: "")], [debit]),
        ([Card.entry(debit, kernel: "07FFFF")], [debit]),
        ([Card.entry(debit, kernel: "070000000000000000")], []),
        ([Card.entry(debit, kernel: "47")], []),
        // nothing in common: B10
        ([Card.entry("A0000000031010")], []),
        ([], []),
    ])
    func candidates(entries: [String], selected: [String]) {
        let reader = Self.run(.reader(Self.quick), CardAnswers.directory(of: entries))
        let tail = selected.isEmpty ? "noCommonApplication" : "candidatesExhausted(Optional(6A82))"
        #expect(
            reader.log == ["15", "poll", "ppse"] + selected + ["1C", "endApplication \(tail)"])
    }

    /// Defaults of 3.3.2.5 C: the kernel of the RID where the card names none.
    @Test(arguments: [
        ("A0000000041010", "02"), ("A0000000031010", "03"), ("A0000000251010", "04"), ("A0000000651010", "05"),
        ("A0000001523010", "06"), ("A0000003241010", "06"), ("A000000333010101", "07"),
    ])
    func defaultKernels(name: String, kernel: String) {
        var configuration = EntryPointConfiguration.reader([(name, "21"), (name, kernel)])
        configuration.kernels.append(KernelIdentifier(0x21))
        let reader = Self.run(configuration, Card.directory(Card.entry(name)), Self.answers(name))
        #expect(reader.activations.map(\.kernel.description) == [kernel])
    }

    /// Identifiers of the forms `10b` and `11b` have three bytes; shorter ones void the entry (a weakness of the
    /// vectors).
    @Test(arguments: [
        ("810978", true), ("8109", false), ("81", false), ("81097801", true), ("810979", false), ("C11111", true),
        ("C111", false), ("C1", false), ("80", false), ("8000", false), ("800000", true), ("80000001", false),
        ("C00000", false),
    ])
    func longKernelIdentifiers(requested: String, isSelected: Bool) {
        let name = "B0000000010101"
        let reader = Self.run(
            .reader([(name, "810978"), (name, "C11111"), (name, "800000"), (name, "8109"), (name, "81")]),
            Card.directory(Card.entry(name, kernel: requested)), Self.answers(name))
        #expect(reader.activations.count == (isSelected ? 1 : 0))
        if isSelected {
            #expect(reader.activations.first?.kernel.bytes == Hex.bytes(requested).map { Array($0.prefix(3)) })
        }
    }

    /// What follows a short identifier in the entry does not make it whole.
    @Test(arguments: [("8109", "7800"), ("81", "0900"), ("C1", "1100"), ("C111", "1100")])
    func shortKernelIdentifiersEndWhereTheyEnd(requested: String, next: String) {
        let name = "B0000000010101"
        let reader = Self.run(
            .reader([(name, "810978"), (name, "C11111"), (name, "810900"), (name, "C11100")]),
            Card.directory(Card.entry(name, kernel: requested) + next), Self.answers(name))
        #expect(reader.text == "15, poll, ppse, 1C, endApplication noCommonApplication")
    }

    // MARK: - QP-B05: partial match

    @Test(arguments: [
        (true, debit + "00", true), (false, debit + "00", false), (false, debit, true), (true, "A00000033301", false),
    ])
    func partialMatch(isAllowed: Bool, name: String, isSelected: Bool) {
        let reader = Self.run(
            .reader([(Self.debit, "07")], partial: isAllowed), Card.directory(Card.entry(name)), Self.answers(name))
        #expect(reader.log.contains(name) == isSelected)
        #expect(reader.activations.map(\.applicationName.description) == (isSelected ? [name] : []))
    }

    // MARK: - QP-B09: no directory

    @Test(arguments: [
        ("6A82", "directoryNotFound"), ("6A81", "cardBlocked"), ("6283", "directoryRefused(6283)"),
        ("6985", "directoryRefused(6985)"), ("6F019000", "directoryMalformed"), ("9000", "noCommonApplication"),
        ("70009000", "noCommonApplication"), ("6F02A5009000", "noCommonApplication"),
        ("6F05A503BF0C009000", "noCommonApplication"), ("6F09A507BF0C046102FFFF9000", "directoryMalformed"),
    ])
    func noDirectory(answer: String, reason: String) {
        let reader = Self.run(.reader(Self.quick), answer)
        #expect(reader.text == "15, poll, ppse, 1C, endApplication \(reason)")
        #expect(reader.outcome?.start == nil)
    }

    /// Explicit names stand in for a directory that is not there, and for no other answer.
    @Test(arguments: [
        ("6A82", "15, poll, ppse, A000000632010105, 5041592E535A54, kernel F0, approved"),
        ("6A81", "15, poll, ppse, 1C, endApplication cardBlocked"),
        ("6985", "15, poll, ppse, 1C, endApplication directoryRefused(6985)"),
    ])
    func explicitNames(answer: String, log: String) {
        var configuration = EntryPointConfiguration.reader([("5041592E535A54", "F0"), ("A000000632010105", "F1")])
        configuration.explicitNames = ["A000000632010105", "5041592E535A54", "A0000000031010"].compactMap {
            ApplicationIdentifier(hex: $0)
        }
        let reader = Self.run(configuration, answer, Self.answers("5041592E535A54"))
        #expect(reader.text == log)
    }

    // MARK: - QP-B11: SELECT refused

    @Test(arguments: ["6A82", "6283", "6A81", "6985", "6A829000"])
    func nextCandidateAfterARefusal(answer: String) {
        var applications = Self.answers(Self.credit)
        applications[Self.debit] = [answer]
        let reader = Self.run(
            .reader(Self.quick),
            Card.directory(Card.entry(Self.debit, priority: "01"), Card.entry(Self.credit, priority: "02")),
            applications)
        #expect(reader.text == "15, poll, ppse, \(Self.debit), \(Self.credit), kernel 07, approved")
    }

    @Test func lockedCard() {
        let reader = Self.run(.reader(Self.quick), "6985", [Self.debit: ["6985"]])
        #expect(reader.outcome?.kind == .endApplication)
    }

    // MARK: - QP-B12: wrong FCI, where the kernel is strict

    @Test(arguments: [
        ("6F0E8408" + debit + "A5029F38" + "9000", false),  // cut inside A5
        (Card.wrap("6F", Card.wrap("84", credit) + "A500") + "9000", false),  // another name
        (Card.wrap("6F", Card.wrap("85", debit) + "A500") + "9000", false),  // 85 in place of 84
        (Card.wrap("6F", Card.wrap("84", debit)) + "9000", false),  // no A5
        (Card.wrap("6F", Card.wrap("84", debit) + "A500") + "FFFF9000", false),  // bytes after the template
        (Card.wrap("6F", Card.wrap("84", debit) + "A500") + "00009000", false),
        (Card.wrap("70", Card.wrap("84", debit) + "A500") + "9000", false),
        ("9000", false),
        (Card.wrap("6F", Card.wrap("84", debit) + "A500") + "9000", true),
        (Card.wrap("6F", "A500" + Card.wrap("84", debit)) + "9000", true),  // any order
        (Card.wrap("6F", Card.wrap("84", debit + "01") + "A500") + "9000", true),  // a longer name
    ])
    func soundFCI(answer: String, isTaken: Bool) {
        for isStrict in [true, false] {
            var configuration = EntryPointConfiguration.reader(Self.quick)
            if !isStrict { configuration.kernelsWithStrictFCI = [] }
            let reader = Self.run(
                configuration, Card.directory(Card.entry(Self.debit)), [Self.debit: [answer]])
            #expect(reader.activations.count == (isTaken || !isStrict ? 1 : 0))
        }
    }

    // MARK: - QP-B13: scheme order

    @Test(arguments: [
        ([], "A000000632010106"), (["A000000632"], "A000000632010106"), (["A000000333"], debit),
        (["A000000632010105", "A000000333"], "A000000632010105"), (["A000000333", "A000000632"], debit),
        (["A000000003"], "A000000632010106"),
    ])
    func schemeOrder(order: [String], first: String) {
        var configuration = EntryPointConfiguration.reader([
            ("A000000632010105", "F1"), ("A000000632010106", "F2"), (Self.debit, "07"),
        ])
        configuration.schemeOrder = order.compactMap { ApplicationIdentifier(hex: $0) }
        for _ in 0..<3 {
            let reader = Self.run(
                configuration,
                Card.directory(
                    Card.entry("A000000632010106", priority: "01"), Card.entry("A000000632010105", priority: "02"),
                    Card.entry(Self.debit, priority: "03")))
            #expect(reader.log.dropFirst(3).first == first)
        }
    }

    /// The order of the reader's table decides nothing but full ties; the directory's place goes first.
    @Test func directoryOrderGoesBeforeTheTable() {
        let reader = Self.run(
            .reader(Self.quick), Card.directory(Card.entry(Self.credit), Card.entry(Self.debit)),
            Self.answers(Self.debit, Self.credit))
        #expect(reader.activations.map(\.applicationName.description) == [Self.credit])
    }

    // MARK: - Extended selection (a weakness of the vectors)

    @Test(arguments: [(true, "11223344", debit + "11223344"), (false, "11223344", debit), (true, "", debit)])
    func extendedSelection(isSupported: Bool, extended: String, selected: String) {
        var options = EntryPointConfiguration.Options()
        options.supportsExtendedSelection = isSupported
        let reader = Self.run(
            .reader(Self.quick, options: options), Card.directory(Card.entry(Self.debit, extended: extended)),
            [selected: [Card.application(selected)]])
        #expect(reader.text == "15, poll, ppse, \(selected), kernel 07, approved")
        #expect(reader.activations.first.map { Hex.text($0.selectedName) } == selected)
        #expect(reader.activations.first?.applicationName.description == Self.debit)
    }

    // MARK: - Visa's two kernels (3.3.3.6)

    @Test(arguments: [
        ("9F6604", true, "03"), ("9F3704", true, "01"), ("", true, "01"), ("9F37049F66", true, "01"),
        ("9F3704", false, ""), ("9F6604", false, "03"),
    ])
    func visaLegacy(options: String, hasKernel1: Bool, kernel: String) {
        let name = "A0000000031010"
        var configuration = EntryPointConfiguration.reader([(name, "03")])
        if hasKernel1 { configuration.kernels.append(.visaLegacy) }
        let reader = Self.run(
            configuration, Card.directory(Card.entry(name)), [name: [Card.application(name, options: options)]])
        #expect(reader.activations.map(\.kernel.description) == (kernel.isEmpty ? [] : [kernel]))
    }

    /// A kernel the reader does not have is passed over, whatever the tables say.
    @Test func kernelsTheReaderHas() {
        var configuration = EntryPointConfiguration.reader([(Self.debit, "07"), (Self.debit, "21")])
        configuration.kernels = [KernelIdentifier(0x21)]
        let reader = Self.run(
            configuration, Card.directory(Card.entry(Self.debit, kernel: "00")), Self.answers(Self.debit))
        #expect(reader.activations.map(\.kernel.description) == ["21"])
    }

    // MARK: - Limits

    /// Entries past the limit are not read; candidates past theirs are the worst ones.
    @Test func limits() {
        var entries = (0..<70).map { number in
            Card.entry(Self.debit + Hex.text([UInt8(number)]), priority: number == 69 ? "01" : "02")
        }
        let first = Self.run(.reader([(Self.debit, "07")]), Card.directory(of: entries))
        #expect(first.log.count == 3 + PaymentDirectory.mostEntries + 2)
        #expect(!first.log.contains(Self.debit + "45"))
        entries = Array(entries.prefix(64))
        entries[63] = Card.entry(Self.debit + "3F", priority: "01")
        let many = (0..<8).map { (Self.debit, Hex.text([UInt8(0x21 + $0)])) }
        let second = Self.run(
            .reader(many), Card.directory(of: entries.map { $0 + Card.wrap("9F2A", "00") }))
        #expect(second.log.count == 3 + CandidateList.most + 2)
        #expect(second.log.dropFirst(3).first == Self.debit + "3F")
    }
}
