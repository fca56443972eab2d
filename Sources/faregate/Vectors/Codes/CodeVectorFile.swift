import Foundation

/// A file of code vectors: one JSON object that says its format, what all items share, and lists them; a root
/// record is an item of its own.
enum CodeVectorFile {
    /// How a file's `format` begins, and the kind of its items.
    private static let formats: KeyValuePairs<String, String> = [
        "MoT/JTT1179-style V2": "code-ministry",
        "root CA public key record": "code-root",
        "Alipay-style transit code": "code-alipay",
        "EMVCo merchant-presented mode": "code-merchant",
        "EMVCo consumer-presented mode": "code-consumer",
        "UIC 918.9 dynamic header": "code-uic-dynamic",
        "UIC 918.3 #UT01/#UT02": "code-uic-static",
        "IATA BCBP": "code-boarding-pass",
        "VDV-KA": "code-vdv",
        "SM2 sign/verify, SM3, SM4": "code-sm-crypto",
    ]

    /// The kind of pictures, whose list has no `format`.
    static let frameKind = "code-frame"

    /// Whether items of a kind come from such a file and can be run.
    static func knows(_ kind: String) -> Bool { kind == frameKind || formats.contains { $0.value == kind } }

    /// The items of an object that is such a file; nil for any other.
    ///
    /// What the items share, keys and policies, goes with each of them as `context`; with pictures the folder of the
    /// list.
    static func items(_ members: [String: VectorJSON], folder: String) -> [VectorItem]? {
        if case .array(let frames)? = members["frames"], case .object(let first)? = frames.first,
            first["file"] != nil, first["payload_hex"] != nil
        {
            return pictures(frames, folder)
        }
        guard case .text(let format)? = members["format"],
            let kind = formats.first(where: { format.hasPrefix($0.key) })?.value
        else { return nil }
        if kind == "code-root" {
            return [VectorItem(name: "root record", kind: kind, json: members.mapValues(\.any))]
        }
        guard case .array(let vectors)? = members["vectors"] else { return nil }
        let context = members.filter { $0.key != "vectors" }.mapValues(\.any)
        return vectors.enumerated().map { index, vector in
            var json = vector.any as? [String: Any] ?? [:]
            json["context"] = context
            return VectorItem(name: json["id"] as? String ?? "item \(index)", kind: kind, json: json)
        }
    }

    private static func pictures(_ frames: [VectorJSON], _ folder: String) -> [VectorItem] {
        frames.enumerated().map { index, frame in
            var json = frame.any as? [String: Any] ?? [:]
            json["context"] = ["folder": folder]
            return VectorItem(name: json["file"] as? String ?? "item \(index)", kind: frameKind, json: json)
        }
    }
}
