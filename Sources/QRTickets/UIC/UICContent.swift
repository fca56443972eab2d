/// One piece of a ticket's content: how it is written, and its bytes, which are not read here.
///
/// - **Source**: UIC-barcode `uicBarcodeHeader_v2.0.1.asn`, `DataType`.
package struct UICContent: Hashable, Sendable {
    /// `FCB3`, `FDC1`, `_3703...`.
    package let format: String
    package let bytes: [UInt8]

    package init(format: String, bytes: [UInt8]) {
        self.format = format
        self.bytes = bytes
    }

    init(_ reader: inout PackedReader, in bytes: Span<UInt8>) throws(PackedFault) {
        format = String(decoding: try reader.text(in: bytes), as: UTF8.self)
        self.bytes = try reader.octets(in: bytes)
    }

    func write(to writer: inout PackedWriter) {
        writer.text(format)
        writer.octets(bytes)
    }
}
