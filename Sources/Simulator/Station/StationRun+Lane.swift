import Fares
import Gate

/// A lane's riders, reader, barrier and machine.
extension StationRun {
    // MARK: At the reader

    /// The medium is held out: it is read as soon as the machine takes one.
    mutating func ready(_ slot: Int32, _ lane: Int) {
        guard lanes[lane].machine.accepts(plan.direction) else {
            lanes[lane].isHolding = true
            return
        }
        beginReading(slot, lane)
    }

    private mutating func beginReading(_ slot: Int32, _ lane: Int) {
        lanes[lane].isHolding = false
        let index = Int(slot)
        var time = Int64(riders[index].card)
        riders[index].isTorn = false
        if plan.mishaps.tornPerMillion > 0 {
            var random = stream(StationCause.presentation, index)
            if random.happens(perMillion: plan.mishaps.tornPerMillion) {
                riders[index].isTorn = true
                time = Int64((Double(time) * random.fraction()).rounded())
            }
        }
        agenda.enter(.read, at: now + time, lane: lane, stamp: lanes[lane].readerStamp, rider: slot)
    }

    /// The random numbers of a cause at a rider's next presentation, whatever others do meanwhile.
    private func stream(_ cause: UInt64, _ index: Int) -> RandomStream {
        RandomStream(
            seed: plan.seed, cause: cause,
            rider: riders[index].serial << 8 | UInt64(riders[index].presentations))
    }

    /// The reader is done with the medium: the tap is decided.
    mutating func read(_ slot: Int32, _ lane: Int) {
        let index = Int(slot)
        if riders[index].isTorn {
            lanes[lane].tally.torn += 1
            presentAgain(slot, lane)
            return feed(.again(plan.direction), lane)
        }
        let decision = decide(index)
        guard decision.outcome == .open else {
            lanes[lane].tally.refused += 1
            counts.refused[Int(decision.reason.rawValue)] += 1
            if riders[index].presentations + 1 < riders[index].patience {
                presentAgain(slot, lane)
            } else {
                riders[index].stage = .leaving
                var random = stream(StationCause.leave, index)
                let time = Int64(plan.times.leave.draw(using: &random))
                agenda.enter(.leaves, at: now + time, lane: lane, rider: slot)
            }
            return feed(.refused(.refused(decision.reason), plan.direction), lane)
        }
        lanes[lane].tally.approved += 1
        lanes[lane].tally.chargedFen += decision.chargeFen
        riders[index].stage = .storing
        agenda.enter(.stored, at: now + Int64(riders[index].store), lane: lane, rider: slot)
    }

    /// What the operator's list refuses never reaches the processor, as at a real gate's desk.
    private mutating func decide(_ index: Int) -> GateDecision {
        if riders[index].traits.contains(.isRefused), plan.direction == .entry || !isStoredValue(riders[index]) {
            return GateDecision(refused: .denied)
        }
        let tap = Tap(
            token: CardToken(low: riders[index].serial + 1), time: LocalTime(seconds: wallSeconds),
            kind: plan.direction, station: plan.station, medium: plan.media[Int(riders[index].medium)].medium)
        return processor.process(tap, journey: &riders[index].journey)
    }

    private mutating func presentAgain(_ slot: Int32, _ lane: Int) {
        var random = stream(StationCause.again, Int(slot))
        riders[Int(slot)].presentations &+= 1
        let time = Int64(plan.times.again.draw(using: &random))
        agenda.enter(.ready, at: now + time, lane: lane, stamp: lanes[lane].readerStamp, rider: slot)
    }

    /// The record is on stable storage: only now may the lane open.
    mutating func stored(_ slot: Int32, _ lane: Int) {
        riders[Int(slot)].stage = .beforeBarrier
        let serial = riders[Int(slot)].serial
        lanes[lane].addPassing(slot, serial: serial)
        feed(.approved(GatePass(tapSequence: serial, direction: plan.direction)), lane)
    }

    mutating func leave(_ slot: Int32, _ lane: Int) {
        lanes[lane].tally.toStaff += 1
        free(slot)
        freeReader(slot, lane)
    }

    /// The place at the reader is free.
    mutating func freeReader(_ slot: Int32, _ lane: Int) {
        guard lanes[lane].reader == slot else { return }
        lanes[lane].reader = -1
        lanes[lane].isHolding = false
        noteBusy(lane)
        callNext(lane)
    }

