import ArgumentParser
import Bundles
import EMV
import Foundation
import Lane
import SmartCard
import Synchronization

/// Makes payloads of what operators have: lists, files, folders, other bundles.
///
/// - **Errors**: said on stderr with file and line; exit code 65.
struct BundlePayload {
    let type: BundleType
    let version: UInt64

    /// What goes into a bundle.
    struct Made {
        var bytes: [UInt8] = []
        var base: BundleReference?
        var members: [BundleType: BundleReference] = [:]
    }

    /// A file as it is.
    func file(_ path: String) throws -> [UInt8] {
        let source = try open(path)
        return try reading(path) { () throws(BundleStorageError) in
            let size = try source.size()
            return size > type.mostPayloadBytes ? nil : try source.read(at: 0, count: size)
        }
    }

    /// The files of a network's folder; those whose names begin with a dot are left out.
    func folder(_ path: String) throws -> [UInt8] {
        var files: [BundledFiles.File] = []
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
            throw failure(.noSuchFileOrFolder.at(path), CommandExit.badData)
        }
        for name in names.sorted() where !name.hasPrefix(".") {
            guard Machine.isPlainFile(path + "/" + name) else {
                throw failure(Wording.notPlainFile.at(path + "/" + name), CommandExit.badData)
            }
            files.append(BundledFiles.File(name: name, bytes: try file(path + "/" + name)))
        }
        guard let made = BundledFiles(files) else {
            throw failure(Wording.notNetworkFolder.at(path), CommandExit.badData)
        }
        guard made.bytes.count <= type.mostPayloadBytes else {
            throw failure(.largerThan(type.mostPayloadBytes).at(path), CommandExit.badData)
        }
        return made.bytes
    }

    /// What a set names.
    func members(_ paths: [String]) throws -> [BundleType: BundleReference] {
        var members: [BundleType: BundleReference] = [:]
        for path in paths {
            let manifest = try head(path).manifest
            guard manifest.type != .set, members.updateValue(manifest.reference, forKey: manifest.type) == nil else {
                throw failure(Wording.notMember(manifest.type).at(path), CommandExit.badData)
            }
        }
        return members
    }

    /// A deny list of a text, or what it changes of a full list.
    func denyList(_ path: String, tokenKey: String, number: UInt32, base: String?) throws -> Made {
        let tokenizer = try BundleKeyFile.tokenizer(tokenKey, number: number)
        let key = DenyTokenKey(number: number, checkValue: tokenizer.checkValue)
        let listed = try DenyListLines(path, tokenizer: tokenizer, version: version).keys()
        let full = try base.map { try self.full($0, key) }
        do throws(DenyFault) {
            guard let (reference, index) = full else {
                return Made(bytes: try DenyIndexBuilder.payload(listed: listed, key: key))
            }
            let change = DenyIndexBuilder.change(from: index.listed, to: DenyIndexBuilder.distinct(listed))
            return Made(
                bytes: try DenyIndexBuilder.payload(
                    listed: change.listed, unlisted: change.unlisted, key: key, base: reference.version),
                base: reference)
        } catch {
            throw failure(Wording(of: error).at(path), CommandExit.badData)
        }
    }

    /// A full list that is to be changed; its signature is the gate's to check.
    private func full(_ path: String, _ key: DenyTokenKey) throws -> (BundleReference, DenyIndex) {
        let manifest = try head(path).manifest
        guard manifest.type == .denyList, manifest.base == nil, manifest.version < version else {
            throw failure(Wording.notBase.at(path), CommandExit.badData)
        }
        let source = try open(path)
        let bytes = try reading(path) { () throws(BundleStorageError) in
            try source.read(at: 0, count: BundleHead.length + manifest.size)
        }
        do throws(DenyFault) {
            guard let mapped = MappedFile(copying: bytes), mapped.sha256(from: BundleHead.length) == manifest.sha256
            else { throw .notIndex }
            let index = try DenyIndex(mapped, from: BundleHead.length)
            guard index.key == key else { throw .wrongBase }
            return (manifest.reference, index)
        } catch {
            throw failure(Wording(of: error).at(path), CommandExit.badData)
        }
    }

    private func head(_ path: String) throws -> BundleHead {
        let source = try open(path)
        let page = try reading(path) { () throws(BundleStorageError) in
            try source.read(at: 0, count: BundleHead.length)
        }
        do throws(BundleFault) { return try BundleHead(parsing: page) } catch {
            throw failure(Wording(of: error).at(path), CommandExit.badData)
        }
    }

    private func open(_ path: String) throws -> FileBundleSource { try BundleKeyFile.source(path) }

    private func reading(_ path: String, _ work: () throws(BundleStorageError) -> [UInt8]?) throws -> [UInt8] {
        let bytes: [UInt8]?
        do throws(BundleStorageError) { bytes = try work() } catch {
            throw failure(Wording(of: error), CommandExit.badData)
        }
        guard let bytes else { throw failure(.largerThan(type.mostPayloadBytes).at(path), CommandExit.badData) }
        return bytes
    }
}
