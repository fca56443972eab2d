/// How the operator of West Kowloon groups its destinations.
public enum RailHaul: String, Hashable, Sendable {
    /// The stations between Guangzhou and Shenzhen.
    case short
    /// All further ones.
    case long
}
