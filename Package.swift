// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
    name: "FareGate",
    products: [
        .executable(name: "faregate", targets: ["faregate"]),
        .library(name: "Fares", targets: ["Fares"]),
        .library(name: "SmartCard", targets: ["SmartCard"]),
        .library(name: "EMV", targets: ["EMV"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    ],
    targets: [
        .target(name: "FareData", exclude: ["README.md", "editions", "keys", "rail", "tariffs"]),
        .target(
            name: "Fares",
            dependencies: ["FareData", .product(name: "Yams", package: "Yams")],
            swiftSettings: strict),
        .target(name: "Gate", dependencies: ["Fares"], swiftSettings: strict),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "CByteScan"),
        .target(name: "TapLogs", dependencies: ["CByteScan", "CZlib", "Fares", "Gate"], swiftSettings: strict),
        .target(
            name: "Simulator",
            dependencies: ["Fares", "Gate", "Journal", "Lane", .product(name: "Yams", package: "Yams")],
            swiftSettings: strict),
        .target(name: "SmartCard", swiftSettings: strict),
        .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .target(name: "CardCrypto", dependencies: ["COpenSSL"], swiftSettings: strict),
        .target(name: "Bundles", dependencies: ["CardCrypto"], swiftSettings: strict),
        .systemLibrary(name: "CPCSC", pkgConfig: "libpcsclite", providers: [.apt(["libpcsclite-dev"])]),
        .target(name: "PCSC", dependencies: ["CPCSC", "SmartCard"], swiftSettings: strict),
        .target(name: "EMV", dependencies: ["CardCrypto", "SmartCard"], swiftSettings: strict),
        .target(name: "ElectronicPurse", dependencies: ["CardCrypto", "SmartCard"], swiftSettings: strict),
        .target(name: "CardEmulator", dependencies: ["CardCrypto", "SmartCard"], swiftSettings: strict),
        .target(name: "QRTickets", dependencies: ["CardCrypto", "CZlib", "SmartCard"], swiftSettings: strict),
        .systemLibrary(name: "CZXing", pkgConfig: "zxing", providers: [.apt(["libzxingcore-dev", "libzbar-dev"])]),
        .systemLibrary(name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),
        .target(name: "CSymbolDecoder", dependencies: ["CZXing"]),
        .target(name: "Symbols", dependencies: ["CPNG", "CSymbolDecoder"], swiftSettings: strict),
        .target(name: "CChecksum"),
        .target(
            name: "Journal",
            dependencies: [
                "CChecksum", "CardCrypto", "Fares", "Gate", "QRTickets",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Histogram", package: "hdrhistogram-swift"),
            ],
            swiftSettings: strict),
        .target(
            name: "Settlement",
            dependencies: ["CardCrypto", "EMV", "Fares", "Gate", "Journal", "SmartCard"],
            swiftSettings: strict),
        .target(
            name: "Lane",
            dependencies: [
                "Bundles", "CardCrypto", "ElectronicPurse", "EMV", "Fares", "Gate", "Journal", "PCSC", "QRTickets",
                "SmartCard", .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: strict),
        .target(name: "CChildProcess"),
        .target(name: "CSystemClock"),
        .executableTarget(
            name: "faregate",
            dependencies: [
                "Bundles", "CChildProcess", "CSystemClock", "CardCrypto", "CardEmulator", "ElectronicPurse", "EMV",
                "Fares", "Gate", "Journal", "Lane", "PCSC",
                "QRTickets", "Settlement", "Simulator", "SmartCard", "Symbols", "TapLogs",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Histogram", package: "hdrhistogram-swift"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "BundlesTests",
            dependencies: ["Bundles", "CAllocationCounter", "CardCrypto", "Journal", "Simulator", "TestSupport"],
            swiftSettings: strict),
        .testTarget(name: "TidinessTests", swiftSettings: strict),
        .testTarget(
            name: "SimulatorTests",
            dependencies: ["CAllocationCounter", "Fares", "Gate", "Journal", "Lane", "Simulator", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "TapLogsTests", dependencies: ["CZlib", "Fares", "Gate", "TapLogs", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "CommandTests",
            dependencies: [
                "Bundles", "CSystemClock", "CardEmulator", "EMV", "Fares", "Gate", "Journal", "Lane", "PCSC",
                "QRTickets",
                "SmartCard", "Symbols",
                "TestSupport",
                "faregate",
            ],
            swiftSettings: strict),
        .target(
            name: "TestSupport",
            dependencies: ["CardEmulator", "EMV", "Fares", "Gate", "Journal", "Lane", "Simulator"],
            path: "Tests/TestSupport", swiftSettings: strict
        ),
        .target(name: "CAllocationCounter", path: "Tests/CAllocationCounter"),
        .target(
            name: "FuzzTargets",
            dependencies: [
                "Bundles", "CardCrypto", "CardEmulator", "ElectronicPurse", "EMV", "Fares", "Gate", "Journal", "Lane",
                "QRTickets",
                "Settlement", "Simulator", "SmartCard", "Symbols", "TestSupport",
            ],
            path: "Tests/Fuzz/Targets",
            swiftSettings: strict),
        .testTarget(
            name: "GateTests", dependencies: ["Gate", "Fares", "CAllocationCounter", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "QRTicketsTests",
            dependencies: ["CAllocationCounter", "CZlib", "CardCrypto", "FuzzTargets", "QRTickets", "TestSupport"],
            swiftSettings: strict),
        .testTarget(name: "SymbolsTests", dependencies: ["Symbols", "TestSupport"], swiftSettings: strict),
        .testTarget(name: "FaresTests", dependencies: ["Fares", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "SmartCardTests", dependencies: ["SmartCard", "CAllocationCounter", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "CardCryptoTests", dependencies: ["CardCrypto", "CAllocationCounter", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "EMVTests",
            dependencies: [
                "EMV", "CardCrypto", "CardEmulator", "SmartCard", "CAllocationCounter", "FuzzTargets", "TestSupport",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "JournalTests",
            dependencies: [
                "CAllocationCounter", "CardCrypto", "CChecksum", "Fares", "Gate", "Journal", "QRTickets",
                "Simulator", "TestSupport", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Histogram", package: "hdrhistogram-swift"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "SettlementTests",
            dependencies: [
                "CardCrypto", "EMV", "Fares", "Gate", "Journal", "Lane", "Settlement", "Simulator", "SmartCard",
                "TestSupport",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "PCSCTests",
            dependencies: [
                "PCSC", "EMV", "CardEmulator", "CardCrypto", "ElectronicPurse", "Fares", "Gate", "Journal", "Lane",
                "SmartCard", "TestSupport",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "ElectronicPurseTests",
            dependencies: ["ElectronicPurse", "CardCrypto", "CardEmulator", "SmartCard"], swiftSettings: strict),
        .testTarget(
            name: "LaneTests",
            dependencies: [
                "Bundles", "CAllocationCounter", "CardCrypto", "CardEmulator", "ElectronicPurse", "EMV", "Fares",
                "Gate",
                "Journal",
                "Lane", "PCSC", "QRTickets", "Simulator", "SmartCard", "TestSupport",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "CardEmulatorTests", dependencies: ["CardEmulator", "CardCrypto", "TestSupport"],
            swiftSettings: strict),
    ],
    cLanguageStandard: .c2x,
    cxxLanguageStandard: .cxx17
)

// libFuzzer brings its own main: built by `make fuzz` only.
if Context.environment["FAREGATE_FUZZ"] != nil {
    package.targets.append(
        .executableTarget(
            name: "faregate-fuzz", dependencies: ["FuzzTargets"], path: "Tests/Fuzz/Main",
            swiftSettings: strict + [.unsafeFlags(["-parse-as-library"])]))
}
