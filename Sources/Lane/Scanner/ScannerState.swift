/// Whether a scanner can be read.
package enum ScannerState: String, Hashable, Sendable, CaseIterable {
    /// Nothing leads to it: the path is not there.
    case missing
    /// The path may not be opened.
    case noPermission = "no-permission"
    /// Another process has it to itself.
    case busy
    /// The path leads to something that is no terminal and no FIFO.
    case notATerminal = "not-a-terminal"
    /// It was there, and is gone or hangs up.
    case unplugged
    /// It is open.
    case ready
}
