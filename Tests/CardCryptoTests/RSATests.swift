import TestSupport
import Testing

@testable import CardCrypto

struct RSATests {
    private static let sizes = [512, 768, 896, 1024, 1152, 1280, 1408, 1536, 1984, 2048]

    /// Sign with the private key, recover by both ways, and once by the naive power.
    @Test(arguments: sizes, [3, 65537])
    func signsAndRecovers(bits: Int, exponent: UInt32) throws {
        var generator = SplitMix64(seed: UInt64(bits))
        let key = RSAPrivateKey.generate(bits: bits, exponent: exponent, using: &generator)
        #expect(key.modulus.count == bits / 8)
        #expect(key.modulus[0] >= 0x80)
        #expect(key.exponent == (exponent == 3 ? [3] : [1, 0, 1]))
        let kept = try #require(RSAPublicKey(key.modulus, key.exponent))
        #expect(kept.modulusLength == bits / 8)
        #expect(kept.exponent == exponent)
        let workspace = RSAWorkspace()
        for _ in 0..<10 {
            let block = [0x6A] + generator.bytes(key.modulus.count - 1)
            #expect(workspace.recover(key.sign(block), kept, key.modulus, key.exponent) == block)
        }
        let block = generator.bytes(key.modulus.count).enumerated().map { $0 == 0 ? 0x6A : $1 }
        #expect(naivePower(key.sign(block), exponent, key.modulus) == block)
    }

    /// Any odd modulus, prime factors or not, whatever its length in bits, with the values at the edges.
    @Test(arguments: [3, 65537])
    func agreesWithTheNaivePower(exponent: UInt32) throws {
        var generator = SplitMix64(seed: 7)
        let workspace = RSAWorkspace()
        let exponentBytes: [UInt8] = exponent == 3 ? [3] : [1, 0, 1]
        for length in [64, 65, 71, 72, 79, 80, 96, 97, 111, 112, 127, 128, 144, 176, 248, 255, 256] {
            var modulus = generator.bytes(length)
            // 512 bits are the least; longer moduli may begin with zero bits.
            modulus[0] = length == 64 ? 0x80 : UInt8(1 << (generator.next() % 8))
            modulus[length - 1] |= 1
            let key = try #require(RSAPublicKey(modulus, exponentBytes))
            let zero = [UInt8](repeating: 0, count: length)
            let one = zero.dropLast() + [1]
            let greatest = modulus.dropLast() + [modulus[length - 1] - 1]
            #expect(workspace.recover(zero, key, modulus, exponentBytes) == zero)
            #expect(workspace.recover(Array(one), key, modulus, exponentBytes) == Array(one))
            #expect(workspace.recover(Array(greatest), key, modulus, exponentBytes) == Array(greatest))
            var value = generator.bytes(length)
            value[0] = modulus[0] - 1
            #expect(
                workspace.recover(value, key, modulus, exponentBytes) == naivePower(value, exponent, modulus))
        }
    }

    @Test func refusesSignatures() throws {
        var generator = SplitMix64(seed: 2)
        for exponent: UInt32 in [3, 65537] {
            let pair = RSAPrivateKey.generate(bits: 1152, exponent: exponent, using: &generator)
            let key = try #require(RSAPublicKey(pair.modulus, pair.exponent))
            let workspace = RSAWorkspace()
            let signature = pair.sign([0x6A] + generator.bytes(143))
            let refused: [(String, [UInt8])] = [
                ("empty", []), ("short", Array(signature.dropLast())), ("long", signature + [0]),
                ("long by a leading zero", [0] + signature), ("the modulus", pair.modulus),
                ("more than the modulus", [UInt8](repeating: 0xFF, count: 144)),
            ]
            for (name, bytes) in refused {
                #expect(workspace.recover(bytes, key, pair.modulus, pair.exponent) == nil, "\(name)")
            }
            #expect(workspace.recover(signature, key, pair.modulus, pair.exponent) != nil)
        }
    }

    @Test func refusesKeys() {
        var generator = SplitMix64(seed: 3)
        var good = generator.bytes(128)
        good[0] = 0x80
        good[127] = 0x01
        let long = [0x80] + generator.bytes(255) + [1]
        let cases: [(name: String, modulus: [UInt8], exponent: [UInt8], isGood: Bool)] = [
            ("good", good, [3], true), ("good", good, [1, 0, 1], true),
            ("exponent with leading zeros", good, [0, 0, 3], true), ("even", good.dropLast() + [2], [3], false),
            ("leading zero", [0] + good, [3], false), ("empty modulus", [], [3], false),
            ("zero", [UInt8](repeating: 0, count: 128), [3], false),
            ("511 bits", [0x40] + good.suffix(63), [3], false), ("512 bits", [0x80] + good.suffix(63), [3], true),
            ("2056 bits", long, [3], false), ("2049 bits", [1] + long.dropFirst(), [3], false),
            ("no exponent", good, [], false), ("exponent 0", good, [0], false), ("exponent 1", good, [1], false),
            ("exponent 2", good, [2], false), ("exponent 5", good, [5], false), ("exponent 17", good, [17], false),
            ("exponent 65539", good, [1, 0, 3], false), ("exponent 2^32 + 3", good, [1, 0, 0, 0, 3], false),
        ]
        let workspace = RSAWorkspace()
        for test in cases {
            let signature = [UInt8](repeating: 0x11, count: test.modulus.count)
            #expect((RSAPublicKey(test.modulus, test.exponent) != nil) == test.isGood, "\(test.name)")
            let block = workspace.recover(signature, modulus: test.modulus, exponent: test.exponent)
            #expect((block != nil) == test.isGood, "\(test.name)")
        }
    }

    /// The same seed gives the same key, another seed another; the primes give the key back.
    @Test(arguments: [(512, 3), (1000, 65537), (1408, 3)])
    func generatesFromTheSeed(bits: Int, exponent: UInt32) throws {
        var (first, second, third) = (SplitMix64(seed: 5), SplitMix64(seed: 5), SplitMix64(seed: 6))
        let key = RSAPrivateKey.generate(bits: bits, exponent: exponent, using: &first)
        #expect(key == RSAPrivateKey.generate(bits: bits, exponent: exponent, using: &second))
        #expect(key != RSAPrivateKey.generate(bits: bits, exponent: exponent, using: &third))
        #expect(RSAPrivateKey(primeP: key.primeP, primeQ: key.primeQ, exponent: exponent) == key)
        let swapped = try #require(RSAPrivateKey(primeP: key.primeQ, primeQ: key.primeP, exponent: exponent))
        let block = [0x6A] + first.bytes(bits / 8 - 1)
        #expect(swapped.sign(block) == key.sign(block))
    }

    @Test func refusesPrimes() {
        var generator = SplitMix64(seed: 5)
        let key = RSAPrivateKey.generate(bits: 512, exponent: 3, using: &generator)
        let (p, q) = (key.primeP, key.primeQ)
        #expect(RSAPrivateKey(primeP: p, primeQ: p, exponent: 3) == nil)
        #expect(RSAPrivateKey(primeP: p, primeQ: [], exponent: 3) == nil)
        #expect(RSAPrivateKey(primeP: p, primeQ: [2], exponent: 3) == nil)
        #expect(RSAPrivateKey(primeP: p, primeQ: [13], exponent: 3) == nil)
        #expect(RSAPrivateKey(primeP: p, primeQ: q.dropLast() + [q[q.count - 1] &- 1], exponent: 3) == nil)
        #expect(RSAPrivateKey(primeP: p, primeQ: q, exponent: 5) == nil)
    }

    /// A bit changed in the signature or the modulus changes the block, or is refused.
    @Test func noticesEveryBit() throws {
        var generator = SplitMix64(seed: 8)
        let pair = RSAPrivateKey.generate(bits: 896, exponent: 3, using: &generator)
        let key = try #require(RSAPublicKey(pair.modulus, pair.exponent))
        let workspace = RSAWorkspace()
        let block = [0x6A] + generator.bytes(111)
        let signature = pair.sign(block)
        for bit in 0..<896 {
            #expect(workspace.recover(flipping(bit, of: signature), key, pair.modulus, pair.exponent) != block)
            let other = flipping(bit, of: pair.modulus)
            #expect(workspace.recover(signature, modulus: other, exponent: pair.exponent) != block)
        }
    }
}

