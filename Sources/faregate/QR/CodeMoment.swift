import ArgumentParser
import Fares
import Lane

/// A moment on a command line: seconds since 1970, UTC.
///
/// - **Shape**: digits are seconds; `YYYY-MM-DD HH:MM:SS` is the local time of China, as in all commands;
///   `YYYY-MM-DDTHH:MM:SSZ` is UTC.
struct CodeMoment {
    let seconds: UInt32

    init(seconds: UInt32) { self.seconds = seconds }

    /// When a gate's keys must be in date.
    static var ofKeysAtGate: CodeMoment {
        CodeMoment(seconds: ClockTrust.keySeconds(wallSeconds: GateClock.unixSeconds))
    }

    init?(_ text: String) {
        if !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            guard let seconds = UInt32(text) else { return nil }
            self.seconds = seconds
        } else if text.hasSuffix("Z") {
            guard let time = LocalTime(String(text.dropLast())) else { return nil }
            seconds = time.seconds
        } else {
            guard let time = LocalTime(text), time.seconds >= LaneClock.chinaOffset else { return nil }
            seconds = time.seconds - LaneClock.chinaOffset
        }
    }

    /// The moment of an option, or now.
    static func read(_ text: String?) -> CodeMoment? {
        text.map { CodeMoment($0) } ?? CodeMoment(seconds: GateClock.chinaNow.seconds - LaneClock.chinaOffset)
    }
}
