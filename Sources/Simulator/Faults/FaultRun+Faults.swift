import Gate
import Journal

/// What goes wrong, drawn at each card.
extension FaultRun {
    /// Something may go wrong now.
    func strike(_ number: Int) throws(FaultViolation) {
        guard !isSettling else { return }
        for kind in Self.drawn where random.happens(perMillion: plan.rate(kind)) {
            try happens(kind, at: number)
            guard process != nil else { return }
        }
    }

    /// The kinds that are drawn here; the others are drawn where they happen, or come of these.
    private static let drawn: [FaultKind] = [
        .kill, .stop, .powerDrop, .powerTear, .powerReorder, .syncError, .writeError, .diskFull, .readOnly, .bitRot,
        .slowDisk, .clockForward, .clockBack, .clockFrozen, .leapSecond, .readerDead, .keyRollover, .deafBarrier,
        .modeChange, .easing, .emergency, .intrusion,
    ]

    private func happens(_ kind: FaultKind, at number: Int) throws(FaultViolation) {
        switch kind {
        case .kill, .powerDrop, .powerTear, .powerReorder:
            if random.below(3) == 0 { endNow(kind) } else { endSoon(kind) }
        case .stop: try stop()
        case .bitRot:
            // After a clean end the anchor vouches for all.
            guard process?.failedUntil == nil, disk.fault == nil, crash == nil else { return }
            try stop()
            if process == nil { try rot() }
        case .syncError, .writeError, .diskFull, .readOnly: breakDisk(kind)
        case .slowDisk:
            count(kind)
            slowUntil = clock.monotonic + milliseconds(500...60_000)
            say("the disk is slow")
        case .clockForward, .clockBack, .clockFrozen, .leapSecond: setClock(kind)
        case .keyRollover: try changeKey()
        case .readerDead, .deafBarrier, .modeChange, .easing, .emergency, .intrusion: try disturb(kind, number)
        default: return
        }
    }

    private func breakDisk(_ kind: FaultKind) {
        guard disk.fault == nil else { return }
        let isForEver = random.below(2) == 0
        switch kind {
        case .syncError: disk.fault = .sync(disk.syncs + random.within(1...4), forEver: isForEver)
        case .writeError: disk.fault = .write(disk.writes + random.within(1...4), forEver: isForEver)
        case .readOnly: disk.fault = .readOnly(from: disk.writes + random.within(1...4))
        default: disk.fault = .full(bytes: disk.usedBytes + random.below(20_000))
        }
        count(kind)
        say("the disk: \(kind.rawValue)")
    }

    private func setClock(_ kind: FaultKind) {
        switch kind {
        case .clockFrozen:
            guard thawAt == .max else { return }
            clock.freeze()
            thawAt = clock.monotonic + milliseconds(1000...600_000)
        case .leapSecond:
            leapAt = min(leapAt, clock.monotonic + milliseconds(1...60_000))
            return
        default:
            // From a second to a day, each size as likely as the next.
            var seconds = 1 << random.below(17)
            seconds = min(86_400, seconds + random.below(seconds))
            clock.jump(milliseconds: Int64(kind == .clockBack ? -seconds : seconds) * 1000)
        }
        count(kind)
        say("the wall clock: \(kind.rawValue)")
    }

    private func changeKey() throws(FaultViolation) {
        guard let running = process, running.failedUntil == nil else { return }
        guard let key = DeviceKey(identifier: keyNumber + 1, key: Self.keyBytes(keyNumber + 1)) else { return }
        let waiting = running.journal.pending
        do throws(JournalError) {
            try running.journal.changeKey(to: key, at: clock.moment)
        } catch {
            try mayBeRefused(error, waiting)
            return
        }
        keyNumber += 1
        enter(.other(.keyChange), waiting)
        handedOver()
        count(.keyRollover)
        say("device key \(keyNumber)")
    }

    /// The bytes of a device key; as good as any other.
    static func keyBytes(_ number: UInt16) -> [UInt8] {
        (0..<32).map { UInt8(truncatingIfNeeded: Int(number) &* 31 &+ $0) }
    }

    /// A lane's reader, barrier or mode changes for a while, or somebody comes from the wrong side.
    private func disturb(_ kind: FaultKind, _ number: Int) throws(FaultViolation) {
        let end = clock.monotonic + milliseconds(200...60_000)
        let side: Gate.TapKind = lanes[number].ways.contains(.entry) ? .entry : .exit
        switch kind {
        case .readerDead:
            lanes[number].schedule(.reader(side, works: true), at: end)
            try tell(number, .reader(side, works: false))
        case .deafBarrier:
            // As a controller answers the greeting, before it counts as there.
            lanes[number].schedule(.sensor(.zoneFree), at: end)
            lanes[number].schedule(.link(true), at: end)
            try tell(number, .link(false))
        case .modeChange:
            let orders: [GateOrder] = [.close, .outOfService, .maintenance]
            lanes[number].schedule(.command(.normal), at: end)
            try tell(number, .command(orders[random.below(orders.count)]))
        case .easing:
            let rules = GateEasings(rawValue: UInt8(random.within(1...Int(GateEasings.all.rawValue))))
            lanes[number].schedule(.command(.ease([])), at: end)
            try tell(number, .command(.ease(rules)))
        case .emergency: try release(number, until: end)
        default:
            try tell(number, .sensor(.intrusion))
            return
        }
        count(kind)
        say("lane \(number): \(kind.rawValue)")
    }

    private func release(_ number: Int, until end: UInt64) throws(FaultViolation) {
        switch random.below(3) {
        case 0:
            lanes[number].schedule(.command(.endRelease), at: end)
            try tell(number, .command(.release))
        case 1:
            lanes[number].schedule(.emergencyLine(false), at: end)
            try tell(number, .emergencyLine(true))
        default:
            lanes[number].schedule(.power(true), at: end)
            try tell(number, .power(false))
        }
        // Whoever is near goes out, without a card.
        for _ in 0..<random.below(4) {
            lanes[number].schedule(.sensor(.passed), at: clock.monotonic + milliseconds(100...3000))
        }
    }
}
