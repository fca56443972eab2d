import Fares
import Testing

/// The editions inside the binary, compiled once for all tests.
enum Shipped {
    static let books: [String: Result<FareBook, any Error>] = [
        "2018-08": Result { try compile("2018-08") },
        "current": Result { try compile("current") },
    ]

    static func book(_ id: String) throws -> FareBook { try #require(books[id]).get() }

    /// An edition with the shipped tariff changed by a few sections of YAML.
    static func book(_ id: String, whatIf sections: String) throws -> FareBook {
        try FareBook(try book(id).edition, tariff: try tariff(sections))
    }

    static func tariff(_ sections: String) throws -> Tariff {
        let text = "format: faregate-tariff/1\nextends: shenzhen\n" + sections
        return try Tariff.read(file: "what-if.yaml", bytes: Array(text.utf8))
    }

    private static func compile(_ id: String) throws -> FareBook {
        try FareBook(try #require(try Edition.shipped(id)))
    }
}
