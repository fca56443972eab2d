import Gate
import Journal

/// The lanes: machines, barriers, aisles.
extension FaultRun {
    /// Something happens at a lane.
    func laneHappens(_ number: Int) throws(FaultViolation) {
        let now = clock.monotonic
        if lanes[number].untoldAt <= now {
            try tellAgain(number)
            return
        }
        if let event = lanes[number].takeDue(by: now) {
            try duly(number, event)
            return
        }
        if let deadline = lanes[number].machine.nextDeadline, deadline * Self.millisecond <= now {
            try tell(number, .tick)
            return
        }
        guard let visit = lanes[number].visit else {
            if lanes[number].arrivalAt <= now { try arrive(number) }
            return
        }
        guard visit.at <= now else { return }
        switch visit.stage {
        case .reading: try ask(number, visit)
        case .storing(let sequence, _):
            count(.storageTimeOut)
            say("lane \(number): record \(sequence) is not on the disk in time")
            leave(number, visit, retries: true)
            try tell(number, .again(visit.kind))
        }
    }

    private func duly(_ number: Int, _ event: GateEvent) throws(FaultViolation) {
        if event == .sensor(.passed) { walkThrough(number) }
        try tell(number, event)
    }

    /// Whoever was let through and walks is on the other side; in an emergency anybody.
    private func walkThrough(_ number: Int) {
        if let index = lanes[number].walkers.firstIndex(where: { !$0.isGone && $0.hasStarted }) {
            let walker = lanes[number].walkers.remove(at: index)
            moves(walker.rider, in: walker.kind == .entry)
            riders[walker.rider].isBusy -= 1
            return
        }
        guard lanes[number].mode.mode(ways: lanes[number].ways) == .emergency,
            let rider = anybody(isInside: true)
        else { return }
        moves(rider, in: false)
    }

    private func moves(_ rider: Int, in isIn: Bool) {
        riders[rider].isInside = isIn
        say("card \(rider) is \(isIn ? "in" : "out")")
    }

    /// A rider on that side of the barriers whose card is nowhere; nil if none is found at once.
    func anybody(isInside: Bool) -> Int? {
        for _ in 0..<8 {
            let rider = random.below(riders.count)
            if riders[rider].isInside == isInside, riders[rider].isBusy == 0 { return rider }
        }
        return nil
    }

    /// Hands an event to a lane's machine and checks what it answers.
    func tell(_ number: Int, _ event: GateEvent) throws(FaultViolation) {
        let now = clock.monotonic
        lanes[number].mode.take(event, ways: lanes[number].ways, at: now)
        let actions = lanes[number].machine.handle(event, at: now / Self.millisecond)
        for index in 0..<actions.count {
            try perform(number, actions[index])
            if let other = parts.besides(actions[index]) { try perform(number, other) }
        }
        let mode = lanes[number].mode.mode(ways: lanes[number].ways)
        guard lanes[number].machine.easings == lanes[number].mode.easings else {
            throw FaultViolation(.mode, "lane \(number) does without other rules than it was told to")
        }
        guard lanes[number].machine.mode == mode else {
            throw FaultViolation(
                .mode, "lane \(number) is \(lanes[number].machine.mode.code) after \(event); it must be \(mode.code)")
        }
        guard mode != .emergency || lanes[number].isReleased else {
            throw FaultViolation(.mode, "lane \(number) is in emergency, and its barrier is not released")
        }
    }

    private func perform(_ number: Int, _ action: GateAction) throws(FaultViolation) {
        switch action {
        case .open(let kind, let tapSequence):
            if lanes[number].told[tapSequence] == nil { lanes[number].told[tapSequence] = clock.monotonic }
            try opens(number, kind, tapSequence)
        case .release:
            let mode = lanes[number].mode.mode(ways: lanes[number].ways)
            guard mode == .emergency || mode == .maintenance else {
                throw FaultViolation(.mode, "lane \(number) is released in mode \(mode.code)")
            }
            lanes[number].isReleased = true
            say("lane \(number): released")
        case .stand:
            guard lanes[number].mode.mode(ways: lanes[number].ways) == .normal else {
                throw FaultViolation(.mode, "lane \(number) stands open out of service")
            }
            lanes[number].isReleased = false
        case .close: lanes[number].isReleased = false
        case .notPassed(let tapSequence):
            notPassed(number, tapSequence)
            try record(number, tapSequence, .notPassed)
        case .tailgated(let tapSequence):
            count(.tailgating)
            try record(number, tapSequence, .tailgated)
        case .alarm(.intrusion): count(.intrusion)
        case .passed(let tapSequence):
            passUsed(number, tapSequence)
            try record(number, tapSequence, .passed)
        case .modeChanged(let old, let new, let cause):
            try record(number, old, new, cause)
        case .easingsChanged:
            let mode = lanes[number].mode.mode(ways: lanes[number].ways)
            try record(number, mode, mode, .command)
        case .show, .alarm, .silence, .passedFreely, .ignored: break
        }
    }

