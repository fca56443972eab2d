import QRTickets

/// Checker of codes whose structure is read and whose signatures are not.
enum StructureCodeVectors {
    /// - **Parameters**: the expectations, since a member that is null in a leg is not compared.
    static func boardingPass(
        _ item: VectorItem, _ expected: [String: VectorValue]
    ) throws -> [String: VectorValue] {
        let bytes = try item.payload()
        let pass: BoardingPass
        do { pass = try BoardingPass.parse(bytes.span) } catch { return CodeVectors.refusal(error) }
        let wanted = expected["legs"]?.elements ?? []
        let legs = pass.legs.enumerated().map { index, leg in
            var members: [String: VectorValue] = ["name": .text(pass.name)]
            for (key, value) in [
                ("pnr", leg.booking), ("from_", leg.from), ("to", leg.to), ("carrier", leg.carrier),
                ("number", leg.number), ("seat", leg.seat), ("sequence", leg.sequence),
            ] { members[key] = value.map { .text($0) } ?? .null }
            guard index < wanted.count, case .object(let asked) = wanted[index] else {
                return VectorValue.object(members)
            }
            for key in asked.keys where asked[key] == .null && members[key] != nil { members[key] = .null }
            return .object(members)
        }
        return ["expect": .text("accept"), "legs": .list(legs)]
    }

    static func vdv(_ item: VectorItem) throws -> [String: VectorValue] {
        let bytes = try item.payload()
        do {
            let code = try VDVCode.parse(bytes.span)
            return [
                "expect": .text("structure"),
                "fields": .object([
                    // Tag and the two bytes of its length, as the other codes of this family are told by.
                    "signatureTag": CodeVectors.hex(bytes[..<code.signature.lowerBound]),
                    "signatureBytes": .number(code.signature.count),
                    "remainderTag": CodeVectors.hex(bytes[code.signature.upperBound..<(code.signature.upperBound + 1)]),
                    "remainderLength": .number(code.remainder.count),
                    "remainderText": .text("VDV at end of remainder"),
                    "certificateTag": CodeVectors.hex(
                        bytes[code.remainder.upperBound..<(code.remainder.upperBound + 2)]),
                ]),
            ]
        } catch {
            return CodeVectors.refusal(error)
        }
    }
}
