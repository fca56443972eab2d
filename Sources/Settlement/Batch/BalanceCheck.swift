import Fares
import Gate
import Journal

/// Compares what is settled with the registers: for each journal, medium and direction the taps of the day by number
/// and fen, and the journal's own register records.
enum BalanceCheck {
    private struct Line: Hashable {
        var approved: UInt64 = 0
        var chargedFen: UInt64 = 0
        var returnedFen: UInt64 = 0

        mutating func count(_ fen: Int64) {
            approved += 1
            if fen >= 0 { chargedFen += fen.magnitude } else { returnedFen += fen.magnitude }
        }
    }

    private struct Key: Hashable {
        let medium: String
        let kind: AuditRegister.Kind
    }

    /// Every difference in words, in order of the journals.
    static func differences(
        _ day: ServiceDate, _ input: SettlementInput, taps: [TapIdentity: SettledTap]
    ) -> [String] {
        var sums: [String: [Key: Line]] = [:]
        func count(_ tap: SettledTap) {
            guard tap.serviceDate == day else { return }
            sums["\(tap.id.device)-\(tap.id.epoch)", default: [:]][key(tap), default: Line()].count(tap.recordedFen)
        }
        for tap in taps.values { count(tap) }
        // The registers have counted what waits for its proof.
        for tap in input.sources.compactMap(\.extract.heldBack) where taps[tap.id] == nil { count(tap) }
        var found: [String] = []
        for source in input.sources {
            found += source.extract.registers.differences.map { "\(source.path): \($0)" }
            found += differences(source, source.extract.registers.ofDay, sums[source.name] ?? [:])
        }
        return found
    }

    private static func differences(
        _ source: SettlementInput.Source, _ registers: AuditRegisters, _ sums: [Key: Line]
    ) -> [String] {
        var registered: [Key: Line] = [:]
        for line in registers.lines where line.kind != .sweep && line.kind != .purse && line.approved > 0 {
            registered[Key(medium: line.medium, kind: line.kind)] = Line(
                approved: line.approved, chargedFen: line.chargedFen, returnedFen: line.returnedFen)
        }
        let keys = Set(registered.keys).union(sums.keys)
            .sorted { ($0.medium, $0.kind.rawValue) < ($1.medium, $1.kind.rawValue) }
        return keys.compactMap { key in
            let (left, right) = (registered[key] ?? Line(), sums[key] ?? Line())
            guard left != right else { return nil }
            return "\(source.path): \(key.medium) \(key.kind.code): registers \(left.approved) taps, "
                + "\(left.chargedFen) - \(left.returnedFen) fen; settled \(right.approved) taps, "
                + "\(right.chargedFen) - \(right.returnedFen) fen"
        }
    }

    private static func key(_ tap: SettledTap) -> Key {
        let kind: AuditRegister.Kind =
            switch tap.kind {
            case .entry: .entry
            case .exit: .exit
            case .bus: .bus
            }
        return Key(medium: tap.medium, kind: kind)
    }
}