    /// A pass is used. Whoever has it and is not in the aisle has lost it to somebody whom the sensors took for its
    /// rider, and has the card in hand again.
    private func passUsed(_ number: Int, _ tapSequence: UInt64) {
        guard let index = lanes[number].walkers.firstIndex(where: { $0.tapSequence == tapSequence }) else { return }
        let walker = lanes[number].walkers[index]
        guard walker.isGone || !walker.hasStarted else { return }
        lanes[number].walkers.remove(at: index)
        riders[walker.rider].isBusy -= 1
        say("lane \(number): somebody else has passed for record \(tapSequence)")
    }

    /// The barrier is told to open for a tap: the record is on the disk, approved, this way, and the mode allows it.
    private func opens(_ number: Int, _ kind: Gate.TapKind, _ tapSequence: UInt64) throws(FaultViolation) {
        lanes[number].isReleased = false
        guard let running = process, tapSequence <= running.watch.durable || tapSequence <= acknowledged else {
            throw FaultViolation(
                .openWithoutRecord,
                "lane \(number) opens for record \(tapSequence); the disk has \(process?.watch.durable ?? 0)")
        }
        guard case .tap(let tap) = ledger.records[Int(tapSequence) - 1], tap.isOpen, tap.kind == kind else {
            throw FaultViolation(.openWithoutRecord, "lane \(number) opens for record \(tapSequence), which does not")
        }
        guard !lanes[number].ended.contains(tapSequence) else {
            throw FaultViolation(
                .openedTwice, "lane \(number) opens for record \(tapSequence), whose pass it has said to be over")
        }
        let mode = lanes[number].mode.mode(ways: lanes[number].ways)
        let wasBefore = lanes[number].came[tapSequence] ?? .max < lanes[number].mode.closedAt ?? .max
        guard mode == .normal || (wasBefore && mode != .emergency && mode != .maintenance) else {
            throw FaultViolation(.mode, "lane \(number) opens for record \(tapSequence) in mode \(mode.code)")
        }
        guard let index = lanes[number].walkers.firstIndex(where: { $0.tapSequence == tapSequence }) else { return }
        let walker = lanes[number].walkers[index]
        guard !walker.hasStarted else { return }
        lanes[number].walkers[index].hasStarted = true
        say("lane \(number): opens for record \(tapSequence)")
        walks(number, walker)
    }

    /// What the sensors will see of somebody who is let through.
    private func walks(_ number: Int, _ walker: FaultLane.Walker) {
        var moment = clock.monotonic + milliseconds(200...900)
        if walker.isGone {
            if random.below(2) == 0 { lanes[number].schedule(.sensor(.withdrew), at: moment) }
            return
        }
        lanes[number].schedule(.sensor(.zoneOccupied), at: moment)
        moment += milliseconds(100...1500)
        lanes[number].schedule(.sensor(.passed), at: moment)
        if !isSettling, random.happens(perMillion: plan.rate(.tailgating)) {
            lanes[number].schedule(.sensor(.tailgating), at: moment + milliseconds(50...400))
        }
        moment += milliseconds(100...800)
        lanes[number].schedule(.sensor(.zoneFree), at: moment)
    }

    /// A pass is over without a passage.
    private func notPassed(_ number: Int, _ tapSequence: UInt64) {
        guard let index = lanes[number].walkers.firstIndex(where: { $0.tapSequence == tapSequence }) else { return }
        let walker = lanes[number].walkers[index]
        // Whoever walks goes on: the sensors will see it.
        guard walker.isGone || !walker.hasStarted else { return }
        count(.passageTimeOut)
        lanes[number].walkers.remove(at: index)
        riders[walker.rider].isBusy -= 1
        comesBack(number, walker.rider)
        say("lane \(number): nobody has passed for record \(tapSequence)")
    }

    /// A rider tries again at the lane, or goes elsewhere.
    func comesBack(_ number: Int, _ rider: Int) {
        guard !isSettling, lanes[number].returning == nil, random.below(4) > 0 else { return }
        lanes[number].returning = FaultLane.Return(rider: rider, at: clock.monotonic + milliseconds(300...70_000))
    }

    /// The card is gone from the reader; the rider may come again.
    func leave(_ number: Int, _ visit: FaultLane.Visit, retries: Bool) {
        lanes[number].visit = nil
        lanes[number].arrivalAt = isSettling ? .max : clock.monotonic + gap()
        riders[visit.rider].isBusy -= 1
        if retries { comesBack(number, visit.rider) }
        mayRepeat(number, visit)
    }

    /// The same card may be shown again at once.
    func mayRepeat(_ number: Int, _ visit: FaultLane.Visit) {
        guard !isSettling, random.happens(perMillion: plan.rate(.duplicate)) else { return }
        let moment = clock.monotonic + milliseconds(50...1500)
        lanes[number].returning = FaultLane.Return(rider: visit.rider, at: moment, repeats: visit.kind)
        lanes[number].arrivalAt = moment
        count(.duplicate)
    }
}
