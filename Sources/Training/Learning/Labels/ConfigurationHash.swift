import Atoms
import MomentTensor

extension Configuration {
    /// What tells its atoms, their places and the cell from all others, to the last bit.
    var hash: String {
        var hash = Fingerprint()
        for kind in kinds {
            switch kind {
            case .element(let element): hash.add(UInt64(element.atomicNumber))
            case .type(let type): hash.add(UInt64(bitPattern: Int64(~type)))
            }
        }
        for vector in cell.vectors { hash.add(vector) }
        hash.add(cell.periodicity.map { $0 ? 1 : 0 })
        for position in positions { hash.add(position) }
        return hash.text
    }

    mutating func setFeature(_ name: String, _ value: String) {
        features.removeAll { $0.name == name }
        features.append(Feature(name: name, value: value))
    }
}
