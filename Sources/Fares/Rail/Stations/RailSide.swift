/// Where a station lies as seen from the Guangzhou-Shenzhen line: it decides which sums of two legs may be made.
///
/// - **Source**: east-coast places are reached over Shenzhenbei, all others over Guangzhounan (S6, ecns.cn 2018-01-30).
public enum RailSide: String, Hashable, Sendable, CaseIterable {
    /// On the line Guangzhounan - Futian itself.
    case corridor
    /// Along the coast to Fuzhou, reached over Shenzhenbei.
    case coast
    /// A station of C trains in the Pearl River delta.
    case delta
    /// All others that are priced, reached over Guangzhounan.
    case inland
    /// Between Shangrao and Shanghai: from Hong Kong over Guangzhounan, but from Shenzhen along the coast too, for much
    /// less (Shangrao 378.5 against 653.5), so that no mainland sum holds.
    case east
    /// Not known: no sum is made.
    case unknown = ""
}
