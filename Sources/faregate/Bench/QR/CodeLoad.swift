import CardCrypto
import QRTickets

/// Codes of one format over and over: the whole validator, and the verifications in libcrypto that they need.
final class CodeLoad {
    /// What is measured.
    enum Kind: String, CaseIterable {
        case ministryCached = "mot-v2, certificate cached"
        case ministryCold = "mot-v2, certificate new"
        case p256Cached = "fg-p256, certificate cached"
        case ed25519Cached = "fg-ed25519, certificate cached"

        /// The share of the raw verifications that is allowed.
        var goal: String {
            switch self {
            case .ministryCached, .ministryCold: "<= 1.15"
            case .p256Cached: "<= 1.3"
            case .ed25519Cached: ""
            }
        }
    }

    /// More certificates than a validator keeps, so that each is new again when its turn comes.
    private static let coldCertificates = 65
    /// 2026-11-23 00:00:00 UTC.
    private static let now: UInt32 = 1_795_392_000

    private let codes: [[UInt8]]
    private let raw: RawCodes
    private let validator: CodeValidator

    init(_ kind: Kind) throws {
        let roots = TestAuthority.rootsFile
        validator = CodeValidator(roots: try RootStore(parsing: roots.span, allowsTestKeys: true))
        let account = Array("8800000000000001".utf8)
        switch kind {
        case .ministryCached, .ministryCold:
            var issuer = MinistryIssuer()
            codes = (0..<(kind == .ministryCold ? Self.coldCertificates : 1)).map { index in
                issuer.serial = [0, 0, UInt8(index)]
                return issuer.code(
                    .init(
                        account: account, limitFen: 2000, authorisedUntil: Self.now, validitySeconds: 60,
                        generated: Self.now))
            }
        case .p256Cached, .ed25519Cached:
            let issuer = FareGateIssuer(kind == .p256Cached ? .p256 : .ed25519)
            codes = [
                issuer.code(
                    .init(
                        account: account, limitFen: 2000, authorisedUntil: Self.now, validitySeconds: 60,
                        generated: Self.now))
            ]
        }
        raw = RawCodes(codes, kind)
        // Every certificate once; of those that fit all are kept.
        run(codes.count)
    }

    /// CPU microseconds a code.
    @discardableResult
    func run(_ count: Int) -> Double {
        let clock = Stopwatch()
        for index in 0..<count {
            let code = codes[index % codes.count]
            let verdict = try? validator.validate(code.span, at: CodeClock(now: Self.now))
            precondition(verdict?.result == .accept, "a code that was accepted is not any more")
        }
        return clock.processorSeconds * 1e6 / Double(count)
    }

    /// CPU microseconds of the raw verifications of a code.
    func runRaw(_ count: Int) -> Double {
        let clock = Stopwatch()
        for index in 0..<count {
            let isGood = raw.verify(index % codes.count)
            precondition(isGood, "libcrypto does not verify what the validator accepts")
        }
        return clock.processorSeconds * 1e6 / Double(count)
    }
}
