/// A potential as a file holds it: `.mtp` of MLIP-2 and MLIP-3, `.almtp` of MLIP-3, `.als` and `.mvs` of MLIP-2.
///
/// Which of them it is shows in the bytes; the name does not matter.
public struct PotentialFile: Hashable, Sendable {
    public var potential: Potential
    /// What an extrapolation grade is measured against, if the file has it.
    public var activeSet: ActiveSet?

    public init(potential: Potential, activeSet: ActiveSet? = nil) {
        self.potential = potential
        self.activeSet = activeSet
    }

    public init(path: String) throws(VolterraError) {
        try self.init(bytes: try contentsOfFile(path), file: path)
    }

    /// `file` is the name that messages use.
    public init(bytes: [UInt8], file: String) throws(VolterraError) {
        let text = try PotentialText(TextScanner(bytes: bytes, file: file))
        potential = try text.potential()
        activeSet = try ActiveSet(following: text.scanner, parameterCount: potential.parameterCount)
    }

    /// Writes a `.mtp`, or with an active set a `.almtp`; complete or not at all.
    public func write(to path: String) throws(VolterraError) {
        do throws(VolterraError) {
            try potential.checkConsistency()
            try potential.checkLabels()
        } catch {
            throw error.placed(in: path)
        }
        let activeSetBytes = try activeSet?.bytes(parameterCount: potential.parameterCount) ?? []
        let file = try AtomicFile(path: path)
        try file.write(potential.fileText)
        try file.write(contentsOf: activeSetBytes)
        try file.commit()
    }
}

extension Potential {
    /// Writes a `.mtp` that MLIP-2 and MLIP-3 read; complete or not at all.
    public func write(to path: String) throws(VolterraError) {
        try PotentialFile(potential: self).write(to: path)
    }
}

extension AtomicFile {
    func write(contentsOf bytes: [UInt8]) throws(VolterraError) {
        try bytes.withUnsafeBytes { buffer in Result { () throws(VolterraError) in try write(buffer) } }.get()
    }
}

extension Potential {
    /// The species of an untrained file have no labels: a reader counts them.
    fileprivate func checkLabels() throws(VolterraError) {
        guard coefficients != nil || species.map(\.label) == Array(0..<species.count) else {
            throw VolterraError(
                .unsupported, "the file of an untrained potential cannot hold species labels other than 0, 1, …",
                advice: "give the species the labels 0 … \(species.count - 1), or coefficients")
        }
    }
}
