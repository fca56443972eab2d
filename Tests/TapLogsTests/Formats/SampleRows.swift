/// Rows that every format must read alike: all kinds, classes and ways to name a station, a few rejects, odd names.
enum SampleRows {
    static let plain: [LogRow] = {
        var rows: [LogRow] = []
        func add(
            _ card: String, _ time: String, _ kind: String, _ station: String, value: Int = 0, charged: Int = 0,
            mark: String = "0", device: String = "-"
        ) {
            rows.append(
                LogRow(
                    time: "2018-08-31 \(time)", card: card, value: "\(value)", kind: kind, station: station,
                    mark: mark, charged: "\(charged)", device: device))
        }
        add("CBEHFCFCG", "08:00:00", LogRow.entry, "罗湖", device: "268001101")
        add("CBEHFCFCG", "08:30:00", LogRow.exit, "国贸", value: 200, charged: 190)
        add("FFHEDIBCC", "08:31:00", LogRow.exit, "-", value: 500, charged: 475, device: "263031101")
        add("FFHEDIBCC", "07:31:00", LogRow.entry, "深圳大学")
        add("BCDEFGHIJ", "07:00:00", LogRow.bus, "M222", value: 200, charged: 160)
        add("BCDEFGHIJ", "07:10:00", LogRow.entry, "五和")
        add("BCDEFGHIJ", "07:40:00", LogRow.exit, "布吉", value: 300, charged: 245, mark: "1")
        add("ABCDEFGH", "09:00:00", LogRow.entry, "老街")
        add("ABCDEFGH", "09:20:00", LogRow.exit, "老街", value: 200, charged: 100)
        add("ABCDEFGI", "09:00:01", LogRow.entry, "老街站")
        add("ABCDEFGI", "09:20:01", LogRow.exit, "老街", value: 200, charged: 0)
        add("ABCDEFGI", "10:20:01", LogRow.exit, "火星", value: 2700, charged: 2700)
        add("ABCDEFGJ", "10:00:00", LogRow.exit, "福田口岸", value: 200, charged: 123)
        add("1234567890", "10:00:00", LogRow.entry, "", device: "268012101")
        add("1234567890", "10:30:00", LogRow.exit, "Airport East", value: 100_000, charged: 95_000)
        add("卡🚇7", "11:00:00", LogRow.entry, "深圳北站")
        add("卡🚇7", "11:30:00", LogRow.exit, "深圳北", value: 200, charged: 190)
        add("BAD", "25:30:00", LogRow.exit, "深圳北", value: 200, charged: 190)
        add("BAD", "11:30:00", "地铁", "深圳北", value: 200, charged: 190)
        add("BAD", "11:30:00", LogRow.exit, "深圳北", value: 200, charged: 190, mark: "7")
        return rows
    }()

    /// The same with fields that must be quoted or escaped.
    static let odd: [LogRow] = {
        var rows = plain
        for index in rows.indices {
            rows[index].company = ["地铁,五号线", "a \"quoted\" name", "\"", ",", "\",\"", ""][index % 6]
            rows[index].gate = ["IGT_105  ", "x,y,\"z\"", "进AGM"][index % 3]
        }
        rows[0].card = "A,B"
        rows[1].card = "A,B"
        rows[2].card = "Q\"Q\"\""
        rows[3].card = "Q\"Q\"\""
        return rows
    }()
}
