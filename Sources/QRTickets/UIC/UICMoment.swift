/// When a phone drew a code: a day of a year that is not told, and a second of it, UTC.
///
/// - **Source**: UIC-barcode `uicDynamicContentData_v1.0.5.asn`, `TimeStampData`.
package struct UICMoment: Hashable, Sendable {
    /// 1 to 366.
    package let day: Int
    /// 0 to 86,399.
    package let second: Int

    package init(day: Int, second: Int) {
        self.day = day
        self.second = second
    }

    /// The moment of a `FDC1` content; nil if it has none.
    ///
    /// Only what stands before it is read: what follows, place and answers to a challenge, opens no gate.
    init?(dynamicContent bytes: Span<UInt8>) throws(PackedFault) {
        var reader = PackedReader(byteCount: bytes.count)
        // Extension mark, then which of the five members are there.
        _ = try reader.flag(in: bytes)
        let hasApplication = try reader.flag(in: bytes)
        let hasMoment = try reader.flag(in: bytes)
        _ = try reader.bits(3, in: bytes)
        if hasApplication { _ = try reader.text(in: bytes) }
        guard hasMoment else { return nil }
        day = try reader.number(1...366, in: bytes)
        second = try reader.number(0...(UICDate.secondsPerDay - 1), in: bytes)
    }

    /// A `FDC1` content that holds a moment only.
    package var dynamicContent: [UInt8] {
        var writer = PackedWriter()
        for flag in [false, false, true, false, false, false] { writer.flag(flag) }
        writer.number(day, 1...366)
        writer.number(second, 0...(UICDate.secondsPerDay - 1))
        return writer.bytes
    }

    /// Seconds since 1970: of the years around `now` the one that comes nearest; nil if none of them has the day.
    package func time(near now: UInt32) -> UInt32? {
        let year = UICDate.year(of: Int(now))
        var best: Int?
        for candidate in (year - 1)...(year + 1) where candidate >= 1970 && day <= UICDate.days(in: candidate) {
            let time = UICDate.start(of: candidate) + (day - 1) * UICDate.secondsPerDay + second
            if abs(time - Int(now)) < best.map({ abs($0 - Int(now)) }) ?? Int.max { best = time }
        }
        return best.flatMap { UInt32(exactly: $0) }
    }

    /// The moment that a second since 1970 is.
    package static func at(_ time: UInt32) -> UICMoment {
        let since = Int(time) - UICDate.start(of: UICDate.year(of: Int(time)))
        return UICMoment(day: since / UICDate.secondsPerDay + 1, second: since % UICDate.secondsPerDay)
    }
}
