/// A change to the objects of a template.
enum ObjectEdit: Hashable, Sendable {
    case set(UInt32, [UInt8])
    case append(UInt32, [UInt8])
    case remove(UInt32)
    case keepOnly([UInt32])
    /// Bytes of a value; a negative position counts from its end.
    case overwrite(UInt32, at: Int, [UInt8])
    case exclusiveOr(UInt32, at: Int, UInt8)
    case dropLast(UInt32)
    /// Other tag, same value.
    case rename(UInt32, UInt32)
    /// Bytes that are no object, behind the last one.
    case raw([UInt8])
    /// Bytes before, between and behind the objects.
    case filler([UInt8])
    /// The last 32 bytes become n minus the 32 before them, so that r + s = n.
    case complementSM2(UInt32)
}

extension ObjectEdit {
    /// The tag that must be there for the change to make sense; nil for changes of the whole template.
    var tag: UInt32? {
        switch self {
        case .set(let tag, _), .remove(let tag), .overwrite(let tag, _, _), .exclusiveOr(let tag, _, _),
            .dropLast(let tag), .rename(let tag, _), .complementSM2(let tag):
            tag
        case .append, .keepOnly, .raw, .filler: nil
        }
    }

    func apply(to list: inout ObjectList) {
        switch self {
        case .set(let tag, let value): list.set(tag, value)
        case .append(let tag, let value): list.append(tag, value)
        case .remove(let tag): list.remove(tag)
        case .keepOnly(let tags):
            list.items.removeAll {
                guard case .object(let object) = $0 else { return true }
                return !tags.contains(object.tag)
            }
        case .overwrite(let tag, let position, let bytes):
            list.edit(tag) { object in
                let start = position < 0 ? object.value.count + position : position
                object.value.replaceSubrange(start..<(start + bytes.count), with: bytes)
            }
        case .exclusiveOr(let tag, let position, let mask):
            list.edit(tag) { object in
                object.value[position < 0 ? object.value.count + position : position] ^= mask
            }
        case .dropLast(let tag): list.edit(tag) { $0.value.removeLast() }
        case .rename(let tag, let new): list.edit(tag) { $0 = DataObject(new, $0.value) }
        case .raw(let bytes): list.items.append(.raw(bytes))
        case .filler(let bytes):
            list.items = list.items.flatMap { [ObjectList.Item.raw(bytes), $0] } + [.raw(bytes)]
        case .complementSM2(let tag):
            list.edit(tag) { object in
                let s = object.value.count - 32
                let complement = SM2Order.minus(Array(object.value[(s - 32)..<s]))
                object.value.replaceSubrange(s..., with: complement)
            }
        }
    }
}
