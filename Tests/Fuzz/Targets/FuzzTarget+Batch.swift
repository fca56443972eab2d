import Fares
import Gate
import Journal
import Settlement
import Simulator

extension FuzzTarget {
    private static let batchTables: [(role: BatchFile.Role, text: String)] = [
        (
            .batch,
            "service_date,number,previous_control_sha256,edition,fare_hash,deferred_media\n"
                + "2026-11-24,1,,current,1f,quickpass;quickpass-overseas\n"
        ),
        (
            .taps,
            "tap_id,device,epoch,sequence,token,token_key_id,time,service_date,direction,station,medium,rider,class,"
                + "transfer,entry_time,entry_station,recorded_fen,purse_fen,reason,atc,un,easings,passed\n"
                + "g-1-2,g,1,2,bebadb714fd97d7619ff2f12bf0ca052,1,2026-11-24 09:00:00,2026-11-24,exit,SZ030,quickpass,"
                + "adult,ordinary,,2026-11-24 08:00:00,SZ001,900,,completed,7,11,order-free;time-free,no\n"
        ),
        (
            .lines,
            "line_id,token,token_key_id,medium,reason,entry_time,entry_station,exit_time,exit_station,base_fen,charge_fen,"
                + "collect_fen,debt_fen,recorded_fen,steps,incomplete,overtime,capped,not_passed\n"
                + "g-1-2,bebadb714fd97d7619ff2f12bf0ca052,1,quickpass,completed,2026-11-24 08:00:00,SZ001,"
                + "2026-11-24 09:00:00,SZ030,900,900,900,0,900,base-fare=900,,,yes,\n"
        ),
        (
            .releases,
            "station_id,from,until,device,lane\nSZ001,2026-11-24 09:00:00,2026-11-24 09:30:00,g,0\n"
        ),
        (.doubtful, "record_id,state\ng-1-9,no-proof\ng-1-9,proven\n"), (.purse, "tap_id,amount_fen\ng-1-2,900\n"),
        (.journals, "device,epoch,last_sequence,last_hash\ng,1,12,5c\n"),
    ]

    /// A batch of which one table is changed, or is anything: refused, or taken, and then not a second time; or the
    /// control file is.
    static func batch(_ bytes: [UInt8]) {
        guard let choice = bytes.first else { return }
        if choice >= 0xC0 { return settled(Array(bytes.dropFirst())) }
        let rest = Array(bytes.dropFirst())
        let place = Int(choice) % (batchTables.count + 1)
        var files = batchTables.map { table in
            BatchFile(
                name: table.role.rawValue, role: table.role, records: 1, bytes: Array(table.text.utf8))
        }
        if place < files.count {
            let table = batchTables[place]
            files[place] = BatchFile(
                name: table.role.rawValue, role: table.role, records: 1, bytes: text(rest) { table.text })
        }
        var control = SettlementBatch.control(files).bytes
        if place == files.count {
            let sound = String(decoding: control, as: UTF8.self)
            control = text(rest) { sound }
        }
        var day = SettledDay()
        func take() -> Bool {
            do throws(SettlementError) {
                try day.take("batch") { name in
                    name == SettlementBatch.controlName ? control : files.first { $0.name == name }?.bytes
                }
                return true
            } catch {
                return false
            }
        }
        let isTaken = take()
        precondition(day.batches == (isTaken ? 1 : 0))
        precondition(!isTaken || !take(), "the same batch is not the next one")
    }

    private static let batchDay = ServiceDate(dayNumber: 20_781)
    private static let batchBook: FareBook = {
        do {
            guard let edition = try Edition.shipped("current") else { preconditionFailure("the shipped fares") }
            return try FareBook(edition)
        } catch {
            preconditionFailure("the shipped fares: \(error)")
        }
    }()

    /// A journal whose records have any amounts: it takes no part, or its batch can be read again.
    private static func settled(_ bytes: [UInt8]) {
        let disk = SimulatedDisk(seed: 1)
        let moment = JournalMoment(wallMilliseconds: Int64(batchDay.dayNumber) * 86_400_000, monotonicNanoseconds: 1)
        var source = FuzzBytes(bytes)
        var input = SettlementInput()
        do {
            var writer = try JournalWriter.open(disk, device: "g", newEpoch: 1, durability: .none)
            for counter in 1...(UInt16(source.byte() & 7) + 1) {
                for body in amounts(&source, counter) { try writer.append(body, at: moment) }
            }
            try writer.close()
            disk.restartProcess()
            input.add("g") { () throws(JournalRefusal) in
                try JournalExtract.read(disk, day: batchDay, isFinal: source.byte() & 1 == 0)
            }
            guard input.refusals.isEmpty else { return }
            let batch = try SettlementBatch(
                batchDay, batchBook, FareVersion(edition: "current", hash: 1), input, after: SettledDay(batchDay))
            let files = batch.files(operatorName: "metro")
            var day = SettledDay(batchDay)
            try day.take("batch") { name in
                name == SettlementBatch.controlName
                    ? SettlementBatch.control(files).bytes : files.first { $0.name == name }?.bytes
            }
        } catch {
            preconditionFailure("what was settled is not read: \(error)")
        }
    }

    /// Records of one card's ride, with amounts of any size.
    private static func amounts(_ source: inout FuzzBytes, _ counter: UInt16) -> [any JournalBody] {
        func fen() -> Int64 {
            let bits = source.take(8).reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
            return Int64(bitPattern: bits) >> Int64(source.byte() & 63)
        }
        let token = JournalToken(token: CardToken(high: 1, low: UInt64(source.byte() & 1)), keyIdentifier: 1)
        let (isPurse, kind) = (source.byte() & 1 == 0, TapKind(rawValue: source.byte() % 3) ?? .bus)
        var tap = JournalTap(
            time: LocalTime(batchDay, secondOfDay: 30_000 + Int(counter)), serviceDate: batchDay, kind: kind,
            station: JournalStation(index: 0, id: "SZ030"), token: token, medium: isPurse ? "t-union" : "quickpass",
            rider: "adult", fares: FareVersion(edition: "current", hash: 1), outcome: .open, reason: .completed)
        tap.chargeFen = fen()
        tap.transactionCounter = isPurse ? counter : nil
        let purse = JournalPurse(
            state: JournalPurse.State(rawValue: source.byte() % 5 + 1) ?? .intended, token: token,
            counter: UInt32(counter), amountFen: fen(), balanceFen: 5000, cardTime: 1)
        return source.byte() & 1 == 0 ? [tap, purse] : [purse, tap]
    }
}
