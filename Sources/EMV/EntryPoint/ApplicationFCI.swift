import SmartCard

/// The parts of an application's answer to SELECT that decide how it goes on.
///
/// - **Source**: EMV Book 1, 11.3.4 from public sources; the page was not read.
package struct ApplicationFCI: Hashable, Sendable {
    /// The DF name (`84`).
    package var name: Range<Int>?
    /// The proprietary template (`A5`).
    package var proprietary: Range<Int>?
    /// The PDOL (`9F38`) in it.
    package var processingOptions: Range<Int>?
    /// Whether anything but filler follows the FCI template.
    package var hasTrailingBytes = false

    /// Reads an answer; without a template `6F` nothing is found.
    package init(_ answer: Range<Int>, of bytes: Span<UInt8>) throws(TLVError) {
        var outer = TLVReader(answer, filler: .zeroAndFF)
        guard let template = try outer.next(in: bytes) else { return }
        guard template.tag == 0x6F else {
            hasTrailingBytes = true
            return
        }
        var reader = TLVReader(template.value)
        while let object = try reader.next(in: bytes) {
            if object.tag == 0x84, name == nil { name = object.value }
            if object.tag == 0xA5, proprietary == nil { proprietary = object.value }
        }
        hasTrailingBytes = template.whole.upperBound < answer.upperBound
        guard let proprietary else { return }
        var inner = TLVReader(proprietary)
        processingOptions = try inner.next(0x9F38, in: bytes)?.value
    }

    /// Whether it is the FCI of the application that was asked for: the DF name is or begins with that name, `A5` is
    /// there, and nothing follows the template (emv-cases.md QP-B12).
    package func isSound(for selected: ApplicationIdentifier, in bytes: Span<UInt8>) -> Bool {
        guard !hasTrailingBytes, proprietary != nil, let name,
            let dedicatedFile = ApplicationIdentifier(name, of: bytes)
        else { return false }
        return dedicatedFile.hasPrefix(selected)
    }

    /// Whether the PDOL asks for a tag; a list that cannot be read asks for nothing.
    package func asks(for tag: UInt32, in bytes: Span<UInt8>) -> Bool {
        guard let processingOptions else { return false }
        var list = DataObjectList(processingOptions)
        while let entry = try? list.next(in: bytes) {
            if entry.tag == tag { return true }
        }
        return false
    }
}

extension TLVReader {
    /// The next object of a tag, those before it passed over; nil at the end.
    package mutating func next(_ tag: UInt32, in bytes: Span<UInt8>) throws(TLVError) -> TLVObject? {
        while let object = try next(in: bytes) {
            if object.tag == tag { return object }
        }
        return nil
    }
}
