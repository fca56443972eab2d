import SmartCard

/// Combination selection: the directory, the candidates, the final SELECT.
extension EntryPoint {
    /// Takes a whole answer: its status word, and where its data lie in the driver's buffer.
    public mutating func answer(
        _ status: StatusWord, _ data: Range<Int>, in buffer: Span<UInt8>
    ) -> EntryPointAction? {
        precondition(data.lowerBound >= 0 && data.upperBound <= buffer.count)
        switch state {
        case .selectingDirectory:
            forgetPending()
            takeDirectory(status, data, buffer)
        case .selectingApplication:
            forgetPending()
            takeApplication(status, data, buffer)
        case .idle, .polling, .inKernel, .finished:
            return nil
        }
        return next()
    }

    /// Step 1: asks the card what it holds (EMV Book B 2.5, 3.3.2.2).
    mutating func selectDirectory() {
        candidates.clear()
        directoryReason = nil
        lastRefusal = nil
        beginSelect(count: PaymentDirectory.name.count)
        command += PaymentDirectory.name
        command.append(0)
        state = .selectingDirectory
        push(.transmit)
    }

    private mutating func beginSelect(count: Int) {
        command.removeAll(keepingCapacity: true)
        // ISO/IEC 7816-4, 11.2.2: SELECT by name, the first or only occurrence.
        command.append(addingCapacity: 5) { output in
            output.append(0x00)
            output.append(0xA4)
            output.append(0x04)
            output.append(0x00)
            output.append(UInt8(count))
        }
    }

    /// Step 2: the common applications (EMV Book B 2.5, 3.3.2.3 to 3.3.2.5).
    private mutating func takeDirectory(_ status: StatusWord, _ data: Range<Int>, _ buffer: Span<UInt8>) {
        switch status {
        case .success:
            do throws(TLVError) {
                var directory = try PaymentDirectory(data, of: buffer)
                while let entry = try directory.next(in: buffer) { addCandidates(for: entry) }
                directoryReason = .noCommonApplication
            } catch {
                candidates.clear()
                directoryReason = .directoryMalformed
            }
        case .fileNotFound:
            directoryReason = .directoryNotFound
            addExplicitNames()
        case .functionNotSupported:
            directoryReason = .cardBlocked
        default:
            directoryReason = .directoryRefused(status)
        }
        selectCurrent()
    }

    private mutating func addCandidates(for entry: PaymentDirectory.Entry) {
        for index in 0..<eligible.count {
            let one = eligible[index]
            let wanted = one.combination.identifier
            guard entry.name.hasPrefix(wanted),
                one.combination.allowsPartialMatch || entry.name.count == wanted.count,
                entry.kernel.isMet(by: one.combination.kernel, for: wanted)
            else { continue }
            candidates.insert(
                Candidate(combination: one.combination, set: one.set, entry: entry, schemeRank: one.schemeRank))
        }
    }

    /// Without a directory, the names of the configuration stand in for its entries.
    private mutating func addExplicitNames() {
        for (position, name) in configuration.explicitNames.prefix(PaymentDirectory.mostEntries).enumerated() {
            addCandidates(
                for: PaymentDirectory.Entry(
                    position: position, name: name, kernel: .byDefault, priority: 0,
                    extendedSelection: SixteenBytes()))
        }
    }

    /// Step 3 and final selection: the first candidate left, or the end (EMV Book B 2.5, 3.3.2.6 to 3.3.3.4).
    mutating func selectCurrent() {
        guard let candidate = candidates.current else {
            let reason = candidates.isEmpty ? directoryReason : nil
            endApplication(reason ?? .candidatesExhausted(lastRefusal))
            return
        }
        let appendix = extendedSelection(of: candidate)
        beginSelect(count: candidate.entry.name.count + appendix.count)
        candidate.entry.name.content.append(to: &command)
        appendix.append(to: &command)
        command.append(0)
        state = .selectingApplication
        push(.transmit)
    }

    /// What SELECT appends to the name (EMV Book B 2.5, 3.3.3.3).
    private func extendedSelection(of candidate: Candidate) -> SixteenBytes {
        configuration.sets[candidate.set].options.supportsExtendedSelection
            ? candidate.entry.extendedSelection : SixteenBytes()
    }

    /// The answer to the final SELECT (EMV Book B 2.5, 3.3.3.5 and 3.3.3.6).
    private mutating func takeApplication(_ status: StatusWord, _ data: Range<Int>, _ buffer: Span<UInt8>) {
        guard let candidate = candidates.current else { return selectCurrent() }
        guard status == .success else {
            if hasIssuerData { return endApplication(.issuerDataUndeliverable(status)) }
            lastRefusal = status
            return dropCurrent()
        }
        guard let kernel = kernel(for: candidate, data, buffer) else { return dropCurrent() }
        let result = preProcessing[candidate.set]
        activation = KernelActivation(
            kernel: kernel, combination: candidate.combination, set: candidate.set,
            applicationName: candidate.entry.name, extendedSelection: extendedSelection(of: candidate),
            fileControlInformation: data, selectStatus: status, qualifiers: result?.qualifiers,
            indicators: result?.indicators ?? [], start: start, isRestart: isRestart, hasIssuerData: hasIssuerData,
            transaction: transaction)
        state = .inKernel
        push(.activateKernel)
    }

    /// The kernel that a candidate with this FCI gets; nil to drop the candidate.
    private func kernel(
        for candidate: Candidate, _ data: Range<Int>, _ buffer: Span<UInt8>
    ) -> KernelIdentifier? {
        let kernel = candidate.combination.kernel
        let isStrict = isListed(kernel, in: configuration.kernelsWithStrictFCI)
        let isVisa = kernel == .visa && candidate.entry.name.isVisa
        guard isStrict || isVisa else { return kernel }
        guard let information = try? ApplicationFCI(data, of: buffer) else { return nil }
        if isStrict, !information.isSound(for: candidate.entry.name, in: buffer) { return nil }
        // 3.3.3.6: a Visa card that does not ask for the TTQ is too old for kernel 3.
        if isVisa, !information.asks(for: 0x9F66, in: buffer) {
            return isListed(.visaLegacy, in: configuration.kernels) ? .visaLegacy : nil
        }
        return kernel
    }

    private func isListed(_ kernel: KernelIdentifier, in list: [KernelIdentifier]) -> Bool {
        for index in 0..<list.count where list[index] == kernel { return true }
        return false
    }

    mutating func dropCurrent() {
        candidates.dropCurrent()
        selectCurrent()
    }
}
