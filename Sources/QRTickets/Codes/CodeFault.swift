/// Bytes that are not what their format asks for.
///
/// - **Shape**: the result that the gate gives, and the offset in the code at which reading stopped.
package struct CodeFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// `malformed`, `too-large`, or another one that reading alone can find.
    package let result: CodeResult
    /// Bytes from the beginning of the code.
    package let offset: Int

    package init(_ result: CodeResult = .malformed, at offset: Int) {
        self.result = result
        self.offset = offset
    }

    package var description: String { "\(result.rawValue) at byte \(offset)" }
}