/// base^exponent mod modulus by doubling and adding, in words of 32 bits, least first.
private func naivePower(_ base: [UInt8], _ exponent: UInt32, _ modulus: [UInt8]) -> [UInt8] {
    let modulusWords = words(modulus)
    let baseWords = words(base)
    func sum(_ left: [UInt64], _ right: [UInt64]) -> [UInt64] {
        var (result, carry) = (left, UInt64(0))
        for index in left.indices {
            carry += left[index] + right[index]
            result[index] = carry & 0xFFFF_FFFF
            carry >>= 32
        }
        if carry == 0 && result.reversed().lexicographicallyPrecedes(modulusWords.reversed()) { return result }
        var borrow: UInt64 = 0
        for index in left.indices {
            let difference = result[index] &- modulusWords[index] &- borrow
            result[index] = difference & 0xFFFF_FFFF
            borrow = difference >> 63
        }
        return result
    }
    func product(_ left: [UInt64], _ right: [UInt64]) -> [UInt64] {
        var result = [UInt64](repeating: 0, count: left.count)
        for bit in (0..<right.count * 32).reversed() {
            result = sum(result, result)
            if right[bit / 32] >> UInt64(bit % 32) & 1 == 1 { result = sum(result, left) }
        }
        return result
    }
    var power = baseWords
    for bit in (0..<(31 - exponent.leadingZeroBitCount)).reversed() {
        power = product(power, power)
        if exponent >> UInt32(bit) & 1 == 1 { power = product(power, baseWords) }
    }
    let bytes = power.reversed().flatMap { word in (0..<4).map { UInt8(word >> UInt64(24 - 8 * $0) & 0xFF) } }
    return bytes.suffix(modulus.count)
}

private func words(_ bytes: [UInt8]) -> [UInt64] {
    let padded = [UInt8](repeating: 0, count: -bytes.count & 3) + bytes
    return stride(from: padded.count - 4, through: 0, by: -4).map { start in
        padded[start..<start + 4].reduce(0) { $0 << 8 | UInt64($1) }
    }
}
