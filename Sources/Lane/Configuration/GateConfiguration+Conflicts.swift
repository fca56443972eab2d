extension GateConfiguration {
    /// Notes what two lanes, or two parts, cannot both have.
    func findConflicts(_ root: ConfigurationSection, _ faults: ConfigurationFaults) {
        var names: [String: String] = [:]
        var readers: [String: String] = [:]
        var places: [String: String] = [:]
        func take(_ what: String, _ place: ConfigurationPlace, _ table: inout [String: String]) {
            if let other = table[what] {
                faults.add(.taken(by: other), at: place)
            } else {
                table[what] = place.key
            }
        }
        for (index, lane) in lanes.enumerated() {
            take(lane.id.value, lane.id.place, &names)
            if let number = Int(lane.id.value), number != index + 1 {
                faults.add(
                    .wrong(
                        english: "lanes are asked for by number too: an id that is one is the lane's own, \(index + 1)",
                        chinese: "通道也可按序号指定：编号若为数字，须为其序号 \(index + 1)"), at: lane.id.place)
            }
            for way in lane.ways {
                if let reader = way.reader { take(reader.value.lowercased(), reader.place, &readers) }
                if let scanner = way.scanner { take(scanner.device.path, scanner.device.place, &places) }
                if let riders = way.deck?.riders { take(riders.path, riders.place, &places) }
                if let camera = way.camera { take(camera.source.path, camera.source.place, &places) }
            }
            if let module = lane.keyModule { take(module.value.reader.lowercased(), module.place, &readers) }
            if let path = lane.barrier.path { take(path.path, path.place, &places) }
            if let address = lane.barrier.address { take(address.value.lowercased(), address.place, &places) }
        }
        for path in ownFiles { take(path.path, path.place, &places) }
    }

    /// The files and sockets that belong to the process: what it writes for others must not go into them.
    package var ownFiles: [ConfigurationPath] {
        [
            store.folder, store.deviceKey, tokens.key, tokens.previousKey, keys.ca, keys.roots, keys.railway,
            denyList, revocations, bundles?.folder, bundles?.roots, releases, codes.replayStore, status?.path,
            control?.path,
        ].compactMap { $0 }
    }
}
