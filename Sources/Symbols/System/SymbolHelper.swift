import CSymbolDecoder

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The other side of ``SymbolReader``: a process that has given up nearly everything, and reads pictures.
///
/// - **Shape**: requests come in on descriptor 0, answers go out on 1, one after another, until 0 ends.
/// - **Limits**: those of ``SymbolLimits``, set before the first byte is read.
package enum SymbolHelper {
    /// Serves until the other side goes away; true if that was the reason to end.
    package static func run() -> Bool {
        // Opens files: before that is given up.
        let ladder = SymbolLadder()
        guard faregate_helper_confine(SymbolLimits.helperBytes) == 0 else { return false }
        while true {
            var header = [UInt8](repeating: 0, count: SymbolRequest.byteCount)
            guard fill(&header) else { return true }
            guard let request = SymbolRequest(header.span),
                faregate_helper_allow_seconds(SymbolLimits.helperSecondsARequest) == 0
            else { return false }
            var body = [UInt8](repeating: 0, count: request.bodyCount)
            guard fill(&body) else { return true }
            guard send(answer(to: request, body, ladder)) else { return true }
        }
    }

    /// The answer to one request, with its payload.
    package static func answer(to request: SymbolRequest, _ body: [UInt8], _ ladder: SymbolLadder) -> [UInt8] {
        let image: GreyImage
        do throws(ImageFault) {
            switch request.content {
            case .file: image = try GreyImage(file: body)
            case .frame(let width, let height): image = try GreyImage(width: width, height: height, pixels: body)
            }
        } catch {
            return SymbolAnswer(content: .badImage(error), number: request.number).bytes
        }
        guard let found = ladder.read(image, steps: request.steps, symbologies: request.symbologies) else {
            return SymbolAnswer(content: .nothing, number: request.number).bytes
        }
        let content = SymbolAnswer.Content.found(
            symbology: found.symbology, step: found.step, count: found.payload.count)
        return SymbolAnswer(content: content, number: request.number).bytes + found.payload
    }

    /// Reads as many bytes as there is room for; false at the end of the input.
    private static func fill(_ bytes: inout [UInt8]) -> Bool {
        var filled = 0
        while filled < bytes.count {
            let count = unsafe bytes.withUnsafeMutableBytes { bytes in
                unsafe read(0, bytes.baseAddress?.advanced(by: filled), bytes.count - filled)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            filled += count
        }
        return true
    }

    private static func send(_ bytes: [UInt8]) -> Bool {
        var left = bytes[...]
        while !left.isEmpty {
            let count = unsafe left.withUnsafeBytes { unsafe write(1, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            left = left.dropFirst(count)
        }
        return true
    }
}
