/// Undoes RSA signatures: signature^e mod n, the "recovery" of EMV Book 2, annex A2.1 (page not read).
///
/// Keeps the numbers that the arithmetic works in, so that nothing is allocated from the second call on. One for each
/// thread. A failed recovery empties the output.
package final class RSAWorkspace {
    private let context = BigNumberContext()
    private let value = BigNumber()
    private let power = BigNumber()
    private let cube = BigNumber()
    private let modulus = BigNumber()
    private let wideModulus = BigNumber()
    private let montgomery = MontgomeryContext()

    package init() {}

    /// The block of exactly `key.modulusLength` bytes that the signature hides.
    ///
    /// - **Errors**: false for a signature of another length, or one not less than the modulus.
    package func recover(_ signature: Span<UInt8>, with key: RSAPublicKey, into output: inout [UInt8]) -> Bool {
        guard load(signature, length: key.modulusLength, modulus: key.modulus) else {
            output.removeAll(keepingCapacity: true)
            return false
        }
        key.montgomery.raise(value, squarings: RSAKeyForm.squarings(exponent: key.exponent), into: power, context)
        if key.isWidened { power.setRemainder(power, key.modulus, context) }
        power.write(into: &output, length: key.modulusLength)
        return true
    }

    /// The same with a key that is used once, such as a card's own.
    ///
    /// - **Errors**: false as above, and for a key that ``RSAPublicKey`` would refuse.
    package func recover(
        _ signature: Span<UInt8>, modulus modulusBytes: Span<UInt8>, exponent exponentBytes: Span<UInt8>,
        into output: inout [UInt8]
    ) -> Bool {
        guard let exponent = RSAKeyForm.exponent(exponentBytes), load(modulus: modulusBytes),
            load(signature, length: modulusBytes.count, modulus: modulus)
        else {
            output.removeAll(keepingCapacity: true)
            return false
        }
        if exponent == 3 {
            // Dividing costs half of what preparing Montgomery's form does (4 µs against 8 at 1408 bits), and one long
            // division less than two short ones.
            power.setSquare(value, context)
            cube.setProduct(power, value, context)
            power.setRemainder(cube, modulus, context)
        } else {
            RSAKeyForm.widen(modulus, into: wideModulus)
            montgomery.prepare(wideModulus, context)
            montgomery.raise(value, squarings: RSAKeyForm.squarings(exponent: exponent), into: power, context)
            power.setRemainder(power, modulus, context)
        }
        power.write(into: &output, length: modulusBytes.count)
        return true
    }

    private func load(modulus bytes: Span<UInt8>) -> Bool {
        guard RSAKeyForm.isUsable(modulus: bytes) else { return false }
        modulus.load(bytes)
        return true
    }

    private func load(_ signature: Span<UInt8>, length: Int, modulus: BigNumber) -> Bool {
        guard signature.count == length else { return false }
        value.load(signature)
        return value < modulus
    }
}
