import CardCrypto

// Throw-away test keys: made by TestKeys.generateSM2(_:), checked by a test.

extension TestKeys {
    static let sm2Authority = sm2Key("04D16360546534782EC41CFF93EC86ED0B6C5DF61F2B05130B83D4229056F37E")
    static let sm2Issuer = sm2Key("2D0ECDDFC7F204ABA351A160F198E7E56154CB4704B39EFCD1970A770851413C")
    static let sm2Card = sm2Key("01FCA350BD5182D3F0385E430F31B605675018CFABBEABBA7F0EDB3B4BD784E8")
}
