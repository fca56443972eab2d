import Journal

/// The journal at the end, and a copy of it that has rotted.
extension FaultRun {
    /// Closes, reads everything and compares it with the books.
    func finish() throws(FaultViolation) {
        if plan.meets2038, clock.wall / 1000 > Int64(Int32.max) { count(.year2038) }
        guard let running = process else { throw FaultViolation(.liveness, "no process at the end") }
        try closeRegisters(running)
        do throws(JournalError) {
            try running.journal.close()
        } catch {
            throw FaultViolation(.liveness, "the journal does not close: \(error)")
        }
        endProcess()
        disk.restartProcess()
        var reading = FaultReading(ledger, newBooks, stationIDs: stationIDs)
        do throws(JournalError) {
            let scan = try JournalReader.read(disk) { (header, body) throws(BodyFault) in
                try reading.take(header, body)
            }
            if let damage = scan.damage { throw .damaged(damage) }
        } catch {
            throw FaultViolation(.restart, "the journal cannot be read: \(error)")
        }
        if let violation = reading.violation { throw violation }
        let counted = RegisterBooks(running.journal.registers)
        guard counted == ledger.registers else {
            throw FaultViolation(
                .money, "the registers have counted \(counted); the books say \(ledger.registers)")
        }
        guard reading.last == ledger.last, reading.chargedFen == ledger.chargedFen else {
            throw FaultViolation(
                .money,
                "\(reading.last) records charge \(reading.chargedFen) fen; the books say \(ledger.last) and "
                    + "\(ledger.chargedFen)")
        }
    }

    /// Turns a bit of what the anchor vouches for, in a copy, and starts on that: the start must refuse.
    func rot() throws(FaultViolation) {
        guard process == nil, ledger.last > 0 else { return }
        let copy = disk.copy(seed: plan.seed)
        let names: [String]
        do throws(StorageError) { names = try copy.names() } catch { return }
        let segments = names.filter { $0.hasSuffix(".fgj") }
        guard let name = segments.isEmpty ? nil : segments[random.below(segments.count)],
            let size = copy.contents(of: name)?.count, size > 0
        else { return }
        let byte = random.below(size)
        copy.flip(bit: random.below(8), of: byte, in: name)
        count(.bitRot)
        do throws(JournalError) {
            let writer = try JournalWriter.open(
                copy, device: Self.device, newEpoch: plan.seed | 1, durability: .power, segmentLimit: plan.segmentLimit)
            violation = FaultViolation(
                .restart,
                "byte \(byte) of \(name) turned, and a start goes on after record \(writer.lastSequence)")
        } catch {
            say("the start refuses: \(error)")
        }
        if let violation { throw violation }
    }
}
