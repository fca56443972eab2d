import Dispatch
import Glibc

/// The clock of these tests.
enum Ticks {
    static var microseconds: Int { Int(DispatchTime.now().uptimeNanoseconds / 1000) }
    static var milliseconds: Int { microseconds / 1000 }

    /// Tries until it is so, at most this long; says how long it took.
    static func wait(milliseconds most: Int, until isSo: () -> Bool) -> Int? {
        let begun = milliseconds
        while !isSo() {
            if milliseconds - begun > most { return nil }
            usleep(2000)
        }
        return milliseconds - begun
    }
}
