import CAllocationCounter
import SmartCard
import Testing

/// What a tap does with every record allocates nothing.
@Suite(.serialized)
struct AllocationTests {
    /// A record of 187 bytes, 19 objects.
    private static let record: [UInt8] = {
        var writer = TLVWriter()
        writer.template(0x70) { record in
            for tag in [0x5A, 0x5F24, 0x5F25, 0x5F28, 0x5F34, 0x9F07, 0x9F08, 0x9F0D, 0x9F0E, 0x9F0F] as [UInt32] {
                record.write(tag, [UInt8](repeating: 0x11, count: 5))
            }
            for tag in [0x8C, 0x8D, 0x8E, 0x9F4A, 0x9F42, 0x9F44, 0x5F30, 0x57] as [UInt32] {
                record.write(tag, [UInt8](repeating: 0x22, count: 10))
            }
        }
        return writer.bytes
    }()

    @Test func walkingARecord() throws {
        let record = Self.record
        #expect((180...190).contains(record.count))
        var found = 0
        for round in 0..<1001 {
            // The first round lets the runtime make what it makes once.
            if round == 1 { faregate_reset_allocation_count() }
            var outer = TLVReader(0..<record.count)
            while let template = try outer.next(in: record.span) {
                var inner = TLVReader(template.value)
                while let object = try inner.next(in: record.span) { found += object.value.count }
            }
        }
        let allocations = faregate_allocation_count()
        #expect(allocations == 0)
        #expect(found > 0)
    }

    @Test func fillingAList() throws {
        let list = bytes("9F66049F02069F03069F1A0295055F2A029A039C019F3704DF6901")
        let value = bytes("000000012345")
        var data: [UInt8] = []
        data.reserveCapacity(64)
        for round in 0..<1001 {
            if round == 1 { faregate_reset_allocation_count() }
            data.removeAll(keepingCapacity: true)
            var entries = DataObjectList(0..<list.count)
            while let entry = try entries.next(in: list.span) {
                DataObjectList.append(
                    value.span, format: TagDictionary.format(of: entry.tag), length: entry.length, to: &data)
            }
        }
        let allocations = faregate_allocation_count()
        #expect(allocations == 0)
        #expect(data.count == 34)
    }
}