    private mutating func free(_ slot: Int32) {
        riders[Int(slot)].stage = .gone
        riders[Int(slot)].next = freeSlot
        freeSlot = slot
    }

    // MARK: In the aisle

    /// Whoever stands before an open barrier goes, in order; nobody walks over what lies in the aisle.
    private mutating func goAll(_ lane: Int) {
        guard lanes[lane].barrier == .open, lanes[lane].objectCount == 0 else { return }
        for place in 0..<lanes[lane].passingCount {
            let slot = lanes[lane].passing[place].rider
            if riders[Int(slot)].stage == .beforeBarrier { go(slot, lane) }
        }
    }

    private mutating func go(_ slot: Int32, _ lane: Int) {
        let index = Int(slot)
        riders[index].stage = .inAisle
        let through = max(now + Int64(riders[index].pass), lanes[lane].lastPass)
        lanes[lane].lastPass = through
        if lanes[lane].reader == slot {
            agenda.enter(
                .cleared, at: min(now + Int64(riders[index].clear), through), lane: lane,
                stamp: lanes[lane].readerStamp, rider: slot)
        }
        agenda.enter(
            .passed, at: through, lane: lane, stamp: UInt32(truncatingIfNeeded: riders[index].serial), rider: slot)
        occupy(lane)
    }

    private mutating func occupy(_ lane: Int) {
        lanes[lane].zoneCount += 1
        if lanes[lane].zoneCount == 1 { feed(.sensor(.zoneOccupied), lane) }
    }

    /// Luggage is out of the aisle. Flaps that it has held open save nobody a step: whoever waits behind it sets off
    /// when they would have opened.
    mutating func objectGone(_ lane: Int) {
        lanes[lane].objectCount -= 1
        zoneFreed(lane)
        guard lanes[lane].objectCount == 0, lanes[lane].barrier == .open else { return }
        var random = RandomStream(seed: plan.seed, cause: StationCause.afterObject, rider: UInt64(now))
        let time = plan.isNormallyOpen ? 0 : Int64(plan.times.open.draw(using: &random))
        agenda.cancel(.opened, .shut, lane: lane)
        agenda.enter(.opened, at: now + time, lane: lane, stamp: lanes[lane].barrierStamp)
    }

    /// Somebody, or something, has left the safety zone.
    mutating func zoneFreed(_ lane: Int) {
        lanes[lane].zoneCount -= 1
        if lanes[lane].zoneCount == 0 { feed(.sensor(.zoneFree), lane) }
    }

    /// Somebody is through; whom the machine had given up by then has no rider any more.
    mutating func passed(_ slot: Int32, _ lane: Int, stamp: UInt32) {
        let rider = riders[Int(slot)]
        let isKnown = rider.stage == .inAisle && UInt32(truncatingIfNeeded: rider.serial) == stamp
        let traits = isKnown ? rider.traits : []
        if traits.contains(.isFollowed) {
            lanes[lane].tally.tailgated += 1
            feed(.sensor(.tailgating), lane)
        }
        feed(.sensor(.passed), lane)
        if traits.contains(.hasObject) {
            lanes[lane].tally.objects += 1
            lanes[lane].objectCount += 1
            var random = stream(StationCause.object, Int(slot))
            agenda.enter(.freed, at: now + Int64(plan.times.object.draw(using: &random)), lane: lane)
        } else {
            zoneFreed(lane)
        }
    }

    // MARK: Barrier and reader

    mutating func opened(_ lane: Int) {
        if lanes[lane].barrier == .opening {
            lanes[lane].barrier = .open
            feed(.barrier(.opened), lane)
        }
        goAll(lane)
    }

    mutating func shut(_ lane: Int) {
        lanes[lane].barrier = .shut
        feed(.barrier(.closed), lane)
    }

    private mutating func openBarrier(_ lane: Int) {
        let isOpen = lanes[lane].barrier == .open
        if lanes[lane].barrier == .opening { return }
        // Flaps that are on their way shut are taken to have the whole way back.
        if !isOpen { lanes[lane].barrier = .opening }
        lanes[lane].barrierStamp &+= 1
        agenda.cancel(.opened, .shut, lane: lane)
        var random = RandomStream(seed: plan.seed, cause: StationCause.barrier, rider: UInt64(now))
        let time = isOpen ? 0 : Int64(plan.times.open.draw(using: &random))
        agenda.enter(.opened, at: now + time, lane: lane, stamp: lanes[lane].barrierStamp)
    }

