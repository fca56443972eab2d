/// A change to a record.
enum RecordEdit: Hashable, Sendable {
    case objects(ObjectEdit)
    case template(UInt32)
    case trailer([UInt8])
    /// The template claims so many bytes more than it has.
    case longerBy(UInt8)
    /// The PAN once more, with the last byte changed by this mask.
    case repeatedPAN(UInt8)
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
