import EMV
import SmartCard

/// What is wrong with files of cards and keys, each a sentence that says what to do about it.
enum CardFaultWords {
    /// The words for any error of these commands.
    static func text(_ error: any Error) -> String {
        if let error = error as? VectorItemError { return error.text }
        if let error = error as? CardDecodeFailure { return error.message }
        return "\(error)"
    }
}

extension RecordedDialogue.Fault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noApplication: "no application is selected; the record must begin with SELECT (00A4) and its answer"
        case .noProcessingOptions:
            "no answer to GET PROCESSING OPTIONS (80A8) after the application is selected"
        case .malformed(let exchange): "exchange \(exchange + 1): the answer is not made of data objects"
        case .signedRecordMissing(let sfi, let record):
            "record \(record) of file \(sfi) is signed and is not in the file; record the whole dialogue"
        case .duplicateObject(let exchange, let tag):
            "exchange \(exchange + 1): object \(TLVTag.name(tag)) comes a second time"
        }
    }
}

extension CardDenyList.Fault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .malformed(let line):
            "line \(line): neither \"token\" and 32 hex digits, nor \"par\" and a reference of at most 29 characters"
        case .tooLong: "more than \(CardDenyList.mostEntries) entries"
        }
    }
}

extension CAPublicKeyFile.Fault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .missingColumn(let column):
            "line 1: no column \"\(column)\"; the header must name "
                + "rid,index,algorithm,exponent,modulus,check_value,role"
        case .malformed(let line, let column): "line \(line): \(column) is missing or not of the right form"
        case .refused(let line, let fault): "line \(line): \(fault)"
        }
    }
}

extension CAPublicKeyStore.Fault: CustomStringConvertible {
    package var description: String {
        func name(_ key: CAKeyIdentity) -> String {
            "key \(Hex.text((0..<5).map { UInt8(truncatingIfNeeded: key.rid >> UInt64(32 - $0 * 8)) }))/"
                + Hex.text([key.index])
        }
        return switch self {
        case .checkValueMismatch(let key): "\(name(key)): the check value does not fit the key; copy the list again"
        case .unusable(let key): "\(name(key)): the numbers are no usable public key"
        case .duplicate(let key): "\(name(key)): a second key of that name and length"
        case .tooMany: "more than \(CAPublicKeyStore.mostKeys) keys"
        }
    }
}
