/// An entry `61` of the directory of applications.
struct DirectoryEntry: Hashable, Sendable {
    /// `4F`; nil on a broken card.
    var identifier: [UInt8]?
    /// `50`.
    var label: [UInt8]
    /// `87`.
    var priority: UInt8?
    /// `9F2A`.
    var kernel: [UInt8]?

    init(_ identifier: [UInt8]?, _ label: String, priority: UInt8?, kernel: [UInt8]? = nil) {
        self.identifier = identifier
        self.label = Array(label.utf8)
        self.priority = priority
        self.kernel = kernel
    }

    init(_ kind: ApplicationKind, priority: UInt8?, kernel: [UInt8]? = nil) {
        self.init(kind.identifier, kind.label, priority: priority, kernel: kernel)
    }

    var bytes: [UInt8] {
        var objects = ObjectList()
        if let identifier { objects.append(0x4F, identifier) }
        objects.append(0x50, label)
        if let priority { objects.append(0x87, [priority]) }
        if let kernel { objects.append(0x9F2A, kernel) }
        return objects.template(0x61)
    }
}
