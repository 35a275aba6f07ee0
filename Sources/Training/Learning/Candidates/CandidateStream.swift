import Atoms
import MomentTensor

/// The structures of several files, one after the other, with chemical symbols.
final class CandidateStream {
    private let files: [String]
    private let options: ConfigurationReadOptions
    private var reader: (any ConfigurationReader)?
    private var opened = 0

    init(_ files: [String], elements: [Element]) {
        self.files = files
        options = ConfigurationReadOptions(elements: elements)
    }

    func next() throws(VolterraError) -> Configuration? {
        while true {
            if let configuration = try reader?.next() { return configuration.named(options.elements ?? []) }
            guard opened < files.count else { return nil }
            reader = try openConfigurations(path: files[opened], options: options)
            opened += 1
        }
    }

    /// The next ones, at most so many.
    func next(_ count: Int) throws(VolterraError) -> [Configuration] {
        var batch: [Configuration] = []
        while batch.count < count, let configuration = try next() { batch.append(configuration) }
        return batch
    }
}

extension Configuration {
    /// With elements instead of types.
    func named(_ elements: [Element]) -> Configuration {
        var named = self
        named.kinds = kinds.map { kind in
            guard case .type(let type) = kind, elements.indices.contains(type) else { return kind }
            return .element(elements[type])
        }
        return named
    }
}
