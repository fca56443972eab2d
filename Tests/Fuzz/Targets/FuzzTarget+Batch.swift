import Settlement

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
        (.journals, "device,epoch,last_sequence\ng,1,12\n"),
    ]

    /// A batch of which one table is changed, or is anything: refused, or taken, and then not a second time; or the
    /// control file is.
    static func batch(_ bytes: [UInt8]) {
        guard let choice = bytes.first else { return }
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
}
