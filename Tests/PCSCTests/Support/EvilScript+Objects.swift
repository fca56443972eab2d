import CardEmulator

/// Cards that answer in due form, and lie in what they say: lengths, names, file locators, records, certificates.
extension EvilScript {
    static let objects: [EvilScript] = lengths + names + locators + values + records

    private typealias Change = @Sendable ([UInt8]) -> [UInt8]

    // MARK: Lengths

    /// What stands where the first object's length should.
    private static let falseLengths: [(name: String, bytes: [UInt8])] = [
        ("80", [0x80]), ("82FFFF", [0x82, 0xFF, 0xFF]), ("84FFFFFFFF", [0x84, 0xFF, 0xFF, 0xFF, 0xFF]), ("0", [0x00]),
    ]

    private static let lengths: [EvilScript] = [1, 2, 3, 4, 6].flatMap { (command: Int) -> [EvilScript] in
        var scripts = falseLengths.map { length in
            changing("length: \(length.name) in answer \(command)", at: command) { good in
                let (tag, value) = split(good)
                return EvilBytes.fine(tag + length.bytes + value)
            }
        }
        scripts.append(
            changing("length: one too many in answer \(command)", at: command) { good in
                let (tag, value) = split(good)
                let count = value.count + 1
                return EvilBytes.fine(tag + [0x82, UInt8(count >> 8), UInt8(count & 0xFF)] + value)
            })
        return scripts
    }

    /// The tag of one byte that an answer begins with, and the value behind it.
    private static func split(_ answer: [UInt8]) -> (tag: [UInt8], value: [UInt8]) {
        let data = EvilBytes.data(answer)
        let header = data.count > 1 && data[1] > 0x80 ? 2 + Int(data[1] & 0x7F) : 2
        return (Array(data.prefix(1)), Array(data.dropFirst(header)))
    }

    // MARK: Names

    private typealias Lie = (name: String, command: Int, tag: [UInt8], objects: [UInt8])

    private static let directoryLies: [Lie] = [
        ("no application", 1, [0xBF, 0x0C], []),
        ("names of 0 bytes", 1, [0x4F], [0x4F, 0x00]),
        ("names of 4 bytes", 1, [0x4F], [0x4F, 0x04, 0xA0, 0x00, 0x00, 0x03]),
        ("names of 17 bytes", 1, [0x4F], EvilBytes.object([0x4F], [UInt8](repeating: 0xA0, count: 17))),
        ("names of nobody", 1, [0x4F], EvilBytes.object([0x4F], EvilBytes.random(7, seed: 1))),
        ("nested 40 deep", 1, [0xBF, 0x0C], nested(40)),
        ("100 applications of nobody", 1, [0xBF, 0x0C], EvilBytes.object([0xBF, 0x0C], manyNames)),
    ]

    private static let applicationLies: [Lie] = [
        ("application of another name", 2, [0x84], EvilBytes.object([0x84], EvilBytes.random(8, seed: 2))),
        ("application without a name", 2, [0x84], []),
        ("no options asked for", 2, [0x9F, 0x38], []),
        ("endless options asked for", 2, [0x9F, 0x38], EvilBytes.object([0x9F, 0x38], endlessOptions)),
        ("options of 255 bytes", 2, [0x9F, 0x38], EvilBytes.object([0x9F, 0x38], [0x9F, 0x37, 0xFF])),
        ("options cut", 2, [0x9F, 0x38], EvilBytes.object([0x9F, 0x38], [0x9F])),
        ("nested 40 deep in the application", 2, [0xA5], nested(40)),
    ]

    private static let names: [EvilScript] = (directoryLies + applicationLies).map { lie in
        changing("name: \(lie.name)", at: lie.command) { good in
            EvilBytes.replacing(lie.tag, in: good) { _ in lie.objects }
        }
    }

    private static let manyNames: [UInt8] = (0..<100).flatMap { (seed: Int) -> [UInt8] in
        EvilBytes.object([0x61], EvilBytes.object([0x4F], EvilBytes.random(7, seed: UInt64(seed))))
    }

    private static func nested(_ depth: Int) -> [UInt8] {
        (0..<depth).reduce(into: [UInt8]()) { bytes, _ in bytes = EvilBytes.object([0x70], bytes) }
    }

    private static let endlessOptions: [UInt8] = repeated([0x9F, 0x37, 0x04], 80)

