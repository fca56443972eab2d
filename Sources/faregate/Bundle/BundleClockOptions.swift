import ArgumentParser
import Bundles

/// At what time a bundle is judged.
struct BundleClockOptions: ParsableArguments {
    @Option(help: "The time: seconds since 1970, or YYYY-MM-DD HH:MM:SS (default: now).")
    var now: String?

    @Flag(help: "The clock is not set: go by what signed bundles prove of the time.")
    var untrustedClock = false

    func validate() throws {
        guard CodeMoment.read(now) != nil else { throw wrongUsage(.takesTime("--now")) }
    }

    func clock() throws -> BundleClock {
        guard let moment = CodeMoment.read(now) else { throw CommandExit.usage }
        return BundleClock(seconds: UInt64(moment.seconds), isTrusted: !untrustedClock)
    }
}
