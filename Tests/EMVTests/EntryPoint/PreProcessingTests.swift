import EMV
import Testing

/// EMV Book B 2.5, 3.1.1 (by libpay's account), and emv-cases.md QP-D04 to QP-D06.
struct PreProcessingTests {
    typealias Options = EntryPointConfiguration.Options

    private static func options(_ change: (inout Options) -> Void) -> Options {
        var options = Options()
        change(&options)
        return options
    }

    private static let limits = options {
        $0.contactlessTransactionLimit = 100_000
        $0.contactlessFloorLimit = 500
        $0.cardholderVerificationLimit = 1000
        $0.qualifiers = TerminalTransactionQualifiers(rawValue: 0x2100_0080)
    }

    /// Amount, indicators, TTQ: a limit barred or exceeded from it on, the floor limit only above it.
    @Test(
        arguments: [
            (499, [], 0x2100_0080),
            (500, [], 0x2100_0080),
            (501, .floorLimitExceeded, 0x2180_0080),
            (999, .floorLimitExceeded, 0x2180_0080),
            (1000, [.floorLimitExceeded, .cardholderVerificationLimitExceeded], 0x21C0_0080),
            (99_999, [.floorLimitExceeded, .cardholderVerificationLimitExceeded], 0x21C0_0080),
            (
                100_000,
                [.floorLimitExceeded, .cardholderVerificationLimitExceeded, .contactlessApplicationNotAllowed],
                0x21C0_0080
            ),
            (0, .zeroAmount, 0x2180_0080),
        ] as [(UInt64, PreProcessingIndicators, UInt32)])
    func limits(amount: UInt64, indicators: PreProcessingIndicators, qualifiers: UInt32) {
        let result = PreProcessing(Self.limits, amount: amount, currencyUnit: 100)
        #expect(result.indicators == indicators)
        #expect(result.qualifiers?.rawValue == qualifiers)
    }

    /// QP-D06: zero amount allowed (nil: not configured), offline-only reader, what comes out.
    @Test(
        arguments: [
            (
                false, UInt32(0x2100_0080), false, PreProcessingIndicators.contactlessApplicationNotAllowed,
                UInt32(0x2100_0080)
            ),
            (false, 0x2900_0080, false, .contactlessApplicationNotAllowed, 0x2900_0080),
            (true, 0x2900_0080, false, [.zeroAmount, .contactlessApplicationNotAllowed], 0x2900_0080),
            (true, 0x2100_0080, false, .zeroAmount, 0x2180_0080),
            (nil, 0x2100_0080, false, .zeroAmount, 0x2180_0080),
            (true, 0x2900_0080, true, .zeroAmount, 0x2900_0080),
            (true, 0x2100_0080, true, .zeroAmount, 0x2100_0080),
        ] as [(Bool?, UInt32, Bool, PreProcessingIndicators, UInt32)])
    func zeroAmount(
        isAllowed: Bool?, configured: UInt32, offline: Bool, indicators: PreProcessingIndicators, copy: UInt32
    ) {
        let options = Self.options {
            $0.allowsZeroAmount = isAllowed
            $0.allowsZeroAmountOffline = offline
            $0.qualifiers = TerminalTransactionQualifiers(rawValue: configured)
        }
        let result = PreProcessing(options, amount: 0, currencyUnit: 100)
        #expect(result.indicators == indicators)
        #expect(result.qualifiers?.rawValue == copy)
    }

    /// The status check: one unit of the currency, no more, no less, and only where it is supported.
    @Test(arguments: [(99, true, false), (100, true, true), (101, true, false), (100, false, false)])
    func statusCheck(amount: Int, isSupported: Bool, isRequested: Bool) {
        let options = Self.options {
            $0.supportsStatusCheck = isSupported
            $0.qualifiers = TerminalTransactionQualifiers(rawValue: 0x2000_0000)
        }
        let result = PreProcessing(options, amount: UInt64(amount), currencyUnit: 100)
        #expect(result.indicators.contains(.statusCheckRequested) == isRequested)
        #expect(result.qualifiers?.requiresOnlineCryptogram == isRequested)
    }

