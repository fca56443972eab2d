import ElectronicPurse
import PCSC

/// A terminal's key module in a slot of a PC/SC reader; after a failure of slot or service it is connected to again.
///
/// - **Shape**: used from one thread; `now` gives milliseconds of a clock that only goes forward.
/// - **Limits**: ``limits`` for each attempt, so that a dead slot does not hold up a rider, and no attempt within
///   ``pauseMilliseconds`` after one that failed.
/// - **Errors**: ``PSAMError/unreachable`` while slot or service are away, for the module's successor too if it has
///   another terminal number: journal and settlement carry the number of the first.
package final class ReaderPSAM: PSAM {
    /// What a slot may take.
    package static let limits: ReaderLimits = {
        var limits = ReaderLimits()
        limits.openMilliseconds = 200
        limits.connectMilliseconds = 500
        limits.answerMilliseconds = 300
        return limits
    }()

    /// Between a failure and the next attempt.
    package static let pauseMilliseconds = 2000

    package let terminal: UInt64
    private let reader: CardReader
    private let configuration: CardPSAM.Configuration
    private let now: () -> Int
    private var session: ReaderSession
    private var module: CardPSAM?
    private var failedAt: Int?

    /// Connects to the module and reads its number.
    package init(
        _ reader: CardReader, _ configuration: CardPSAM.Configuration = CardPSAM.Configuration(),
        now: @escaping () -> Int
    ) throws(PSAMError) {
        do throws(ReaderError) { session = try reader.connect() } catch { throw .unreachable }
        let module = try CardPSAM(session, configuration)
        terminal = module.terminal
        self.reader = reader
        self.configuration = configuration
        self.now = now
        self.module = module
    }

    /// Connects again; the slot is let go of first, since nobody else may have it meanwhile, not even we.
    private func reconnect() throws(PSAMError) -> CardPSAM {
        session.disconnect()
        do throws(ReaderError) { session = try reader.connect() } catch { throw .unreachable }
        let module = try CardPSAM(session, configuration)
        guard module.terminal == terminal else { throw .unreachable }
        return module
    }

    package func authorise(_ request: PurchaseRequest) throws(PSAMError) -> PurchaseAuthorisation {
        if var module {
            do throws(PSAMError) {
                let authorisation = try module.authorise(request)
                self.module = module
                return authorisation
            } catch {
                guard error == .unreachable else { throw error }
                self.module = nil
            }
        }
        // Nothing was debited yet, so a module that was plugged in again, or a new daemon, serves this card already.
        if let failedAt, now() - failedAt < Self.pauseMilliseconds { throw .unreachable }
        do throws(PSAMError) {
            var module = try reconnect()
            let authorisation = try module.authorise(request)
            self.module = module
            failedAt = nil
            return authorisation
        } catch {
            failedAt = now()
            throw error
        }
    }

    package func check(
        _ answer: DebitAnswer, of request: PurchaseRequest, _ authorisation: PurchaseAuthorisation
    ) throws(PSAMError) -> PSAMVerdict {
        // A module that was connected to since has forgotten the purchase.
        guard var module else { return .notKnown }
        do throws(PSAMError) {
            let verdict = try module.check(answer, of: request, authorisation)
            self.module = module
            return verdict
        } catch {
            if error == .unreachable { self.module = nil }
            throw error
        }
    }
}
