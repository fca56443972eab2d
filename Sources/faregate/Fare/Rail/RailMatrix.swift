import Fares
import TapLogs

/// `faregate fare matrix --network rail`: every cell of the table of a day.
struct RailMatrix {
    let date: ServiceDate?
    let output: String

    func run() throws {
        let book = try RailFareBook.shipped()
        let file = try OutputFile(output)
        var text = "from,to,train_letter,seat_class,fare,basis\n"
        if let table = book.table(on: date) {
            for from in 0..<StationIndex(table.stationCount) {
                text += rows(from: from, table, book)
                if text.utf8.count > 1 << 16 {
                    try file.write(Array(text.utf8))
                    text = ""
                }
            }
        }
        try file.write(Array(text.utf8))
        try file.complete()
    }

    private func rows(from: StationIndex, _ table: RailFareTable, _ book: RailFareBook) -> String {
        var text = ""
        for to in 0..<StationIndex(table.stationCount) {
            for letter in RailLetter.allCases {
                for seatClass in RailClass.allCases {
                    let plane = table.plane(letter, seatClass)
                    let fen = table.fare(from: from, to: to, in: plane)
                    guard fen != RailFareTable.noFare else { continue }
                    let basis =
                        table.source(from: from, to: to, in: plane) == .legs ? RailBasis.legs : RailBasis.published
                    let fields = [
                        book.stations.stations[Int(from)].id, book.stations.stations[Int(to)].id, letter.rawValue,
                        seatClass.rawValue, Money(minorUnits: fen, currency: .cny).plainDecimal, basis.rawValue,
                    ]
                    text += fields.joined(separator: ",") + "\n"
                }
            }
        }
        return text
    }
}
