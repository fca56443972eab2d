import COpenSSL

extension [UInt8] {
    /// Overwrites the bytes with zeros in a way that no compiler leaves out, and keeps the room.
    ///
    /// Only this array: copies that share its memory are left behind with their own.
    package mutating func wipe() {
        unsafe withUnsafeMutableBytes { unsafe OPENSSL_cleanse($0.baseAddress, $0.count) }
        removeAll(keepingCapacity: true)
    }
}