    /// The terminal's floor limit counts only where the reader has none.
    @Test(
        arguments: [
            (nil, nil, false), (nil, 10, true), (20, 10, false), (10, 20, true), (nil, 11, false), (10, nil, true),
        ] as [(UInt64?, UInt64?, Bool)])
    func floorLimits(reader: UInt64?, terminal: UInt64?, isExceeded: Bool) {
        let options = Self.options {
            $0.contactlessFloorLimit = reader
            $0.terminalFloorLimit = terminal
        }
        let result = PreProcessing(options, amount: 11, currencyUnit: 100)
        #expect(result.indicators == (isExceeded ? .floorLimitExceeded : []))
        #expect(result.qualifiers == nil)
    }

    /// Every combination of options against the naive reading of the book.
    @Test func agreesWithTheBookWordByWord() {
        for options in Self.everyOption() {
            for amount in [UInt64(0), 1, 9, 10, 11, 19, 20, 21] {
                let result = PreProcessing(options, amount: amount, currencyUnit: 1)
                #expect(result == Self.naive(options, amount), "\(options) \(amount)")
            }
        }
    }

    private static func everyOption() -> [Options] {
        var all = [Options()]
        func vary<Value>(_ path: WritableKeyPath<Options, Value>, _ values: [Value]) {
            all = all.flatMap { one in
                values.map { value in
                    var changed = one
                    changed[keyPath: path] = value
                    return changed
                }
            }
        }
        vary(\.supportsStatusCheck, [false, true])
        vary(\.allowsZeroAmount, [nil, false, true])
        vary(\.contactlessTransactionLimit, [nil, 20])
        vary(\.contactlessFloorLimit, [nil, 10])
        vary(\.terminalFloorLimit, [nil, 20])
        vary(\.cardholderVerificationLimit, [nil, 10])
        let qualifiers: [UInt32?] = [nil, 0x84C0_8000, 0x2800_0000, 0xF72A_8A55]
        vary(\.qualifiers, qualifiers.map { $0.map { TerminalTransactionQualifiers(rawValue: $0) } })
        return all
    }

    private static func naive(_ options: Options, _ amount: UInt64) -> PreProcessing {
        var result = PreProcessing(without: options)
        result.qualifiers = options.qualifiers.map { .init(rawValue: $0.rawValue & 0xFF3F_FFFF) }
        if options.supportsStatusCheck, amount == 1 { result.indicators.formUnion(.statusCheckRequested) }
        if amount == 0, options.allowsZeroAmount == false {
            result.indicators.formUnion(.contactlessApplicationNotAllowed)
        }
        if amount == 0, options.allowsZeroAmount != false { result.indicators.formUnion(.zeroAmount) }
        if let limit = options.contactlessTransactionLimit, amount >= limit {
            result.indicators.formUnion(.contactlessApplicationNotAllowed)
        }
        if let limit = options.contactlessFloorLimit, amount > limit {
            result.indicators.formUnion(.floorLimitExceeded)
        }
        if options.contactlessFloorLimit == nil, let limit = options.terminalFloorLimit, amount > limit {
            result.indicators.formUnion(.floorLimitExceeded)
        }
        if let limit = options.cardholderVerificationLimit, amount >= limit {
            result.indicators.formUnion(.cardholderVerificationLimitExceeded)
        }
        guard var bits = result.qualifiers?.rawValue else { return result }
        if result.indicators.contains(.floorLimitExceeded) { bits |= 0x80_0000 }
        if result.indicators.contains(.statusCheckRequested) { bits |= 0x80_0000 }
        if result.indicators.contains(.zeroAmount) {
            if bits & 0x0800_0000 == 0 {
                bits |= 0x80_0000
            } else {
                result.indicators.formUnion(.contactlessApplicationNotAllowed)
            }
        }
        if result.indicators.contains(.cardholderVerificationLimitExceeded) { bits |= 0x40_0000 }
        result.qualifiers = .init(rawValue: bits)
        return result
    }
}
