import Fares
import Journal
import Lane
import Testing

/// Records name the fares that they rest on, so that a changed file of the same name shows.
struct FareVersionTests {
    @Test func everyRuleCounts() throws {
        let edition = try #require(try Edition.shipped("current"))
        let version = FareVersion(try FareBook(edition))
        #expect(FareVersion(try FareBook(try #require(try Edition.shipped("current")))) == version)
        #expect(FareVersion(try FareBook(try #require(try Edition.shipped("2018-08")))) != version)

        // What no table shows: the day on which a cap ends, a name, whether a medium carries its own money or is good
        // for one journey.
        var renamed = edition.tariff
        renamed.name += "."
        var unstored = edition.tariff
        unstored.storedValue = unstored.storedValue.map { !$0 }
        var single = edition.tariff
        single.singleRide = single.singleRide.map { !$0 }
        var uncharged = edition.tariff
        uncharged.missingEntry = []
        var later = edition.tariff
        later.serviceDayStartSecond += 1
        let versions = try [renamed, unstored, single, uncharged, later].map {
            FareVersion(try FareBook(edition, tariff: $0))
        }
        #expect(Set(versions + [version]).count == (edition.tariff.missingEntry.isEmpty ? 5 : 6))
    }
}
