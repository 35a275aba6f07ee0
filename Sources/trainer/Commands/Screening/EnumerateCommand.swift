import Atoms
import MomentTensor
import Training

/// `trainer enumerate`
enum EnumerateCommand {
    static func run(_ invocation: Invocation) throws(VolterraError) {
        let elements = try invocation.elements(Options.enumeratedSpecies) ?? []
        let volumes = try volumes(invocation, elements)
        let most = try invocation.required(Options.mostAtoms)
        let output = try invocation.outputPath(reading: [])
        let writer = try invocation.writer(to: output, elements: elements)
        var count = 0
        for lattice in invocation[Options.lattices] ?? [.fcc, .bcc, .hcp] {
            try DecoratedLattice(lattice, elements: elements, volumes: volumes).forEach(atoms: most) {
                configuration throws(VolterraError) in
                try writer.write(configuration)
                count += 1
            }
        }
        try writer.finish()
        invocation.reportSuccess("\(output): \(counted(count, "configuration"))")
    }

    /// Å³ per atom of each element, from `Ag=17.1,Pd=14.7` or one number for all.
    private static func volumes(_ invocation: Invocation, _ elements: [Element]) throws(VolterraError) -> [Double] {
        let words = try invocation.required(Options.atomicVolumes)
        let failure = { (word: String) in
            VolterraError(.usage, "\(Options.atomicVolumes.spelling) needs \(Options.atomicVolumes.expectation), not '\(word)'")
        }
        if words.count == 1, let volume = Double(words[0]) {
            guard volume.isFinite, volume > 0 else { throw failure(words[0]) }
            return Array(repeating: volume, count: elements.count)
        }
        var volumes: [Element: Double] = [:]
        for word in words {
            let parts = word.split(separator: "=", omittingEmptySubsequences: false)
            guard parts.count == 2, let element = Element(symbol: String(parts[0])), elements.contains(element), volumes[element] == nil,
                let volume = Double(parts[1]), volume.isFinite, volume > 0
            else { throw failure(word) }
            volumes[element] = volume
        }
        if let missing = elements.first(where: { volumes[$0] == nil }) {
            throw VolterraError(.usage, "\(Options.atomicVolumes.spelling) does not name \(missing.symbol)", advice: "name every element")
        }
        return elements.compactMap { volumes[$0] }
    }
}
