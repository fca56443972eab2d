/// How long a card takes to answer, as figures to report; nothing waits.
package struct CardTiming: Hashable, Sendable {
    /// SELECT of the directory.
    package var directoryMicroseconds: Int
    /// SELECT of an application.
    package var selectionMicroseconds: Int
    /// GET PROCESSING OPTIONS.
    package var processingOptionsMicroseconds: Int
    /// READ RECORD and all others.
    package var otherMicroseconds: Int
    /// For each byte of the command and of the answer.
    package var nanosecondsPerByte: Int

    package init(
        directoryMicroseconds: Int, selectionMicroseconds: Int, processingOptionsMicroseconds: Int,
        otherMicroseconds: Int, nanosecondsPerByte: Int
    ) {
        self.directoryMicroseconds = directoryMicroseconds
        self.selectionMicroseconds = selectionMicroseconds
        self.processingOptionsMicroseconds = processingOptionsMicroseconds
        self.otherMicroseconds = otherMicroseconds
        self.nanosecondsPerByte = nanosecondsPerByte
    }

    /// A phone with QuickPass: 20, 30 and 50 ms (emv.md, 9.2); what a record and a byte take is an assumption.
    package static let phone = CardTiming(
        directoryMicroseconds: 20_000, selectionMicroseconds: 30_000, processingOptionsMicroseconds: 50_000,
        otherMicroseconds: 8_000, nanosecondsPerByte: 100_000)
    /// Nothing takes time.
    package static let none = CardTiming(
        directoryMicroseconds: 0, selectionMicroseconds: 0, processingOptionsMicroseconds: 0, otherMicroseconds: 0,
        nanosecondsPerByte: 0)

    func microseconds(_ kind: CommandKind, bytes: Int) -> Int {
        let base =
            switch kind {
            case .directory: directoryMicroseconds
            case .selection: selectionMicroseconds
            case .processingOptions: processingOptionsMicroseconds
            default: otherMicroseconds
            }
        return base + bytes * nanosecondsPerByte / 1000
    }
}
