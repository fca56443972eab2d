/// Bytes that are no picture, or one that is not taken.
///
/// - **Shape**: what is wrong, and the offset in the file or frame at which reading stopped.
package struct ImageFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong; the raw value crosses to the helper process and back.
    package enum Kind: UInt8, Hashable, Sendable, CaseIterable {
        /// Nothing at all.
        case empty = 1
        /// It begins like neither PNG nor PGM, or like no Y4M stream.
        case unknown
        /// It ends too early.
        case truncated
        /// A header that breaks its format's rules.
        case header
        /// A size of 0, or beyond the limit of a side.
        case size
        /// A checksum that does not hold.
        case checksum
        /// Pixels that cannot be unpacked, or a value above the largest.
        case pixels
        /// More bytes than the picture has, or than are taken.
        case tooLong
        /// A form that is known and not read, such as ten bits a pixel.
        case unsupported
    }

    package let kind: Kind
    /// Bytes from the beginning.
    package let offset: Int

    package init(_ kind: Kind, at offset: Int) {
        self.kind = kind
        self.offset = offset
    }

    package var description: String { "\(kind) at byte \(offset)" }
}
