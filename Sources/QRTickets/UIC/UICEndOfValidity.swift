/// The minute after which a U2 code must be made anew by its provider, UTC.
///
/// - **Source**: UIC-barcode `uicBarcodeHeader_v2.0.1.asn`: year, day and minute are given together or not at all.
package struct UICEndOfValidity: Hashable, Sendable {
    /// 2016 to 2269.
    package let year: Int
    /// 1 to 366; a day that the year has.
    package let day: Int
    /// 0 to 1439.
    package let minute: Int

    /// - **Errors**: nil for a day that the year does not have.
    package init?(year: Int, day: Int, minute: Int) {
        guard day <= UICDate.days(in: year) else { return nil }
        self.year = year
        self.day = day
        self.minute = minute
    }

    /// Seconds since 1970 of the minute's beginning, the last second that is good.
    package var time: Int { UICDate.start(of: year) + (day - 1) * UICDate.secondsPerDay + minute * 60 }
}
