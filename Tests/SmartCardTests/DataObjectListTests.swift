import SmartCard
import Testing

/// Lists of wishes and how they are met: emv.md, 8.2.
struct DataObjectListTests {
    /// A list, and its entries or the error.
    @Test(arguments: [
        ("", ""), ("9F3704", "9F37:4"), ("9F66049F0206", "9F66:4 9F02:6"), ("DF812908", "DF8129:8"), ("9500", "95:0"),
        ("9F37", "truncated(at: 2)"), ("9F", "truncated(at: 1)"), ("9F370495", "9F37:4 truncated(at: 4)"),
        ("5F8182830100", "tagTooLong(at: 0)"),
        ("9F3704DF9901", "9F37:4 DF99:1"),  // two bytes where three would leave no length
        ("DF99029F3704", "DF9902:159 37:4"),  // but three where they can be
    ])
    func reads(hex: String, expected: String) {
        let data = bytes(hex)
        var list = DataObjectList(0..<data.count)
        var found: [String] = []
        do throws(TLVError) {
            while let entry = try list.next(in: data.span) { found.append("\(TLVTag.name(entry.tag)):\(entry.length)") }
        } catch {
            found.append(name(error))
        }
        #expect(found.joined(separator: " ") == expected)
    }

    /// Tag, value, length asked for, and what is sent.
    @Test(arguments: [
        (0x9F02, "000000012345", 6, "000000012345"),
        (0x9F02, "000000012345", 4, "00012345"),  // numeric: the left is cut
        (0x9F02, "012345", 6, "000000012345"),  // and padded
        (0x9F02, "000000012345", 0, ""),
        (0x9F1A, "0156", 1, "56"), (0x9A, "170601", 4, "00170601"), (0x9C, "00", 2, "0000"),
        (0x5A, "6210948000000011", 10, "6210948000000011FFFF"),  // compressed numeric: F on the right
        (0x5A, "6210948000000011", 4, "62109480"),
        (0x9F37, "01020304", 6, "010203040000"),  // others: 0 on the right
        (0x9F37, "01020304", 2, "0102"),
        (0x9F1E, "3132333435363738", 10, "31323334353637380000"),  // text
        (0x9F66, "21800080", 3, "218000"), (0x81, "00000001", 5, "0000000100"),
        (0xDF9901, "", 2, "0000"),  // unknown: zeros
        (0x9F35, "25", 2, "0025"), (0x9F1B, "00000100", 2, "0000"),  // the floor limit is binary
    ])
    func fills(tag: UInt32, value: String, length: Int, expected: String) {
        var data: [UInt8] = []
        let value = bytes(value)
        DataObjectList.append(value.span, format: TagDictionary.format(of: tag), length: length, to: &data)
        #expect(Hex.text(data) == expected)
    }

    @Test(.enabled(if: ExternalVectors.areThere, "skipped: external data not present"))
    func agreesWithTheVectors() throws {
        var count = 0
        for item in try ExternalVectors.items("tlv-dol.json") {
            let name = item["name"] as? String ?? ""
            let expected = try #require(item["expected"] as? [String: Any])
            if item["kind"] as? String == "dol" {
                let list = bytes(item["dol"] as? String ?? "")
                let values = item["values"] as? [String: String] ?? [:]
                var entries = DataObjectList(0..<list.count)
                var data: [UInt8] = []
                while let entry = try entries.next(in: list.span) {
                    let value = bytes(values[TLVTag.name(entry.tag)] ?? "")
                    DataObjectList.append(
                        value.span, format: TagDictionary.format(of: entry.tag), length: entry.length, to: &data)
                }
                #expect(Hex.text(data) == expected["data"] as? String, "\(name)")
            } else {
                try checkObjects(bytes(item["tlv"] as? String ?? ""), expected, name)
            }
            count += 1
        }
        #expect(count == 13)
    }

    /// `ok` is true, or false or a text that says why not; `objects` all of them, or `tag` and `length` of the first.
    private func checkObjects(_ data: [UInt8], _ expected: [String: Any], _ name: String) throws {
        guard expected["ok"] as? Bool == true else {
            // The vector with two 5A breaks inside its template, and that of the indefinite form at once.
            var isBroken = false
            do throws(TLVError) {
                try TLVReader.walk(0..<data.count, of: data.span) { _, _ in }
            } catch {
                isBroken = true
            }
            #expect(isBroken, "\(name)")
            return
        }
        var reader = TLVReader(0..<data.count, filler: .zeroAndFF)
        if let objects = expected["objects"] as? [[Any]] {
            for object in objects {
                let read = try #require(try reader.next(in: data.span), "\(name)")
                #expect(
                    TLVTag.name(read.tag) == object[0] as? String && read.value.count == object[1] as? Int, "\(name)")
            }
            #expect(try reader.next(in: data.span) == nil, "\(name)")
        } else {
            // These two vectors are about the header: their value is a byte shorter than it says.
            let padded = data + [0]
            reader = TLVReader(0..<padded.count)
            let read = try #require(try reader.next(in: padded.span), "\(name)")
            #expect(TLVTag.name(read.tag) == expected["tag"] as? String, "\(name)")
            #expect(read.value.count == expected["length"] as? Int, "\(name)")
            #expect(read.value.lowerBound == expected["header_bytes"] as? Int, "\(name)")
        }
    }
}
