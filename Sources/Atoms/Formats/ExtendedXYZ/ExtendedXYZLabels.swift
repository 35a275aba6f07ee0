import MomentTensor

/// Which keys of a frame are its energy, stress and virial, and what they mean. The first name that a frame has wins.
enum ExtendedXYZLabels {
    static let energyNames = ["energy", "Energy", "REF_energy", "ref_energy", "dft_energy", "DFT_energy", "free_energy"]
    static let forcesNames = ["forces", "force", "REF_forces", "ref_forces", "dft_forces", "dft_force", "DFT_forces"]
    static let stressNames = ["stress", "REF_stress", "ref_stress", "dft_stress", "DFT_stress"]
    static let virialNames = ["virial", "virials", "REF_virial", "ref_virial", "dft_virial", "DFT_virial"]

    /// The keys in use in one frame.
    struct Selection {
        var energy: String?
        var stress: String?
        var virial: String?

        /// Where the user names one of stress and virial, the other is not looked for.
        init(_ comment: ExtendedXYZComment, _ keys: LabelKeys) {
            func first(_ key: String?, _ names: [String]) -> String? {
                (key.map { [$0] } ?? names).first { comment.value($0) != nil }
            }
            energy = first(keys.energy, energyNames)
            if keys.virial != nil || keys.stress == nil { virial = first(keys.virial, virialNames) }
            if keys.stress != nil || keys.virial == nil { stress = first(keys.stress, stressNames) }
        }

        func contains(_ key: String) -> Bool { key == energy || key == stress || key == virial }
    }

    static func energy(_ comment: ExtendedXYZComment, _ key: String?, _ lines: LineReader) throws(VolterraError) -> Double? {
        guard let key, let text = comment.value(key) else { return nil }
        guard let numbers = ExtendedXYZComment.numbers(in: text), numbers.count == 1 else {
            throw lines.error("\(key) is '\(text.prefix(40))', which is no number")
        }
        guard numbers[0].isFinite else { throw lines.error("\(key) is \(numbers[0]), not a finite number") }
        return numbers[0]
    }

    /// The virial from `virial` [eV] or −V · `stress` [eV/Å³]; where both are given they must agree, and the former is exact.
    static func virial(
        _ comment: ExtendedXYZComment, _ selection: Selection, cell: Cell, _ lines: LineReader
    ) throws(VolterraError) -> SymmetricTensor? {
        let virial = try tensor(comment, selection.virial, lines)
        guard let key = selection.stress, let stress = try tensor(comment, key, lines) else { return virial }
        let volume = cell.volume
        guard volume > 0 else {
            if virial != nil || stress == .zero { return virial }
            throw lines.error("\(key) without a Lattice has no meaning", advice: "give a Lattice, or the virial in eV as 'virial'")
        }
        let fromStress = SymmetricTensor(stress: stress, volume: volume)
        guard fromStress.isFinite else { throw lines.error("\(key) times the volume is not finite") }
        guard let virial else { return fromStress }
        if agree(virial, fromStress, volume: volume) { return virial }
        let virialKey = selection.virial ?? "virial"
        if agree(virial, fromStress * -1, volume: volume) {
            throw lines.error(
                "\(virialKey) and \(key) have contradictory signs",
                advice:
                    "\(key) must be negative and \(virialKey) positive when compressed; name the right one with the stress or virial key")
        }
        throw lines.error(
            "\(virialKey) [eV] is not −volume · \(key) [eV/Å³]", advice: "name the right one with the stress or virial key")
    }

    /// Within the rounding of files: 0.1 % of the largest component and 1e-5 eV/Å³.
    private static func agree(_ one: SymmetricTensor, _ other: SymmetricTensor, volume: Double) -> Bool {
        let largest = one.voigt.reduce(0) { max($0, abs($1)) }
        let tolerance = 1e-3 * largest + 1e-5 * volume
        return zip(one.voigt, other.voigt).allSatisfy { abs($0 - $1) <= tolerance }
    }

    /// Nine numbers, row by row, or six in the order xx yy zz yz xz xy.
    private static func tensor(
        _ comment: ExtendedXYZComment, _ key: String?, _ lines: LineReader
    ) throws(VolterraError) -> SymmetricTensor? {
        guard let key, let text = comment.value(key) else { return nil }
        guard let numbers = ExtendedXYZComment.numbers(in: text), [6, 9].contains(numbers.count) else {
            throw lines.error("\(key) is '\(text.prefix(80))'", advice: "it must be 9 numbers, or 6 in the order xx yy zz yz xz xy")
        }
        guard numbers.allSatisfy(\.isFinite) else { throw lines.error("\(key) has a component that is not a finite number") }
        guard numbers.count == 9 else { return SymmetricTensor(voigt: numbers) }
        let largest = numbers.reduce(0) { max($0, abs($1)) }
        for (upper, lower) in [(1, 3), (2, 6), (5, 7)] where abs(numbers[upper] - numbers[lower]) > 1e-2 * largest {
            throw lines.error("\(key) is not symmetric")
        }
        return SymmetricTensor(rows: numbers)
    }
}
