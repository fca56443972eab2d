import Foundation

/// Whether the exhaustive runs take their full size: FAREGATE_LONG_TESTS=1, best with a release build.
package let runsLongTests = ProcessInfo.processInfo.environment["FAREGATE_LONG_TESTS"] == "1"
