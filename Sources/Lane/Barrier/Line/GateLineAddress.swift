/// Where a barrier's controller is.
package enum GateLineAddress: Hashable, Sendable {
    /// A serial device or a pseudo terminal, at a rate of ``ScannerSettings/rates``.
    case serial(path: String, rate: Int)
    /// A TCP port.
    case tcp(host: String, port: UInt16)

    /// `HOST:PORT`, `[ADDRESS]:PORT`, or a path, which holds a slash; nil for what is none of these.
    package init?(_ text: String, rate: Int = 115_200) {
        guard !text.contains("/") else {
            guard ScannerSettings.rates.contains(rate) else { return nil }
            self = .serial(path: text, rate: rate)
            return
        }
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]), port > 0 else {
            return nil
        }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            return nil
        }
        guard !host.isEmpty else { return nil }
        self = .tcp(host: String(host), port: port)
    }
}