    private mutating func closeBarrier(_ lane: Int) {
        if lanes[lane].barrier == .shut || lanes[lane].barrier == .closing { return }
        lanes[lane].barrier = .closing
        lanes[lane].barrierStamp &+= 1
        agenda.cancel(.opened, .shut, lane: lane)
        var random = RandomStream(seed: plan.seed, cause: StationCause.barrier, rider: UInt64(now))
        let time = Int64(plan.times.close.draw(using: &random))
        agenda.enter(.shut, at: now + time, lane: lane, stamp: lanes[lane].barrierStamp)
    }

    mutating func enterFault(_ lane: Int) {
        let rate = plan.mishaps.faultsPerThousandHours
        guard rate > 0 else { return }
        let gap = lanes[lane].faults.gap() * 3600e9 / Double(rate)
        agenda.enter(.fault, at: now + Int64(min(gap, 1e15).rounded()), lane: lane)
    }

    mutating func readerFails(_ lane: Int) {
        lanes[lane].tally.faults += 1
        lanes[lane].readerWorks = false
        agenda.enter(.repaired, at: now + Int64(plan.times.repair.draw(using: &lanes[lane].faults)), lane: lane)
        feed(.reader(plan.direction, works: false), lane)
        let slot = lanes[lane].reader
        if slot >= 0, riders[Int(slot)].stage == .atReader {
            lanes[lane].reader = -1
            lanes[lane].isHolding = false
            lanes[lane].readerStamp &+= 1
            agenda.cancel(.ready, .read, lane: lane)
            noteBusy(lane)
            rejoin(slot)
        }
        evacuate(lane)
    }

    mutating func readerRepaired(_ lane: Int) {
        lanes[lane].readerWorks = true
        feed(.reader(plan.direction, works: true), lane)
        callNext(lane)
        enterFault(lane)
    }

    // MARK: The machine

    /// Hands an event to the lane's machine and does what it says.
    mutating func feed(_ event: GateEvent, _ lane: Int) {
        let actions = lanes[lane].machine.handle(event, at: UInt64(now / 1000))
        for index in 0..<actions.count { perform(actions[index], lane) }
        if let deadline = lanes[lane].machine.nextDeadline {
            let moment = max(now, Int64(min(deadline, UInt64(end))) * 1000)
            if lanes[lane].deadline == 0 || moment < lanes[lane].deadline {
                if lanes[lane].deadline != 0 { agenda.cancel(.deadline, lane: lane) }
                lanes[lane].deadline = moment
                agenda.enter(.deadline, at: moment, lane: lane)
            }
        }
        if lanes[lane].isHolding, lanes[lane].machine.accepts(plan.direction) {
            beginReading(lanes[lane].reader, lane)
        }
    }

    mutating func deadline(_ lane: Int) {
        guard lanes[lane].deadline <= now, lanes[lane].deadline > 0 else { return }
        lanes[lane].deadline = 0
        feed(.tick, lane)
    }

    private mutating func perform(_ action: GateAction, _ lane: Int) {
        switch action {
        case .open, .stand, .release: openBarrier(lane)
        case .close: closeBarrier(lane)
        case .passed(let serial):
            let slot = lanes[lane].removePassing(serial: serial)
            guard slot >= 0 else { return }
            lanes[lane].tally.passed += 1
            if now >= measureFrom { lanes[lane].tally.measuredPassed += 1 }
            counts.pass(at: now, medium: Int(riders[Int(slot)].medium), from: measureFrom)
            free(slot)
            noteBusy(lane)
        case .notPassed(let serial):
            let slot = lanes[lane].removePassing(serial: serial)
            guard slot >= 0 else { return }
            lanes[lane].tally.notPassed += 1
            lanes[lane].tally.toStaff += 1
            free(slot)
            freeReader(slot, lane)
        case .alarm: lanes[lane].tally.alarms += 1
        case .show, .silence, .tailgated, .passedFreely, .modeChanged, .easingsChanged, .ignored: break
        }
    }
}
