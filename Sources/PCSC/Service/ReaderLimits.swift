/// How long we wait for whom.
package struct ReaderLimits: Hashable, Sendable {
    /// To connect to the daemon.
    package var openMilliseconds = 1000
    /// To list readers, or to connect to a card; contactless readers activate it then.
    package var connectMilliseconds = 2000
    /// For the answer to one command; a card that needs longer is taken for gone (emv-cases.md, QP-A10).
    package var answerMilliseconds = 900
    /// How long a wait for cards lies in one call. It bounds how old a missed notification may become.
    package var watchMilliseconds = 250
    /// What such a call may take longer than asked before the daemon is taken to hang.
    package var graceMilliseconds = 500
    /// Between two attempts to reach a daemon that does not run.
    package var retryMilliseconds = 50

    package init() {}
}
