extension Potential {
    /// Of all that the energies depend on: not of names, tags and chemical symbols.
    public var fingerprint: Fingerprint {
        var nameless = self
        nameless.name = ""
        nameless.tag = ""
        for index in nameless.species.indices { nameless.species[index].element = nil }
        var fingerprint = Fingerprint()
        fingerprint.add(nameless.fileText.utf8)
        return fingerprint
    }
}
