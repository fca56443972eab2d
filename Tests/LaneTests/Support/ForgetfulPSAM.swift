import ElectronicPurse

/// A key module that checks its last purchase once and forgets it then, as `CardPSAM` takes a real one to do.
struct ForgetfulPSAM: PSAM {
    private var module: SoftwarePSAM
    private var last: PurchaseAuthorisation?

    init(_ module: SoftwarePSAM) { self.module = module }

    var terminal: UInt64 { module.terminal }

    mutating func authorise(_ request: PurchaseRequest) throws(PSAMError) -> PurchaseAuthorisation {
        let authorisation = try module.authorise(request)
        last = authorisation
        return authorisation
    }

    mutating func check(
        _ answer: DebitAnswer, of request: PurchaseRequest, _ authorisation: PurchaseAuthorisation
    ) throws(PSAMError) -> PSAMVerdict {
        guard last == authorisation else { return .notKnown }
        last = nil
        return try module.check(answer, of: request, authorisation)
    }
}
