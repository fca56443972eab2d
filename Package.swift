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
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        .target(name: "FareData", exclude: ["README.md", "editions", "tariffs"]),
        .target(
            name: "Fares",
            dependencies: ["FareData", .product(name: "Yams", package: "Yams")],
            swiftSettings: strict),
        .target(name: "Gate", dependencies: ["Fares"], swiftSettings: strict),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "TapLogs", dependencies: ["CZlib", "Fares", "Gate"], swiftSettings: strict),
        .executableTarget(
            name: "faregate",
            dependencies: [
                "Fares", "Gate", "TapLogs",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),
        .target(name: "CAllocationCounter", path: "Tests/CAllocationCounter"),
        .testTarget(name: "FaresTests", dependencies: ["Fares", "CAllocationCounter"], swiftSettings: strict),
        .testTarget(name: "GateTests", dependencies: ["Gate", "Fares", "CAllocationCounter"], swiftSettings: strict),
    ],
    cLanguageStandard: .c2x
)
