import EMV
import SmartCard

/// The PDOL values a kernel would send, from the transaction, the activation and the item's terminal data.
enum EntryPointKernelData {
    /// The numeric data objects among those the items name; the others are bytes or text.
    private static let numeric: Set<UInt32> = [
        0x9A, 0x9C, 0x5F2A, 0x9F01, 0x9F02, 0x9F03, 0x9F15, 0x9F1A, 0x9F21, 0x9F35, 0x9F39, 0x9F41,
    ]

    static func differences(
        _ wanted: VectorValue, _ observation: EntryPointObservation, _ item: EntryPointItem
    ) throws(VectorItemError) -> [String] {
        guard case .list(let list) = wanted else { return ["expected.kernel_data: expected a list got \(wanted)"] }
        var differences: [String] = []
        for (index, entry) in list.enumerated() {
            let path = "expected.kernel_data[\(index)]"
            var reader = try VectorReader(entry, path)
            let number = try reader.number("activation")
            guard case .object(let data) = try reader.required("data") else { throw reader.wrong("data", "an object") }
            try reader.finish()
            guard let number, number < observation.activations.count else {
                differences.append("\(path).activation: expected a kernel activation got \(number ?? -1)")
                continue
            }
            let values = try values(observation.activations[number], item)
            for tag in data.keys.sorted() {
                differences += VectorValue.differences(data[tag], values[tag], at: "\(path).data.\(tag)")
            }
        }
        return differences
    }

    /// Every value that the PDOL asks for and we have, at its length there.
    private static func values(
        _ one: EntryPointObservation.Activation, _ item: EntryPointItem
    ) throws(VectorItemError) -> [String: VectorValue] {
        do throws(TLVError) {
            let bytes = one.information.span
            guard let range = try ApplicationFCI(0..<bytes.count, of: bytes).processingOptions else { return [:] }
            var list = DataObjectList(range)
            var values: [String: VectorValue] = [:]
            while let entry = try list.next(in: bytes) {
                guard let value = value(entry.tag, one.activation, item) else { continue }
                var padded: [UInt8] = []
                DataObjectList.append(
                    value.span, format: numeric.contains(entry.tag) ? .numeric : .binary, length: entry.length,
                    to: &padded)
                values[TLVTag.name(entry.tag)] = .hex(padded)
            }
            return values
        } catch {
            throw VectorItemError("expected.kernel_data: \(error)")
        }
    }

    private static func value(_ tag: UInt32, _ activation: KernelActivation, _ item: EntryPointItem) -> [UInt8]? {
        switch tag {
        case 0x9C: [activation.transaction.type]
        case 0x9F02: Hex.bytes(decimal(activation.transaction.amount, digits: 12))
        case 0x9F03: Hex.bytes(decimal(activation.transaction.otherAmount, digits: 12))
        case 0x9F06: activation.selectedName
        case 0x9F2A: activation.kernel.bytes
        case 0x9F66: activation.qualifiers?.bytes
        default: item.terminalData[tag]
        }
    }
}
