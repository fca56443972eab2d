import SmartCard

/// A data object of a card: its tag and its bytes.
struct DataObject: Hashable, Sendable {
    let tag: UInt32
    var value: [UInt8]

    init(_ tag: UInt32, _ value: [UInt8]) {
        self.tag = tag
        self.value = value
    }
}

/// The content of a template as a card was given it: data objects in order, and bytes that are none.
struct ObjectList: Hashable, Sendable {
    enum Item: Hashable, Sendable {
        case object(DataObject)
        case raw([UInt8])
    }

    var items: [Item] = []

    init(_ objects: [DataObject] = []) { items = objects.map(Item.object) }

    /// The first value of a tag.
    func value(_ tag: UInt32) -> [UInt8]? {
        for case .object(let object) in items where object.tag == tag { return object.value }
        return nil
    }

    mutating func append(_ tag: UInt32, _ value: [UInt8]) { items.append(.object(DataObject(tag, value))) }

    /// Replaces the first object of a tag, or adds one.
    mutating func set(_ tag: UInt32, _ value: [UInt8]) {
        guard !edit(tag, { $0.value = value }) else { return }
        append(tag, value)
    }

    mutating func remove(_ tag: UInt32) {
        items.removeAll {
            guard case .object(let object) = $0 else { return false }
            return object.tag == tag
        }
    }

    /// Changes the first object of a tag; false if there is none.
    @discardableResult
    mutating func edit(_ tag: UInt32, _ change: (inout DataObject) -> Void) -> Bool {
        for index in items.indices {
            guard case .object(var object) = items[index], object.tag == tag else { continue }
            change(&object)
            items[index] = .object(object)
            return true
        }
        return false
    }

    /// The objects one after the other.
    var bytes: [UInt8] {
        var writer = TLVWriter()
        for item in items {
            switch item {
            case .object(let object): writer.write(object.tag, object.value)
            case .raw(let bytes): writer.raw(bytes)
            }
        }
        return writer.bytes
    }

    /// The objects inside a template.
    func template(_ tag: UInt32) -> [UInt8] {
        var writer = TLVWriter()
        writer.write(tag, bytes)
        return writer.bytes
    }
}