    private static func repeated(_ bytes: [UInt8], _ count: Int) -> [UInt8] {
        [[UInt8]](repeating: bytes, count: count).flatMap { $0 }
    }

    // MARK: File locators

    /// The file locator, tag 94, as the card gives it with its processing options.
    private static let locatorLies: [(name: String, change: Change)] = [
        ("255 ranges", { _ in repeated([0x08, 0x01, 0x01, 0x00], 255) }),
        ("63 ranges", { _ in repeated([0x08, 0x01, 0x01, 0x00], 63) }),
        ("records 1 to 255", { _ in [0x08, 0x01, 0xFF, 0x00] }),
        ("records 0 to 0", { _ in [0x08, 0x00, 0x00, 0x00] }),
        ("records backwards", { _ in [0x08, 0x05, 0x01, 0x00] }),
        ("file 0", { _ in [0x00, 0x01, 0x01, 0x00] }),
        ("file 31", { _ in [0xF8, 0x01, 0x01, 0x00] }),
        ("low bits set", { good in [good[0] | 0x07] + good.dropFirst() }),
        ("more signed than there are", { good in Array(good.prefix(3)) + [0x10] + good.dropFirst(4) }),
        ("empty", { _ in [] }),
        ("three bytes", { good in Array(good.prefix(3)) }),
        ("five bytes", { good in Array(good.prefix(4)) + [0x08] }),
        ("the same files again and again", { good in repeated(good, 30) }),
        ("records that are not there", { _ in [0x50, 0x01, 0x05, 0x00] }),
        ("the first file alone", { good in Array(good.prefix(4)) }),
    ]

    private static let locators: [EvilScript] = locatorLies.map { lie in
        changing("locator: \(lie.name)", at: 3) { EvilBytes.changing([0x94], in: $0, lie.change) }
    }

    // MARK: Values and records

    /// What authentication and identity rest on.
    private static let valueTags: [(name: String, tag: [UInt8])] = [
        ("CA key index", [0x8F]), ("issuer certificate", [0x90]), ("issuer exponent", [0x9F, 0x32]),
        ("card certificate", [0x9F, 0x46]), ("card exponent", [0x9F, 0x47]), ("card key remainder", [0x9F, 0x48]),
        ("signature", [0x9F, 0x4B]), ("card number", [0x5A]), ("track 2", [0x57]), ("profile", [0x82]),
        ("cryptogram", [0x9F, 0x26]), ("counter", [0x9F, 0x36]), ("issuer data", [0x9F, 0x10]),
        ("expiry", [0x5F, 0x24]), ("authentication data", [0x9F, 0x69]),
    ]

    private static let valueLies: [(name: String, change: Change)] = [
        ("empty", { _ in [] }),
        ("cut by one byte", { good in Array(good.dropLast()) }),
        ("longer by one byte", { good in good + [0x00] }),
        ("of 250 bytes", { _ in [UInt8](repeating: 0x41, count: 250) }),
        ("all FF", { good in [UInt8](repeating: 0xFF, count: good.count) }),
    ]

    /// Lies that no gate without a line can know to be lies: no signature of the card covers what only its issuer
    /// reads.
    private static let believed: Set<String> = [
        "track 2 cut by one byte", "track 2 longer by one byte", "profile all FF", "cryptogram all FF",
        "issuer data cut by one byte", "issuer data longer by one byte",
    ]

    /// In which answer the value stands does not matter: it is lied about wherever it comes.
    private static let values: [EvilScript] = valueTags.flatMap { (name, tag) -> [EvilScript] in
        valueLies.filter { !believed.contains("\(name) \($0.name)") }.map { lie in
            EvilScript("value: \(name) \(lie.name)") { (_, _, good) -> Deed? in
                guard good.suffix(2) == [0x90, 0x00] else { return nil }
                return .answer(EvilBytes.changing(tag, in: good, lie.change))
            }
        }
    }

    private static let records: [EvilScript] = commands.dropFirst(3).flatMap { (command: Int) -> [EvilScript] in
        [
            changing("record: another template in answer \(command)", at: command) { [0x77] + $0.dropFirst() },
            changing("record: empty in answer \(command)", at: command) { _ in EvilBytes.fine([0x70, 0x00]) },
            changing("record: objects twice in answer \(command)", at: command) { good in
                EvilBytes.changing([0x70], in: good) { $0 + $0 }
            },
        ]
    }
}
