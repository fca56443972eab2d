import ArgumentParser
import EMV
import Foundation

/// Vector files on disk: which they are, and what is in them.
struct VectorFiles {
    /// One file and its items.
    struct File {
        let path: String
        let items: [VectorItem]
    }

    /// Why a file cannot be read.
    struct Fault: Error, CustomStringConvertible {
        let path: String
        let what: String
        var description: String { "\(path): \(what)" }
    }

    /// The largest file that is read.
    static let mostBytes = 64 << 20

    /// The files at `paths`; folders are searched for `.json` files whose items have a known form.
    static func read(_ paths: [String]) throws -> [File] {
        var files: [File] = []
        for path in paths {
            var isFolder: ObjCBool = false
            guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
                throw Fault(path: path, what: "no such file or folder")
            }
            guard isFolder.boolValue else {
                files.append(File(path: path, items: try items(of: path)))
                continue
            }
            let names = try FileManager.default.subpathsOfDirectory(atPath: path).filter { $0.hasSuffix(".json") }
            for name in names.sorted() {
                let whole = path + "/" + name
                // A JSON file of another kind lies in many folders; only one that calls itself a vector file counts.
                let found: [VectorItem]
                do { found = try items(of: whole) } catch { continue }
                if found.contains(where: { VectorChecks.knows($0.kind) }) {
                    files.append(File(path: whole, items: found))
                }
            }
        }
        return files
    }

    /// The items of one file.
    static func items(of path: String) throws -> [VectorItem] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Fault(path: path, what: "cannot be read")
        }
        guard data.count <= mostBytes else { throw Fault(path: path, what: "larger than \(mostBytes) bytes") }
        let value: VectorJSON
        do { value = try JSONDecoder().decode(VectorJSON.self, from: data) } catch {
            throw Fault(path: path, what: "not JSON")
        }
        guard case .array(let entries) = value else { throw Fault(path: path, what: "not a JSON array of items") }
        return try entries.enumerated().map { index, entry in
            guard let json = entry.any as? [String: Any] else {
                throw Fault(path: path, what: "item \(index) is not an object")
            }
            return VectorItem(json: json, index: index)
        }
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
