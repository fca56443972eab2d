import Fares

/// The files of a network folder as text, to be changed one by one by a test.
struct NetworkFiles {
    /// Four stations; two lines that meet at B; A-B 4,000 m, B-C 4,001 m, B-D 500 m, C-D 9,000 m.
    static let small: [String: String] = [
        "stations.csv": """
        station_id,name_zh,name_en,afc_station_codes
        A,甲,Alpha,100001
        B,乙,Beta Park,100002|200002
        C,丙,Gamma,
        D,丁,Delta,

        """,
        "lines.csv": "line_id,name_zh,name_en\n1,1号线,Line 1\n2,2号线,Line 2\n",
        "line_stations.csv": "line_id,seq,station_id\n1,1,A\n1,2,B\n1,3,C\n2,1,B\n2,2,D\n2,3,C\n",
        "segments.csv": """
        line_id,from_station_id,to_station_id,raw_m,fitted_m
        1,A,B,3900,4000
        1,B,C,4100,4001
        2,B,D,600,500
        2,C,D,8000,9000

        """,
    ]

    /// Reads the small network with some files replaced, added, or (nil) left out.
    static func edition(_ changes: [String: String?] = [:]) throws -> Edition {
        var files = small
        for (name, text) in changes { files[name] = text }
        let folder = try TemporaryFolder(files)
        defer { withExtendedLifetime(folder) {} }
        return try Edition.read(directory: folder.path)
    }

    /// A network of given links on one line, stations `S0`, `S1`...
    static func edition(stations: Int, links: [(Int, Int, Int)]) throws -> Edition {
        try edition([
            "stations.csv": "station_id,name_zh,name_en\n" + (0..<stations).map { "S\($0),站\($0),S\($0)\n" }.joined(),
            "lines.csv": "line_id,name_zh,name_en\nL,线,Line\n",
            "line_stations.csv": "line_id,seq,station_id\n" + (0..<stations).map { "L,\($0),S\($0)\n" }.joined(),
            "segments.csv": "line_id,from_station_id,to_station_id,raw_m\n"
                + links.map { "L,S\($0.0),S\($0.1),\($0.2)\n" }.joined(),
        ])
    }
}
