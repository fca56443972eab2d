import CardCrypto

extension ObjectEdit {
    /// The tag that must be there for the change to make sense; nil for changes of the whole template.
    var tag: UInt32? {
        switch self {
        case .set(let tag, _), .remove(let tag), .overwrite(let tag, _, _), .exclusiveOr(let tag, _, _),
            .dropLast(let tag), .rename(let tag, _), .complementSM2(let tag):
            tag
        case .append, .keepOnly, .raw, .filler: nil
        }
    }

    func apply(to list: inout ObjectList) {
        switch self {
        case .set(let tag, let value): list.set(tag, value)
        case .append(let tag, let value): list.append(tag, value)
        case .remove(let tag): list.remove(tag)
        case .keepOnly(let tags):
            list.items.removeAll {
                guard case .object(let object) = $0 else { return true }
                return !tags.contains(object.tag)
            }
        case .overwrite(let tag, let position, let bytes):
            list.edit(tag) { object in
                let start = position < 0 ? object.value.count + position : position
                object.value.replaceSubrange(start..<(start + bytes.count), with: bytes)
            }
        case .exclusiveOr(let tag, let position, let mask):
            list.edit(tag) { object in
                object.value[position < 0 ? object.value.count + position : position] ^= mask
            }
        case .dropLast(let tag): list.edit(tag) { $0.value.removeLast() }
        case .rename(let tag, let new): list.edit(tag) { $0 = DataObject(new, $0.value) }
        case .raw(let bytes): list.items.append(.raw(bytes))
        case .filler(let bytes):
            list.items = list.items.flatMap { [ObjectList.Item.raw(bytes), $0] } + [.raw(bytes)]
        case .complementSM2(let tag):
            list.edit(tag) { object in
                let s = object.value.count - 32
                let complement = SM2Order.minus(Array(object.value[(s - 32)..<s]))
                object.value.replaceSubrange(s..., with: complement)
            }
        }
    }
}

/// The order n of the SM2 group (GB/T 32918.5-2017; the value is in many public sources).
enum SM2Order {
    static let bytes: [UInt8] = [
        0xFF, 0xFF, 0xFF, 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0x72, 0x03, 0xDF, 0x6B, 0x21, 0xC6, 0x05, 0x2B, 0x53, 0xBB, 0xF4, 0x09, 0x39, 0xD5, 0x41, 0x23,
    ]

    /// n - value.
    static func minus(_ value: [UInt8]) -> [UInt8] {
        var result = bytes
        var borrow = 0
        for index in result.indices.reversed() {
            let difference = Int(result[index]) - Int(value[index]) - borrow
            borrow = difference < 0 ? 1 : 0
            result[index] = UInt8(truncatingIfNeeded: difference)
        }
        return result
    }
}

extension RecordEdit {
    func apply(to record: inout CardRecord, pan: PrimaryAccountNumber) {
        switch self {
        case .objects(let edit): edit.apply(to: &record.objects)
        case .template(let tag): record.template = tag
        case .trailer(let bytes): record.trailer = bytes
        case .longerBy(let more):
            var bytes = record.bytes
            precondition(bytes[1] < 0x80 - more, "a record of more than 127 bytes")
            bytes[1] += more
            record.replaced = bytes
        case .repeatedPAN(let mask):
            var value = pan.compressed
            value[value.count - 1] ^= mask
            record.objects.append(0x5A, value)
        }
    }
}

extension CertificateEdit {
    func apply(to plan: inout CertificatePlan) {
        switch self {
        case .hashAlgorithm(let value): plan.hashAlgorithm = value
        case .keyAlgorithm(let value): plan.keyAlgorithm = value
        case .identifierExclusiveOr(let position, let mask): plan.identifier[position] ^= mask
        case .keyExclusiveOr(let position, let mask):
            plan.key[position < 0 ? plan.key.count + position : position] ^= mask
        case .shortKey(let count):
            plan.key = Array(plan.key.suffix(count))
            plan.key[0] |= 0x80
        case .identity(let identity): plan.identity = identity
        }
    }
}

extension SignatureEdit {
    func apply(to plan: inout FastAuthentication) {
        switch self {
        case .format(let format): plan.format = format
        case .oldVersion(let keepsData):
            plan.version = 0
            plan.authenticationData?[0] = 0
            if !keepsData { plan.authenticationData = nil }
        case .authenticationDataLength(let count):
            plan.authenticationData = plan.authenticationData.map { Array($0.prefix(count)) }
        case .terminalValue(let tag):
            switch tag {
            case 0x9F37: plan.unpredictableNumber[0] ^= 0x01
            case 0x9F02: plan.amount[5] ^= 0x01
            default: plan.currency[1] ^= 0x01
            }
        case .counterExclusiveOr(let mask): plan.counter[1] ^= mask
        case .identity(let identity): plan.identity = identity
        }
    }
}

extension ImageEdit {
    func apply(to image: inout CardImage) {
        switch self {
        case .applications(let applications): image.applications = applications
        case .pan(let pan): image.pan = pan
        case .expiry(let expiry): image.expiry = expiry
        case .effective(let effective): image.effective = effective
        case .currency(let currency): image.currency = currency
        case .qualifiers(let qualifiers): image.qualifiers = qualifiers
        case .version(let version): image.version = version
        case .algorithms(let algorithms): image.algorithms = algorithms
        case .signsStaticData: image.signsStaticData = true
        case .isPrepaid: image.isPrepaid = true
        case .issuerExpiry(let expiry): image.issuerExpiry = expiry
        case .cardExpiry(let expiry): image.cardExpiry = expiry
        case .keys(let authority, let issuerBits, let cardBits, let cardExponent):
            guard
                let chain = KeyChain(
                    authorityIndex: authority, issuerBits: issuerBits, cardBits: cardBits, cardExponent: cardExponent)
            else { preconditionFailure("a fault names keys that are not embedded") }
            image.authorityIndex = chain.authorityIndex
            image.issuerKeyName = chain.issuer
            image.cardKey = chain.card
        case .purseBalance(let fen): image.purse?.balanceFen = fen
        case .purseOverdraftUsed(let fen): image.purse?.overdraftUsedFen = fen
        case .purseFile15Length(let count): image.purse.edit { $0.file15 = Array($0.file15.prefix(count)) }
        case .purseValidTo(let date): image.purse?.file15.replaceSubrange(24..<28, with: date)
        case .purseTransaction(let record): image.purse?.transactions.insert(record, at: 0)
        case .purseState(let state):
            // Terminal, metro, place, 5.00 and 35.85 yuan, a day in 2026, Shenzhen, no acquirer.
            image.purse?.addJourney(
                [
                    state, 0, 0, 0x30, 0, 0x89, 0, 0x03, 0x40, 0x01, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x01, 0xF4, 0, 0, 0x0E,
                    0x01,
                ]
                    + [0x20, 0x26, 0x11, 0x20, 0x08, 0x30, 0x15, 0x58, 0x40] + [UInt8](repeating: 0, count: 14))
        case .purseUsesSM4: image.purse?.usesSM4 = true
        case .purseOmitsZeroTransactions: image.purse?.omitsZeroTransactions = true
        }
    }
}

extension Optional where Wrapped == PurseImage {
    fileprivate mutating func edit(_ change: (inout PurseImage) -> Void) {
        guard var purse = self else { return }
        change(&purse)
        self = purse
    }
}
