/// Small logs, networks and tables for the command line.
enum Samples {
    static let header =
        "deal_date,close_date,card_no,deal_value,deal_type,company_name,car_no,station,conn_mark,deal_money,equ_no\n"

    /// Two exact trips, one of them at one station, and a bus ride.
    static let log =
        header + """
            2018-08-31 08:00:00,x,ABCDEFGHI,0,地铁入站,地铁一号线,AGM-101,罗湖,0,0,268001101
            2018-08-31 08:10:00,x,ABCDEFGHI,200,地铁出站,地铁一号线,AGM-101,国贸,0,190,268002101
            2018-08-31 09:00:00,x,ABCDEFGHJ,0,地铁入站,地铁一号线,AGM-101,老街,0,0,261012101
            2018-08-31 09:10:00,x,ABCDEFGHJ,200,地铁出站,地铁一号线,AGM-101,老街,0,0,261012101
            2018-08-31 09:20:00,x,ABCDEFGHJ,200,巴士,巴士集团,B123,M1,0,160,-

            """

    /// A trip whose value is not the fare.
    static let differing = log.replacing("200,地铁出站,地铁一号线,AGM-101,国贸,0,190", with: "900,地铁出站,地铁一号线,AGM-101,国贸,0,855")

    /// The same with a row that is none.
    static let damaged = log + "2018-08-31 08:00:00,short\n"

    /// Writes a network of stations A, B, C... in one line of the given lengths.
    static func writeNetwork(_ folder: Folder, metres: [Int?], names: [String] = [], prefix: String = "S") throws {
        let ids = (0...metres.count).map { "\(prefix)\($0 + 1)" }
        func name(_ index: Int) -> String { index < names.count ? names[index] : "站\(index + 1)号" }
        try folder.write(
            "station_id,name_zh,name_en\n" + ids.enumerated().map { "\($1),\(name($0)),Stop \($0 + 1)\n" }.joined(),
            to: "stations.csv")
        try folder.write("line_id,name_zh,name_en\nL1,一号线,Line 1\n", to: "lines.csv")
        try folder.write(
            "line_id,seq,station_id\n" + ids.enumerated().map { "L1,\($0 + 1),\($1)\n" }.joined(),
            to: "line_stations.csv")
        let segments = metres.enumerated().compactMap { index, length in
            length.map { "L1,\(ids[index]),\(ids[index + 1]),\($0)\n" }
        }
        try folder.write("line_id,from_station_id,to_station_id,fitted_m\n" + segments.joined(), to: "segments.csv")
    }
}
