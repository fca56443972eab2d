import Fares
import Gate
import Journal
import Settlement
import Testing

/// Taps for analysts: fields, and tokens that do not follow anybody.
struct ExportTests {
    private static func tap(_ date: String = "2026-11-24") throws -> JournalTap {
        let time = try #require(LocalTime("\(date) 08:00:05"))
        var tap = JournalTap(
            time: time, serviceDate: time.date, kind: .exit, station: JournalStation(index: 0, id: "SZ030"),
            token: TapScene.token, medium: "quickpass", rider: "adult", fares: FareVersion(edition: "current", hash: 1),
            outcome: .open, reason: .completed)
        tap.chargeFen = 905
        return tap
    }

    /// The fields that the schema requires, and the values that it allows where it has a list.
    @Test func theSchemaOfTIDES() throws {
        let id = TapIdentity(device: "gate-1", epoch: 5, sequence: 9)
        let fields = TIDESRow.fields(try Self.tap(), id, token: "t")
        #expect(TIDESRow.columns.count == 24 && fields.count == 24)
        let row = Dictionary(uniqueKeysWithValues: zip(TIDESRow.columns, fields))
        for name in ["transaction_id", "service_date", "event_timestamp", "amount", "fare_action", "fare_capped"] {
            #expect(row[name]?.isEmpty == false, "\(name) is required")
        }
        #expect(row["transaction_id"] == "gate-1-5-9" && row["amount"] == "9.05" && row["currency_type"] == "CNY")
        #expect(row["event_timestamp"] == "2026-11-24T08:00:05+08:00" && row["service_date"] == "2026-11-24")
        #expect(TIDESRow.fields(try Self.tap(), id, token: "t", isCapped: true)[21] == "true" && fields[21] == "false")
        let actions = ["Enter", "Exit", "Other"]
        let media = ["Bank card", "Smart card or ticket", "Optical scan", "Other type"]
        for kind in TapKind.allCases {
            for medium in ["quickpass", "qr-code", "t-union", "day-pass", "luggage"] {
                var tap = try Self.tap()
                (tap.kind, tap.medium) = (kind, medium)
                let fields = TIDESRow.fields(tap, id, token: "t")
                #expect(actions.contains(fields[6]) && media.contains(fields[17]))
            }
        }
        #expect(TIDESRow.deviceColumns.count == TIDESRow.device("gate-1", station: "SZ001").count)
    }

    @Test func tokensOfADay() throws {
        var daily = ExportTokens(key: [UInt8](repeating: 1, count: 32))
        var other = ExportTokens(key: [UInt8](repeating: 2, count: 32))
        var stable = ExportTokens(key: nil)
        let (today, tomorrow) = (TapScene.date, ServiceDate(dayNumber: TapScene.date.dayNumber + 1))
        let token = daily.text(TapScene.token, on: today)
        #expect(token.count == 32 && token == daily.text(TapScene.token, on: today))
        #expect(token != daily.text(TapScene.token, on: tomorrow))
        #expect(token != other.text(TapScene.token, on: today))
        #expect(stable.text(TapScene.token, on: today) == TapScene.token.text && token != TapScene.token.text)
        let nobody = JournalToken(token: CardToken(low: 0), keyIdentifier: 0)
        #expect(daily.text(nobody, on: today).isEmpty)
    }

    @Test(arguments: [
        (["a", "b"], "a,b"), (["a,b", "c\"d"], "\"a,b\",\"c\"\"d\""), (["a\nb", ""], "\"a b\","), (["é", "中"], "é,中"),
    ])
    func commaSeparated(fields: [String], line: String) {
        var text = CSVText(["x", "y"])
        text.row(fields)
        #expect(String(decoding: text.bytes, as: UTF8.self) == "x,y\n" + line + "\n")
    }
}
