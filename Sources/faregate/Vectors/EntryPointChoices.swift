import EMV
import SmartCard

/// The orders of a reader's tables that decide between candidates which tie in priority and position.
enum EntryPointChoices {
    /// The item once for each of its best candidates, with that candidate's combination first in the tables.
    ///
    /// The candidates are those of our own run, not those that the item expects.
    static func orders(of item: EntryPointItem) throws(VectorItemError) -> [EntryPointItem] {
        var player = EntryPointPlayer(item)
        let candidates = try player.play().runs.first?["candidates"]?.elements ?? []
        guard let best = candidates.first else { return [] }
        var orders: [EntryPointItem] = []
        for candidate in candidates where EntryPointVectors.isTied(candidate, best) {
            // `aid` is the reader's own name for the application where it is shorter than the card's.
            guard
                let name = (candidate["aid"] ?? candidate["adf_name"])?.text.flatMap(ApplicationIdentifier.init(hex:)),
                let kernel = candidate["kernel_id"]?.text.flatMap(KernelIdentifier.init(hex:))
            else { continue }
            if let order = item.putting(name, kernel) { orders.append(order) }
        }
        return orders
    }
}

extension EntryPointItem {
    /// The item with one combination first in the tables; nil if they do not have it.
    fileprivate func putting(_ name: ApplicationIdentifier, _ kernel: KernelIdentifier) -> EntryPointItem? {
        for (index, set) in configuration.sets.enumerated() {
            guard let place = set.combinations.firstIndex(where: { $0.kernel == kernel && $0.identifier == name })
            else { continue }
            var item = self
            var first = set
            first.combinations.insert(first.combinations.remove(at: place), at: 0)
            item.configuration.sets.remove(at: index)
            item.configuration.sets.insert(first, at: 0)
            item.setNumbers.insert(item.setNumbers.remove(at: index), at: 0)
            return item
        }
        return nil
    }
}
