import Fares
import Testing

/// A ride in words, as the tables of rules write it.
struct RideText {
    var from = "国贸"
    var to = "白石龙"
    var medium = "shenzhen-tong"
    var rider = "adult"
    var carriage = CarriageClass.ordinary
    var entry = "2018-08-31 08:00:00"
    var minutes = 30.0
    /// Minutes from the bus tap to the entry; nil: no bus.
    var bus: Double?
    var marked = false

    /// The fare by `book` as `amount step:before>after ...`, or the refusal.
    func price(_ book: FareBook, use: inout AccountUse) throws -> String {
        let entryTime = try #require(LocalTime(entry))
        func moment(_ minutes: Double) -> LocalTime {
            LocalTime(seconds: UInt32(Int(entryTime.seconds) + Int(minutes * 60)))
        }
        let ride = Ride(
            origin: try book.edition.directory.station(from), destination: try book.edition.directory.station(to),
            entryTime: entryTime, exitTime: moment(minutes), medium: try #require(book.tariff.medium(medium)),
            rider: try #require(book.tariff.rider(rider)), carriage: carriage,
            transfer: marked ? .marked : bus.map { .bus(at: moment(-$0)) } ?? .none)
        switch book.price(ride, use: &use) {
        case .refused(let refusal): return refusal.rawValue
        case .fare(let fare):
            #expect(fare.steps.list.first?.afterFen == Int32(fare.baseFen))
            #expect(fare.steps.list.last?.afterFen == Int32(fare.fareFen))
            for (one, next) in zip(fare.steps.list, fare.steps.list.dropFirst()) {
                #expect(one.afterFen == next.beforeFen)
            }
            let steps = fare.steps.list.map { "\($0.reason.code):\($0.afterFen)" }
            return "\(fare.fareFen) = " + steps.joined(separator: " ")
        }
    }

    func price(_ book: FareBook) throws -> String {
        var use = AccountUse()
        return try price(book, use: &use)
    }
}
