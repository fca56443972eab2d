/// What is wrong with files of cards and keys, in words.
enum CardFaultWords {
    /// The words for any error of these commands.
    static func text(_ error: any Error) -> String {
        if let error = error as? VectorItemError { return error.text }
        if let error = error as? CardDecodeFailure { return error.message }
        return "\(error)"
    }
}
