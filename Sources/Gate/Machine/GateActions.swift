/// The actions of one event, in order.
///
/// - **Shape**: a value of a fixed size; nothing is allocated.
/// - **Limits**: ``capacity``, above what any event can bring.
package struct GateActions: Sendable {
    /// The most actions of an event.
    package static let capacity = 24

    private var actions = InlineArray<24, GateAction>(repeating: .close)
    /// The number of actions.
    package private(set) var count = 0

    package init() {}

    /// An action by its position.
    package subscript(index: Int) -> GateAction {
        precondition(index < count, "an action that is not there")
        return actions[index]
    }

    mutating func append(_ action: GateAction) {
        precondition(count < Self.capacity, "an event has more actions than there is room for")
        actions[count] = action
        count += 1
    }
}
