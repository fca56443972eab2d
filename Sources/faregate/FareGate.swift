import ArgumentParser
import Fares
@main struct F: ParsableCommand {
    func run() throws {
        let e = try Edition.shipped("current")!
        let b = try FareBook(e)
        print(b.undated.ordinary.highestFareFen, b.versions.count)
    }
}
