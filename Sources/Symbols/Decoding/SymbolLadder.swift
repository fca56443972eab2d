import CSymbolDecoder

/// Looks for a symbol in a picture, one way after another until one finds it.
///
/// - **Limits**: the first symbol that is found; a picture with several gives one of them. What carries a part of a
///   message spread over several symbols is not taken, nor a payload beyond ``SymbolLimits/mostPayloadBytes``.
/// - **Errors**: none of the libraries' own: what they cannot do finds nothing. They are C++ and C, and the pictures
///   come from strangers: gates run this in the helper process (``SymbolReader``).
/// - **Source**: `qr.md` 9.
package struct SymbolLadder: Sendable {
    /// Whether zbar is installed; without it its step finds nothing.
    package let hasZbar: Bool

    /// Loads zbar where it is installed.
    package init() { hasZbar = faregate_zbar_load() != 0 }

    /// The symbol in a picture, or nil.
    package func read(
        _ image: GreyImage, steps: LadderSteps = .all, symbologies: Symbologies = .qr
    ) -> FoundSymbol? {
        var stretch: GreyStretch?
        for step in LadderStep.allCases where steps.contains(LadderSteps(rawValue: step.rawValue)) {
            let found: FoundSymbol?
            switch step {
            case .raw: found = zxing(image, symbologies, step)
            case .stretched, .smoothed, .inverted:
                let values = stretch ?? GreyStretch(of: image)
                stretch = values
                let picture = image.mapped(step == .inverted ? values.inverted : values.values)
                found = zxing(step == .smoothed ? picture.smoothed() : picture, symbologies, step)
            case .zbar: found = symbologies.contains(.qr) && hasZbar ? zbar(image) : nil
            }
            if let found { return found }
        }
        return nil
    }

    private func zxing(_ image: GreyImage, _ symbologies: Symbologies, _ step: LadderStep) -> FoundSymbol? {
        var kind: UInt32 = 0
        let payload = unsafe Self.payload(of: image) { pixels, payload in
            unsafe faregate_symbol_read(
                pixels, Int32(image.width), Int32(image.height), UInt32(symbologies.rawValue), payload,
                Int32(SymbolLimits.mostPayloadBytes), &kind)
        }
        guard let payload, let symbology = UInt8(exactly: kind).flatMap(Symbology.init) else { return nil }
        return FoundSymbol(payload: payload, symbology: symbology, step: step)
    }

    private func zbar(_ image: GreyImage) -> FoundSymbol? {
        let payload = unsafe Self.payload(of: image) { pixels, payload in
            unsafe faregate_zbar_read(
                pixels, Int32(image.width), Int32(image.height), payload, Int32(SymbolLimits.mostPayloadBytes))
        }
        return payload.map { FoundSymbol(payload: $0, symbology: .qr, step: .zbar) }
    }

    /// The bytes that a library writes; nil where it finds nothing, or says that it failed.
    private static func payload(
        of image: GreyImage, read: (UnsafePointer<UInt8>, UnsafeMutablePointer<UInt8>) -> Int32
    ) -> [UInt8]? {
        let payload = unsafe [UInt8](unsafeUninitializedCapacity: SymbolLimits.mostPayloadBytes) { buffer, count in
            let written = unsafe image.pixels.withUnsafeBufferPointer { pixels in
                guard let pixels = pixels.baseAddress, let start = buffer.baseAddress else { return Int32(0) }
                return unsafe read(pixels, start)
            }
            count = max(0, min(Int(written), buffer.count))
        }
        return payload.isEmpty ? nil : payload
    }
}
