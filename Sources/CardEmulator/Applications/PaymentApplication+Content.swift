/// What a payment application shows in every transaction (emv.md, 3.5; order as on the taps made by another program).
extension PaymentApplication {
    /// The PDOL of the cards seen: qualifiers, amounts, countries, results, date, type, random number.
    static let list: [UInt8] = [
        0x9F, 0x66, 0x04, 0x9F, 0x02, 0x06, 0x9F, 0x03, 0x06, 0x9F, 0x1A, 0x02, 0x95, 0x05, 0x5F, 0x2A, 0x02,
        0x9A, 0x03, 0x9C, 0x01, 0x9F, 0x37, 0x04,
    ]
    /// Whether the reader supports extended applications and SM.
    static let extendedTags: [UInt8] = [0xDF, 0x60, 0x01, 0xDF, 0x69, 0x01]
    /// The PDOL of the T-Union cash application, 38 bytes of values.
    static let tUnionList: [UInt8] =
        extendedTags + [
            0x9F, 0x66, 0x04, 0x9F, 0x02, 0x06, 0x9F, 0x03, 0x06, 0x9F, 0x1A, 0x02, 0x95, 0x05, 0x5F, 0x2A, 0x02,
            0x9A, 0x03, 0x9C, 0x01, 0x9F, 0x21, 0x03, 0x9F, 0x37, 0x04,
        ]
    /// CDOL1 of the contact interface.
    static let firstCryptogramList: [UInt8] = [
        0x9F, 0x02, 0x06, 0x9F, 0x03, 0x06, 0x9F, 0x1A, 0x02, 0x95, 0x05, 0x5F, 0x2A, 0x02, 0x9A, 0x03, 0x9C,
        0x01, 0x9F, 0x37, 0x04,
    ]
    /// DDOL: the unpredictable number.
    static let dynamicList: [UInt8] = [0x9F, 0x37, 0x04]

    /// The AIP: DDA, and what the cards seen have beside it; the contact card can do CDA too.
    static func profile(_ kind: ApplicationKind) -> [UInt8] {
        switch kind {
        case .visa: [0x20, 0x00]
        case .contact: [0x7D, 0x00]
        default: [0x7C, 0x00]
        }
    }

    static func information(
        _ image: CardImage, _ kind: ApplicationKind, name: [UInt8], priority: UInt8
    ) -> FileControlInformation {
        var information = FileControlInformation(outer: ObjectList([DataObject(0x84, name)]))
        information.proprietary.append(0x50, Array(kind.label.utf8))
        information.proprietary.append(0x87, [priority])
        switch kind {
        case .contact: break
        case .tUnionCash: information.proprietary.append(0x9F38, tUnionList)
        default:
            let list = image.algorithms.contains(.sm2) ? list + extendedTags : list
            information.proprietary.append(0x9F38, list)
        }
        if kind != .tUnionCash { information.proprietary.append(0x5F2D, Array("zh".utf8)) }
        if kind == .visa {
            // Application program identifier: country and currency behind a format byte, as on the card seen.
            information.discretionary.append(0x9F5A, [0x31] + image.country + image.currency)
            return information
        }
        information.discretionary.append(0x9F4D, [0x0B, 0x0A])
        if let functions = image.additionalFunctions, kind != .contact {
            information.discretionary.append(0xDF61, [functions])
        }
        if kind == .tUnionCash { information.discretionary.append(0xDF4D, [0x0C, 0x0A]) }
        return information
    }

    /// The records before those of the certificates. `5F24` must not lie in the last record of a tap.
    static func records(_ image: CardImage, _ kind: ApplicationKind) -> [CardRecord] {
        guard kind != .visa else { return [] }
        var objects = [
            DataObject(0x5A, image.pan(of: kind).compressed), DataObject(0x5F24, image.expiry),
        ]
        if !image.effective.isEmpty { objects.append(DataObject(0x5F25, image.effective)) }
        objects += [
            DataObject(0x9F08, image.version), DataObject(0x9F07, [0xFF, 0x00]), DataObject(0x5F28, image.country),
        ]
        if image.signsStaticData { objects.append(DataObject(0x9F4A, [0x82])) }
        return [CardRecord(1, 1, isSigned: image.signsStaticData, objects)]
    }

    /// The certificates in the records of SFI 2.
    static func records(_ credentials: CardCredentials) -> [CardRecord] {
        var second = [DataObject(0x8F, [credentials.authorityIndex])]
        if let exponent = credentials.issuerExponent { second.append(DataObject(0x9F32, exponent)) }
        if !credentials.issuer.remainder.isEmpty { second.append(DataObject(0x92, credentials.issuer.remainder)) }
        var fourth: [DataObject] = []
        if let exponent = credentials.cardExponent { fourth.append(DataObject(0x9F47, exponent)) }
        if !credentials.card.remainder.isEmpty { fourth.append(DataObject(0x9F48, credentials.card.remainder)) }
        var records = [
            CardRecord(2, 1, [DataObject(0x90, credentials.issuer.certificate)]), CardRecord(2, 2, second),
            CardRecord(2, 3, [DataObject(0x9F46, credentials.card.certificate)]),
        ]
        if !fourth.isEmpty { records.append(CardRecord(2, 4, fourth)) }
        return records
    }

    /// The record that only the debit/credit path reads, over contacts or with TTQ byte 1, b7.
    static func debitCreditRecord(_ image: CardImage, _ kind: ApplicationKind) -> CardRecord {
        CardRecord(
            3, 1,
            [
                DataObject(0x57, image.pan(of: kind).track2(expiry: image.expiry)),
                DataObject(0x5F34, [image.panSequence]), DataObject(0x8C, firstCryptogramList),
                DataObject(0x8D, [0x8A, 0x02] + firstCryptogramList),
                // No CVM, always.
                DataObject(0x8E, [0, 0, 0, 0, 0, 0, 0, 0, 0x1F, 0x00]),
                DataObject(0x9F49, dynamicList),
            ])
    }

    /// The records of a Visa card, all in SFI 2 from record 3 (`trace-visa-oda-for-online-arqc-a`).
    static func visaRecords(
        _ image: CardImage, _ credentials: CardCredentials, authenticationData: [UInt8]?, signature: [UInt8]?
    ) -> [CardRecord] {
        var fourth = [DataObject(0x8F, [credentials.authorityIndex])]
        if let exponent = credentials.issuerExponent { fourth.append(DataObject(0x9F32, exponent)) }
        if !credentials.issuer.remainder.isEmpty { fourth.append(DataObject(0x92, credentials.issuer.remainder)) }
        var sixth: [DataObject] = []
        if let exponent = credentials.cardExponent { sixth.append(DataObject(0x9F47, exponent)) }
        if !credentials.card.remainder.isEmpty { sixth.append(DataObject(0x9F48, credentials.card.remainder)) }
        sixth += [
            DataObject(0x5A, image.visaPAN.compressed), DataObject(0x5F34, [image.panSequence]),
            DataObject(0x5F24, image.expiry), DataObject(0x5F28, image.country),
        ]
        if let authenticationData { sixth.append(DataObject(0x9F69, authenticationData)) }
        let certificates = [
            CardRecord(2, 3, [DataObject(0x90, credentials.issuer.certificate)]), CardRecord(2, 4, fourth),
            CardRecord(2, 5, [DataObject(0x9F46, credentials.card.certificate)]), CardRecord(2, 6, sixth),
        ]
        guard let signature else { return certificates }
        return [CardRecord(2, 2, [DataObject(0x9F4B, signature)])] + certificates
    }
}
