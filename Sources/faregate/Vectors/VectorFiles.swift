import ArgumentParser
import EMV
import Foundation
import SmartCard

/// Vector files on disk: which they are, and what is in them.
struct VectorFiles {
    /// One file and its items, or why it has none.
    struct File {
        let path: String
        var items: [VectorItem] = []
        /// A file in a folder that should be JSON and cannot be read: it counts as one item, which is different.
        var fault: Wording?
    }

    /// Why a file cannot be read.
    struct Fault: Error, CustomStringConvertible {
        let path: String
        let what: Wording
        /// It is JSON, and no list.
        var isOtherJSON = false
        var words: Wording { what.at(path) }
        var description: String { words.english }
    }

    /// The largest file that is read.
    static let mostBytes = 64 << 20

    /// The files at `paths`; folders are searched for `.json` files whose items have a known form.
    static func read(_ paths: [String]) throws -> [File] {
        var files: [File] = []
        for path in paths {
            guard let isFolder = isFolder(path) else { throw Fault(path: path, what: .noSuchFileOrFolder) }
            guard isFolder else {
                files.append(File(path: path, items: try items(of: path)))
                continue
            }
            let names = try FileManager.default.subpathsOfDirectory(atPath: path).filter { $0.hasSuffix(".json") }
            for name in names.sorted() where self.isFolder(path + "/" + name) != true {
                if let file = file(path + "/" + name) { files.append(file) }
            }
        }
        return files
    }

    /// Whether a path is a folder; nil if there is nothing.
    private static func isFolder(_ path: String) -> Bool? {
        var isFolder: ObjCBool = false
        guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return nil }
        return isFolder.boolValue
    }

    /// A file that was found in a folder; nil if it is JSON of another kind, which lies in many folders.
    private static func file(_ path: String) -> File? {
        do {
            let items = try items(of: path)
            return items.contains { VectorChecks.knows($0.kind) } ? File(path: path, items: items) : nil
        } catch let fault as Fault {
            return fault.isOtherJSON ? nil : File(path: path, fault: fault.what)
        } catch {
            return File(path: path, fault: Wording(of: error))
        }
    }

    /// The items of one file.
    static func items(of path: String) throws -> [VectorItem] {
        if let reason = Machine.reasonNotToRead(path) { throw Fault(path: path, what: .cannotRead(reason)) }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Fault(path: path, what: .cannotRead(Machine.errorText))
        }
        guard data.count <= mostBytes else { throw Fault(path: path, what: .largerThan(mostBytes)) }
        let value: VectorJSON
        do { value = try JSONDecoder().decode(VectorJSON.self, from: data) } catch {
            throw Fault(path: path, what: .notJSON)
        }
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        if case .object(let members) = value, let items = CodeVectorFile.items(members, folder: folder) {
            return items
        }
        guard case .array(let entries) = value else {
            throw Fault(path: path, what: .notList, isOtherJSON: true)
        }
        // What is no object has no expectations either, so it is an item that comes out different.
        return entries.enumerated().map { VectorItem(json: $1.any as? [String: Any] ?? [:], index: $0) }
    }
}

extension VectorItem {
    /// An item as it lies in a file.
    init(json: [String: Any], index: Int) {
        var kind = json["kind"] as? String ?? ""
        var name = json["name"] as? String ?? "item \(index)"
        if kind.isEmpty, let rid = json["rid"] as? String, let key = json["index"] as? String {
            kind = "ca-key"
            name = "\(rid) \(key)"
        }
        self.init(name: name, kind: kind, json: json)
    }
}
