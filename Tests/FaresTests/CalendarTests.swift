import Fares
import Testing

/// Service dates and local times against a counter that adds one day after another.
struct CalendarTests {
    private static func daysIn(_ year: Int, _ month: Int) -> Int {
        let isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
        return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }

    @Test func everyDayFrom1970To2105() throws {
        var number: Int32 = 0
        var week: Int32 = 0
        for year in 1970...2105 {
            for month in 1...12 {
                for day in 1...Self.daysIn(year, month) {
                    if number % 7 == 4 { week += 1 }  // day 4, 1970-01-05, was a Monday
                    let date = try #require(ServiceDate(year: year, month: month, day: day))
                    let back = ServiceDate(dayNumber: number).calendar
                    let agrees =
                        date.dayNumber == number && back == (year, month, day) && date.weekNumber == week
                        && ServiceDate(date.description) == date
                        && LocalTime(date, secondOfDay: 86_399).date == date
                        && LocalTime(date, secondOfDay: 86_399).secondOfDay == 86_399
                    guard agrees else {
                        Issue.record("\(year)-\(month)-\(day): \(date) \(date.dayNumber) \(back) \(date.weekNumber)")
                        return
                    }
                    number += 1
                }
                #expect(ServiceDate(year: year, month: month, day: Self.daysIn(year, month) + 1) == nil)
                #expect(ServiceDate(year: year, month: month, day: 0) == nil)
            }
        }
        #expect(number == 49_673)
    }

    @Test(arguments: [
        "", "2018", "2018-8-31", "2018-08-31 ", " 2018-08-31", "2018/08/31", "2018-08-32", "2018-13-01", "2018-00-10",
        "2018-02-29", "1900-01-01", "1969-12-31", "2106-01-01", "2100-02-29", "20180831", "２018-08-31", "-018-08-31",
        "+018-08-31", "2018-08-3a", "2018-08-+1",
    ])
    func refusesDates(text: String) {
        #expect(ServiceDate(text) == nil)
    }

    @Test(arguments: [
        ("1970-01-01 00:00:00", 0), ("1970-01-02T00:00:01", 86_401), ("2018-08-31 19:29:49", 1_535_743_789),
        ("2105-12-31 23:59:59", 4_291_747_199),
    ])
    func readsTimes(text: String, seconds: UInt32) throws {
        let time = try #require(LocalTime(text))
        #expect(time.seconds == seconds)
        #expect(time.description == text.replacing("T", with: " "))
    }

    @Test(arguments: [
        "", "2018-08-31", "2018-08-31 24:00:00", "2018-08-31 23:60:00", "2018-08-31 23:59:60", "2018-08-31 9:00:00",
        "2018-08-31_19:29:49", "2018-08-31 19.29.49", "2018-08-31 19:29:49Z", "2018-02-30 19:29:49",
        "2018-08-31 -1:29:49",
    ])
    func refusesTimes(text: String) {
        #expect(LocalTime(text) == nil)
    }

    @Test(arguments: [
        ("2018-08-31 03:59:59", 14_400, "2018-08-30"),
        ("2018-08-31 04:00:00", 14_400, "2018-08-31"),
        ("2018-09-01 00:30:00", 14_400, "2018-08-31"),
        ("2018-09-01 00:00:00", 0, "2018-09-01"),
        ("2019-01-01 03:00:00", 14_400, "2018-12-31"),
        ("1970-01-01 01:00:00", 14_400, "1970-01-01"),  // no day before the first
    ])
    func serviceDays(moment: String, startSecond: Int, day: String) throws {
        let time = try #require(LocalTime(moment))
        #expect(time.serviceDate(startSecondOfDay: startSecond).description == day)
    }

    @Test func ordersByTime() throws {
        let days = try ["1999-12-31", "2000-01-01", "2000-02-29"].map { try #require(ServiceDate($0)) }
        #expect(days.sorted() == days && days[0] < days[1] && !(days[1] < days[1]))
        #expect(LocalTime(seconds: 7) < LocalTime(seconds: 8))
    }
}
