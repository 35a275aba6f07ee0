import Atoms
import Foundation
import MomentTensor
import Training

/// The folder `shared/data` beside the repository, if it is there.
let sharedData: String? = {
    var folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    while folder.path != "/" {
        let candidate = folder.appendingPathComponent("../shared/data").standardizedFileURL.path
        if FileManager.default.fileExists(atPath: folder.appendingPathComponent("Package.swift").path) {
            return FileManager.default.fileExists(atPath: candidate) ? candidate : nil
        }
        folder.deleteLastPathComponent()
    }
    return nil
}()

func element(_ symbol: String) throws -> Configuration.Kind {
    guard let element = Element(symbol: symbol) else { throw VolterraError(.usage, "no element \(symbol)") }
    return .element(element)
}

/// A bcc supercell of `n`³ cubic cells with lattice constant `a`, before any displacement.
func bcc(_ symbol: String = "W", a: Double = 3.17, n: Int = 2) throws -> Configuration {
    let length = a * Double(n)
    var positions: [SIMD3<Double>] = []
    for i in 0..<n {
        for j in 0..<n {
            for k in 0..<n {
                let corner = SIMD3(Double(i), Double(j), Double(k)) * a
                positions += [corner, corner + SIMD3(repeating: a / 2)]
            }
        }
    }
    let cell = Cell(SIMD3(length, 0, 0), SIMD3(0, length, 0), SIMD3(0, 0, length))
    return Configuration(cell: cell, positions: positions, kinds: Array(repeating: try element(symbol), count: positions.count))
}

extension Configuration {
    /// With every position moved by up to `size` in every direction.
    func displaced(by size: Double, using generator: inout some RandomNumberGenerator) -> Configuration {
        var copy = self
        for index in copy.positions.indices {
            for k in 0..<3 { copy.positions[index][k] += Double.random(in: -size...size, using: &generator) }
        }
        return copy
    }

    /// Cell and positions multiplied by (1 + ε).
    func strained(_ strain: SymmetricTensor) -> Configuration {
        func stretch(_ v: SIMD3<Double>) -> SIMD3<Double> {
            v
                + SIMD3(
                    strain.xx * v.x + strain.xy * v.y + strain.xz * v.z, strain.xy * v.x + strain.yy * v.y + strain.yz * v.z,
                    strain.xz * v.x + strain.yz * v.y + strain.zz * v.z)
        }
        var copy = self
        copy.cell = Cell(stretch(cell.a), stretch(cell.b), stretch(cell.c))
        copy.positions = positions.map(stretch)
        return copy
    }

    /// With the labels of a Morse potential that ends smoothly at 6 Å, exact to rounding.
    func labelledByMorse() throws -> Configuration {
        var copy = self
        let search = try NeighbourSearch(cell: cell, positions: positions, cutoff: 6)
        var energy = 0.0
        var forces = [SIMD3<Double>](repeating: .zero, count: count)
        var virial = SymmetricTensor.zero
        for atom in 0..<count {
            search.forEachNeighbour(of: atom) { _, vector in
                let r = vector.length
                let decay = exp(-1.2 * (r - 2.9))
                let morse = 0.6 * (decay * decay - 2 * decay)
                let rest = 1 - r * r / 36
                energy += 0.5 * morse * rest * rest * rest
                let slope = 0.6 * 1.2 * (-2 * decay * decay + 2 * decay) * rest * rest * rest - morse * rest * rest * r / 6
                forces[atom] += slope * vector / r
                let w = -0.5 * slope / r
                virial.xx += w * vector.x * vector.x
                virial.yy += w * vector.y * vector.y
                virial.zz += w * vector.z * vector.z
                virial.yz += w * vector.y * vector.z
                virial.xz += w * vector.x * vector.z
                virial.xy += w * vector.x * vector.y
            }
        }
        copy.energy = energy
        copy.forces = forces
        copy.virial = virial
        return copy
    }
}

/// The potential of tungsten that is part of the repository.
func tungstenPlan() throws -> Plan {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    return try Plan(try PotentialFile(path: root.appendingPathComponent("examples/01-evaluate/W-08.mtp").path).potential)
}

extension Configuration {
    /// All atoms of species 0.
    var system: AtomicSystem { AtomicSystem(cell: cell, positions: positions, species: Array(repeating: 0, count: count)) }
}

/// Whether two numbers agree to a fraction of the second.
func agree(_ value: Double, _ reference: Double, within fraction: Double) -> Bool {
    abs(value - reference) <= fraction * abs(reference)
}
