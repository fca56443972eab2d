/// What users of SM2 agree on beside the curve (GM/T 0009-2012, clause 10; page not read).
package enum SM2 {
    /// The identity that is hashed with the key where none was agreed on, as on cards: "1234567812345678".
    package static let defaultIdentifier = Array("1234567812345678".utf8)
}
