@testable import TapLogs

/// What stands behind a window's end: the readers may load it but must not believe it.
let hostileSlack: [[UInt8]] = [
    [UInt8](repeating: 0, count: LogBytes.slack),
    [UInt8](repeating: 0x0A, count: LogBytes.slack),
    [UInt8](repeating: 0x2C, count: LogBytes.slack),
    [UInt8](repeating: 0x30, count: LogBytes.slack),
    [UInt8](repeating: 0x41, count: LogBytes.slack),
    [UInt8](repeating: 0xFF, count: LogBytes.slack),
]

/// Calls `body` with `bytes` as a window at an odd address, with `slack` behind them and letters before.
func withWindow<Result>(
    _ bytes: [UInt8], slack: [UInt8] = hostileSlack[0], _ body: (LogBytes, Range<Int>) throws -> Result
) rethrows -> Result {
    let before = [UInt8](repeating: 0x42, count: 3)
    var padded = before + bytes + slack
    return try unsafe padded.withUnsafeMutableBufferPointer { buffer in
        guard let base = buffer.baseAddress else { preconditionFailure("the window has slack") }
        return try body(unsafe LogBytes(base, count: 3 + bytes.count), 3..<3 + bytes.count)
    }
}

/// The same for text.
func withWindow<Result>(_ text: String, _ body: (LogBytes, Range<Int>) throws -> Result) rethrows -> Result {
    try withWindow(Array(text.utf8), body)
}
