import CAllocationCounter
import EMV
import SmartCard
import TestSupport
import Testing

/// Whatever a card answers, the entry point comes to an end; names agree with a naive reading; few allocations.
@Suite(.serialized)
struct RobustnessTests {
    typealias Card = CardAnswers

    private static let name = "A000000333010101"

    private static func configuration() -> EntryPointConfiguration {
        var options = EntryPointConfiguration.Options()
        options.supportsExtendedSelection = true
        options.qualifiers = TerminalTransactionQualifiers(rawValue: 0x2100_0080)
        return .reader(
            [(name, "07"), ("A0000000031010", "03"), ("A000000632010105", "F1"), (name, "810978")], options: options)
    }

    /// Random bytes, and sound answers with random bytes put in, as directory and FCI.
    @Test(arguments: UInt64(0)..<16)
    func survivesRandomAnswers(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let directory =
            Hex.bytes(
                Card.directory(
                    Card.entry(Self.name, priority: "01", kernel: "07", extended: "0102"),
                    Card.entry("A0000000031010", priority: "02"))) ?? []
        let application = Hex.bytes(Card.application(Self.name)) ?? []
        for _ in 0..<1000 {
            var reader = ScriptedReader(Self.configuration())
            reader.card["ppse"] = [Self.answer(directory, &random)]
            for name in [Self.name + "0102", Self.name, "A0000000031010"] {
                reader.card[name] = [Self.answer(application, &random)]
            }
            reader.begin()
            #expect(reader.outcome != nil)
        }
    }

    private static func answer(_ sound: [UInt8], _ random: inout SplitMix64) -> String {
        switch Int.random(in: 0..<4, using: &random) {
        case 0: return Hex.text(sound)
        case 1:
            return Hex.text(
                (0..<Int.random(in: 0..<256, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) })
                + "9000"
        case 2:
            return Hex.text(sound.prefix(Int.random(in: 0...sound.count, using: &random))) + "9000"
        default:
            var changed = sound
            for _ in 0..<Int.random(in: 1..<4, using: &random) {
                let index = Int.random(in: 0..<(changed.count - 2), using: &random)
                changed[index] = UInt8.random(in: 0...255, using: &random)
            }
            return Hex.text(changed)
        }
    }

    /// Names as numbers against names as arrays.
    @Test(arguments: UInt64(0)..<16)
    func namesAgreeWithArrays(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        for _ in 0..<1000 {
            let bytes = (0..<Int.random(in: 5...16, using: &random)).map { _ in
                UInt8.random(in: 0...1, using: &random)
            }
            var other = Array(bytes.prefix(Int.random(in: 5...16, using: &random)))
            if Bool.random(using: &random) {
                let index = Int.random(in: 0..<other.count, using: &random)
                other[index] ^= UInt8.random(in: 0...1, using: &random)
            }
            let name = try #require(ApplicationIdentifier(bytes))
            let prefix = try #require(ApplicationIdentifier(other))
            #expect(name.bytes == bytes && name.count == bytes.count && name.description == Hex.text(bytes))
            #expect(name.hasPrefix(prefix) == bytes.starts(with: other))
            #expect((name == prefix) == (bytes == other))
        }
    }

    @Test(arguments: [0, 1, 4, 5, 16, 17, 40])
    func lengthsOfNames(count: Int) {
        #expect((ApplicationIdentifier([UInt8](repeating: 0xA0, count: count)) != nil) == (5...16).contains(count))
        #expect((KernelIdentifier([UInt8](repeating: 0xA0, count: count)) != nil) == (1...8).contains(count))
        #expect((TerminalTransactionQualifiers([UInt8](repeating: 1, count: count)) != nil) == (count == 4))
    }

    /// From the amount to the outcome nothing is allocated, once the runtime has what it makes once.
    @Test func aTapAllocatesNothing() throws {
        var machine = EntryPoint(Self.configuration())
        let directory = try #require(
            Hex.bytes(Card.directory(Card.entry(Self.name, priority: "01", kernel: "07")).dropLast(4)))
        let application = try #require(Hex.bytes(Card.application(Self.name).dropLast(4)))
        let outcome = Outcome(.approved, messageOnOutcome: UserInterfaceRequest(.approved, .cardReadSuccessfully))
        var allocations = 0
        var kernels = 0
        for round in 0..<10 {
            faregate_reset_allocation_count()
            _ = machine.begin(EntryPointTransaction(amount: 1))
            _ = machine.next()
            _ = machine.cardDetected()
            _ = machine.answer(.success, 0..<directory.count, in: directory.span)
            if case .activateKernel? = machine.answer(.success, 0..<application.count, in: application.span) {
                kernels += 1
            }
            _ = machine.kernelFinished(outcome)
            _ = machine.next()
            let count = Int(faregate_allocation_count())
            if round > 2 { allocations = max(allocations, count) }
        }
        #expect(kernels == 10)
        #expect(allocations == 0)
    }
}
