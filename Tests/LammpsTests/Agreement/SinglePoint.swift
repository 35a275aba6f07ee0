import Foundation
import MomentTensor
import TestSupport
import Testing

/// A sample as LAMMPS sees it: `single-point.lmp`, and what it wrote.
struct SinglePoint {
    let run: LammpsRun
    let atoms: AtomTable

    init(
        _ sample: Sample, on lammps: Lammps, _ variables: [String: String] = [:], processes: Int = 1, options: [String] = []
    ) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("single-point-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try sample.write(to: folder)
        let standard = ["species": sample.elements.joined(separator: " ")]
        run = try lammps.run(
            "single-point.lmp", standard.merging(variables) { $1 }, processes: processes, options: options, in: folder)
        atoms = try run.atoms("atoms.dump")
    }

    var energy: Double { get throws { try run.last("PotEng") } }
    var forces: [Double] { get throws { components(try atoms.vectors("fx", "fy", "fz")) } }
    /// xx yy zz xy xz yz in eV, from the pressure in bar.
    var virial: [Double] {
        get throws { try (1...6).map { try run.last("c_virial[\($0)]") * (try run.last("Volume")) / SinglePoint.barPerPressureUnit } }
    }

    /// LAMMPS's factor from eV/Å³ to bar in metal units.
    private static let barPerPressureUnit = 1.602_176_5e6

    /// Compares everything with what the core says of the sample; differences are relative to the largest value of their kind.
    func expect(equals expected: Evaluation, within tolerance: Double = 1e-12, sourceLocation: SourceLocation = #_sourceLocation) throws {
        #expect(atoms.count == expected.forces.count, sourceLocation: sourceLocation)
        #expect(relativeDifference([try energy], [expected.energy]) < tolerance, sourceLocation: sourceLocation)
        #expect(relativeDifference(try forces, components(expected.forces)) < tolerance, sourceLocation: sourceLocation)
        #expect(relativeDifference(try virial, expected.virial.inLammpsOrder) < tolerance, sourceLocation: sourceLocation)
        #expect(relativeDifference(try atoms.column("c_energy"), expected.siteEnergies) < tolerance, sourceLocation: sourceLocation)
        let six = try (1...6).map { try atoms.column("c_stress[\($0)]") }
        let nine = try (1...9).map { try atoms.column("c_centroid[\($0)]") }
        for (atom, virial) in try #require(expected.siteVirials).enumerated() {
            #expect(SinglePoint.agree(six.map { $0[atom] }, virial.inLammpsOrder, expected, tolerance), sourceLocation: sourceLocation)
        }
        for (atom, tensor) in try #require(expected.siteVirialTensors).enumerated() {
            let ordered = [0, 4, 8, 1, 2, 5, 3, 6, 7].map { tensor[$0] }
            #expect(SinglePoint.agree(nine.map { $0[atom] }, ordered, expected, tolerance), sourceLocation: sourceLocation)
        }
    }

    /// Per-atom stresses of LAMMPS are −virial in bar · Å³.
    private static func agree(_ stress: [Double], _ virial: [Double], _ expected: Evaluation, _ tolerance: Double) -> Bool {
        let scale = expected.siteVirialTensors!.joined().map(abs).max()!
        return zip(stress, virial).allSatisfy { abs(-$0 / barPerPressureUnit - $1) < tolerance * scale }
    }
}

extension SymmetricTensor {
    /// xx yy zz xy xz yz
    var inLammpsOrder: [Double] { [xx, yy, zz, xy, xz, yz] }
}
