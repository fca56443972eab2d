/// How often names occur: those that come first in order, so that the kept ones do not depend on who read which rows.
///
/// - **Limits**: ``maximumNames`` names; the count of each kept name is complete.
package struct NameCounts: Sendable {
    /// The most different names that are kept.
    package static let maximumNames = 1000

    /// The count of each kept name.
    package private(set) var counts: [String: Int] = [:]
    /// The last of the kept names in order, once there are as many as may be.
    private var last: String?

    package init() {}

    /// Counts a name `times` times.
    mutating func add(_ name: String, times: Int = 1) {
        if counts[name] != nil {
            counts[name, default: 0] += times
            return
        }
        // A name that belongs to the first ones is never put out, since fewer names than that come before it.
        if let last {
            guard name < last else { return }
            counts[last] = nil
        }
        counts[name] = times
        if counts.count == Self.maximumNames { last = counts.keys.max() }
    }

    /// Adds what another worker has counted.
    mutating func add(_ other: NameCounts) {
        for (name, times) in other.counts { add(name, times: times) }
    }
}
