/// The groups of properties that can be asked for. The lattice, without which there are no others, is always among them.
public enum PropertyKind: String, CaseIterable, Sendable {
    case lattice, elastic, eos, vacancy, surfaces, phonons, faults
}
