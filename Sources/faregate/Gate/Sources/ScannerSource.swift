import Lane
import QRTickets

/// The codes of a scanner or a camera.
final class ScannerSource: LaneSource {
    private let source: any CodeSource
    private let look: () -> Void
    private let present: ([UInt8]) -> LaneTap?
    private let tell: (LaneNews) -> Void

    /// - **Parameters**: `look`, done between two codes; `present` gives nil where the lane takes no code now.
    init(
        _ source: any CodeSource, look: @escaping () -> Void, present: @escaping ([UInt8]) -> LaneTap?,
        tell: @escaping (LaneNews) -> Void
    ) {
        self.source = source
        self.look = look
        self.present = present
        self.tell = tell
    }

    func turn(milliseconds: Int) throws -> Bool {
        let event = try source.next(milliseconds: milliseconds)
        look()
        switch event {
        case .nothing: break
        case .end: return false
        case .scanned(.code(let bytes)):
            if let tap = present(bytes) { tell(.tap(tap)) }
        case .scanned(let odd): tell(.odd(odd))
        }
        return true
    }

    func close() { source.close() }
}
