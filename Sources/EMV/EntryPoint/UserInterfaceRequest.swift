/// Something to show to the cardholder (EMV Book A 2.5, 9.2 and table 9-2, by libpay's account; not read).
public struct UserInterfaceRequest: Hashable, Sendable {
    /// The number of a message; the reader has the texts in its languages.
    public struct Message: RawRepresentable, Hashable, Sendable {
        public let rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// "Approved"
        public static let approved = Message(rawValue: 0x03)
        /// "Not authorised"
        public static let notAuthorised = Message(rawValue: 0x07)
        /// "Please enter your PIN"
        public static let enterPIN = Message(rawValue: 0x09)
        /// "Please remove card"
        public static let removeCard = Message(rawValue: 0x10)
        /// "Welcome"
        public static let welcome = Message(rawValue: 0x14)
        /// "Present card"
        public static let presentCard = Message(rawValue: 0x15)
        /// "Processing"
        public static let processing = Message(rawValue: 0x16)
        /// "Card read OK. Please remove card"
        public static let cardReadOK = Message(rawValue: 0x17)
        /// "Please insert or swipe card"
        public static let insertOrSwipeCard = Message(rawValue: 0x18)
        /// "Please present one card only"
        public static let presentOneCardOnly = Message(rawValue: 0x19)
        /// "Authorising, please wait"
        public static let authorising = Message(rawValue: 0x1B)
        /// "Insert, swipe or try another card"
        public static let tryAnotherCard = Message(rawValue: 0x1C)
        /// "Please see phone for instructions"
        public static let seePhone = Message(rawValue: 0x20)
        /// "Present card again"
        public static let presentCardAgain = Message(rawValue: 0x21)
    }

    /// What the reader is doing, shown by its lamps.
    public enum Status: UInt8, Hashable, Sendable, CaseIterable {
        case notReady
        case idle
        case readyToRead
        case processing
        case cardReadSuccessfully
        case processingError
    }

    /// An amount to show beside the message.
    public struct Value: Hashable, Sendable {
        /// Whose amount.
        public enum Qualifier: UInt8, Hashable, Sendable {
            /// Of the transaction.
            case amount
            /// Left on the card.
            case balance
        }

        /// Whose amount.
        public var qualifier: Qualifier
        /// How much, in minor units.
        public var amount: UInt64
        /// The currency as ISO 4217 writes it, in BCD: `0x0156`.
        public var currency: UInt16

        public init(_ qualifier: Qualifier, amount: UInt64, currency: UInt16) {
            self.qualifier = qualifier
            self.amount = amount
            self.currency = currency
        }
    }

    /// The message.
    public var message: Message
    /// The status.
    public var status: Status
    /// How long it stays at least, in tenths of a second.
    public var holdTime100ms: Int
    /// The cardholder's languages as ISO 639 letters (tag `5F2D`): `zhen`; empty where unknown.
    public var languagePreference: [UInt8]
    /// An amount; nil for none.
    public var value: Value?

    public init(
        _ message: Message, _ status: Status, holdTime100ms: Int = 0, languagePreference: [UInt8] = [],
        value: Value? = nil
    ) {
        self.message = message
        self.status = status
        self.holdTime100ms = holdTime100ms
        self.languagePreference = languagePreference
        self.value = value
    }
}
