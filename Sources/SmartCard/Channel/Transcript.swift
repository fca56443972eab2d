/// What went over a channel, in order.
public struct Transcript: Hashable, Sendable {
    /// One command and its answer.
    public struct Exchange: Hashable, Sendable {
        /// The command's bytes; empty if the record does not have them.
        public var command: [UInt8]
        /// The answer's bytes, status word included; empty if none came.
        public var answer: [UInt8]

        public init(command: [UInt8], answer: [UInt8]) {
            self.command = command
            self.answer = answer
        }
    }

    /// The exchanges, oldest first.
    public var exchanges: [Exchange]

    public init(_ exchanges: [Exchange] = []) { self.exchanges = exchanges }
}
