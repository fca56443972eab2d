import COpenSSL

/// A pointer that libcrypto returns as null only when memory is exhausted or the library lacks a required algorithm.
@unsafe func required(_ pointer: OpaquePointer?) -> OpaquePointer {
    guard let pointer = unsafe pointer else { fatalError("libcrypto is out of memory or lacks an algorithm") }
    return unsafe pointer
}

/// Stops the program if a call failed that cannot fail for any input.
func require(_ result: Int32) {
    precondition(result == 1, "a libcrypto call failed that does not depend on its input")
}

extension [UInt8] {
    /// Gives the array this length; its old contents are not to be read.
    ///
    /// Fills with zeros only where it grows, so an array that is reused for results of one length is left as it is.
    mutating func resize(to length: Int) {
        if count > length {
            removeLast(count - length)
        } else if count < length {
            append(contentsOf: repeatElement(0, count: length - count))
        }
    }
}
