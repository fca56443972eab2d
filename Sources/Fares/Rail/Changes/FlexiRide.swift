/// The terms of Flexi-Ride (灵活行): free changes of a ticket between Futian and Hong Kong West Kowloon on its day.
///
/// - **Source**: notice of the railway, hello-hongkong.com, chinadaily 2023-08-10. The texts do not say
///   whether the bounds themselves are in time: here they are.
public enum FlexiRide {
    /// The first day, 2023-08-14.
    public static let from = ServiceDate(dayNumber: 19_583)
    /// The telecodes of its two stations.
    public static let telecodes: Set<String> = ["NZQ", "XJA"]
    /// How often one ticket may be changed, the ordinary change not counted.
    public static let maximumChanges = 3
    /// Minutes after the departure of the ticket's train until which it may be changed.
    public static let minutesAfterDeparture = 60
    /// Minutes ahead that the chosen train must leave.
    public static let minutesAhead = 15
}
