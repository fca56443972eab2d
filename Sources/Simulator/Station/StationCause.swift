/// What draws random numbers beside ``RiderSource``, each with a stream of its own.
enum StationCause {
    static let choice: UInt64 = 101
    static let fault: UInt64 = 102
    static let presentation: UInt64 = 103
    static let barrier: UInt64 = 104
    static let again: UInt64 = 105
    static let leave: UInt64 = 106
    static let object: UInt64 = 107
    static let afterObject: UInt64 = 108
}
