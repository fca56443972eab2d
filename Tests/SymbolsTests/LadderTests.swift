import Symbols
import TestSupport
import Testing

/// From pixels to the exact payload, or nothing; never another payload.
struct LadderTests {
    private static let ladder = SymbolLadder()

    private static func image(_ symbol: DrawnSymbol, seed: UInt64 = 1) throws -> GreyImage {
        try GreyImage(width: symbol.width, height: symbol.height, pixels: symbol.pixels(seed: seed))
    }

    private static func symbol(_ change: (inout DrawnSymbol) -> Void) -> DrawnSymbol {
        var symbol = DrawnSymbol()
        change(&symbol)
        return symbol
    }

    /// How a symbol is drawn, and the looks that read it.
    @Test(
        arguments: [
            ("clean", symbol { _ in }, [.raw, .stretched]),
            ("turned by 37 degrees", symbol { $0.degrees = 37 }, [.raw, .stretched]),
            ("turned by 90 degrees", symbol { $0.degrees = 90 }, [.raw]),
            ("upside down", symbol { $0.degrees = 180 }, [.raw]),
            ("seen from below", symbol { $0.tilt = 0.25 }, [.raw]),
            ("turned and tilted", symbol { ($0.degrees, $0.tilt) = (20, -0.2) }, [.raw]),
            ("low contrast", symbol { ($0.dark, $0.light) = (100, 121) }, [.stretched]),
            ("very dark", symbol { ($0.dark, $0.light) = (3, 22) }, [.stretched]),
            ("light on dark", symbol { ($0.dark, $0.light) = (235, 20) }, [.inverted]),
            ("light on dark, low contrast", symbol { ($0.dark, $0.light) = (90, 60) }, [.inverted]),
            ("noise", symbol { $0.noise = 45 }, [.smoothed]),
            ("3 pixels a module", symbol { $0.scale = 3 }, [.raw]),
        ] as [(String, DrawnSymbol, LadderSteps)])
    func reads(what: String, symbol: DrawnSymbol, steps: LadderSteps) throws {
        let image = try Self.image(symbol)
        for step in [LadderSteps.raw, .stretched, .smoothed, .inverted] {
            let found = Self.ladder.read(image, steps: step)
            if steps.contains(step) { #expect(found?.payload == DrawnSymbol.payload, "\(what): \(step)") }
            #expect(found == nil || found?.payload == DrawnSymbol.payload, "\(what): \(step)")
            #expect(found == nil || found?.symbology == .qr && found?.step.rawValue == step.rawValue)
        }
        #expect(Self.ladder.read(image)?.payload == DrawnSymbol.payload, "\(what)")
    }

    /// Nothing is read by looks that are not asked for, nor symbols of a kind that is not.
    @Test func looksForNothingElse() throws {
        let image = try Self.image(DrawnSymbol())
        #expect(Self.ladder.read(image, steps: []) == nil)
        #expect(Self.ladder.read(image, symbologies: []) == nil)
        #expect(Self.ladder.read(image, symbologies: [.aztec, .dataMatrix]) == nil)
        #expect(Self.ladder.read(image, symbologies: .all)?.symbology == .qr)
    }

    @Test(.enabled(if: ladder.hasZbar, "zbar is not installed"))
    func zbarReadsBytesToo() throws {
        let found = Self.ladder.read(try Self.image(DrawnSymbol()), steps: .zbar)
        #expect(found == FoundSymbol(payload: DrawnSymbol.payload, symbology: .qr, step: .zbar))
    }

    /// A scanner of zbar's carries state from picture to picture: threads that shared one would take it from each
    /// other.
    @Test(.enabled(if: ladder.hasZbar, "zbar is not installed"))
    func zbarReadsOnManyThreads() async throws {
        let image = try Self.image(DrawnSymbol())
        await withTaskGroup(of: Int.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    (0..<50).count { _ in Self.ladder.read(image, steps: .zbar)?.payload == DrawnSymbol.payload }
                }
            }
            for await right in group { #expect(right == 50) }
        }
    }

    /// Noise grows until nothing is read: up to there the payload is right.
    @Test(arguments: UInt64(0)..<16)
    func isNeverWrong(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        for _ in 0..<4 {
            let symbol = Self.symbol {
                ($0.width, $0.height, $0.scale) = (200, 180, 3 + Double(random.below(20)) / 10)
                ($0.degrees, $0.tilt) = (Double(random.below(360)), Double(random.below(60)) / 100 - 0.3)
                ($0.noise, $0.light) = (Double(random.below(120)), Double(40 + random.below(200)))
            }
            let image = try Self.image(symbol, seed: random.next())
            let found = Self.ladder.read(image)
            #expect(found == nil || found?.payload == DrawnSymbol.payload, "seed \(seed), \(symbol)")
        }
    }

    /// Pictures of nothing, in sizes down to one pixel: no trap, and no payload.
    @Test(arguments: UInt64(0)..<16)
    func findsNothingInNoise(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        for _ in 0..<40 {
            let (width, height) = (1 + random.below(random.oneIn(2) ? 9 : 90), 1 + random.below(90))
            let isCoarse = random.oneIn(2)
            let pixels = random.bytes(width * height).map { isCoarse ? ($0 < 128 ? UInt8(0) : 255) : $0 }
            let image = try GreyImage(width: width, height: height, pixels: pixels)
            #expect(Self.ladder.read(image) == nil, "seed \(seed), \(width) x \(height)")
        }
    }

    @Test(arguments: [0, 127, 255] as [UInt8])
    func findsNothingInOneGrey(grey: UInt8) throws {
        let pixels = [UInt8](repeating: grey, count: 64 * 48)
        #expect(Self.ladder.read(try GreyImage(width: 64, height: 48, pixels: pixels), symbologies: [.qr]) == nil)
    }
}
