import Testing

@testable import TapLogs

/// The table of metro.md, 3.1: value before discount, charge, transfer mark.
struct ExitClassTests {
    @Test(arguments: [
        // standard: 95 % of the value, no mark
        (200, 190, false, ExitClass.standard), (300, 285, false, .standard), (1400, 1330, false, .standard),
        (700, 665, false, .standard), (100_000, 95_000, false, .standard),
        (200, 189, false, .unexplained), (200, 191, false, .unexplained),
        // transfer: 95 % less 40, always with the mark
        (200, 150, true, .transfer), (500, 435, true, .transfer), (1400, 1290, true, .transfer),
        (200, 150, false, .unexplained), (200, 149, true, .unexplained), (200, 151, true, .unexplained),
        (200, 190, true, .unexplained),  // the mark without the discount
        (200, 100, true, .unexplained),  // no transfer discount on half fares
        (200, 60, true, .unexplained), (200, 200, true, .unexplained), (200, 0, true, .unexplained),
        (0, 0, true, .unexplained),
        // half
        (200, 100, false, .half), (300, 150, false, .half), (500, 250, false, .half), (300, 149, false, .unexplained),
        (300, 151, false, .unexplained), (300, 110, false, .unexplained),
        // free
        (200, 0, false, .free), (1400, 0, false, .free), (0, 0, false, .free),
        // full: business carriage
        (2700, 2700, false, .full), (200, 200, false, .full), (200, 201, false, .unexplained),
        (0, 200, false, .unexplained), (0, 1, false, .unexplained),
    ])
    func classifies(value: Int, charged: Int, isMarked: Bool, expected: ExitClass) {
        #expect(ExitClass(valueFen: value, chargedFen: charged, hasTransferMark: isMarked) == expected)
    }

    @Test func noWholeYuanValueHasTwoClasses() {
        for yuan in 1...36 {
            let value = yuan * 100
            let charges = [value * 95 / 100, value / 2, 0, value, value * 95 / 100 - 40]
            #expect(Set(charges).count == charges.count)
        }
    }
}
