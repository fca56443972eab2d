/// Another form of the answer to GET PROCESSING OPTIONS.
enum ProcessingForm: Hashable, Sendable {
    /// Template `80` with AIP and AFL alone.
    case format1
    /// These bytes.
    case bytes([UInt8])
    /// Bytes before the template.
    case leading([UInt8])
}
