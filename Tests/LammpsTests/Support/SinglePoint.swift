import Foundation
import MomentTensor
import TestSupport
import Testing

/// A sample as LAMMPS sees it: `single-point.lmp`, and what it wrote.
struct SinglePoint {
    let run: LammpsRun
    let atoms: AtomTable

    /// `style` are the commands of the potential (by default `pair_style mtp` with the elements of the sample), `before` and `after`
    /// those in front of the structure and behind the style; `files` are written beside the sample.
    init(
        _ sample: Sample, on lammps: Lammps, style: String? = nil, before: String = "", after: String = "", processes: Int = 1,
        options: [String] = [], files: [String: Potential] = [:]
    ) throws {
        (run, atoms) = try withTemporaryDirectory { folder in
            try sample.write(to: folder)
            for (name, potential) in files { try potential.write(to: folder.appendingPathComponent(name).path) }
            let standard = "pair_style mtp\npair_coeff * * potential.mtp " + sample.elements.joined(separator: " ")
            let boundary = "boundary " + sample.configuration.cell.periodicity.map { $0 ? "p" : "f" }.joined(separator: " ") + "\n"
            try writeScripts(["before": boundary + before, "style": style ?? standard, "after": after], to: folder)
            let run = try lammps.run("Support/single-point.lmp", processes: processes, options: options, in: folder)
            return (run, try run.atoms("atoms.dump"))
        }
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
        try expectForces(equal: expected, within: tolerance, sourceLocation: sourceLocation)
        #expect(relativeDifference(try virial, expected.virial.inLammpsOrder) < tolerance, sourceLocation: sourceLocation)
        try expectSums(within: tolerance, scale: expected.virialScale, sourceLocation: sourceLocation)
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

    /// The shares of the atoms add up to LAMMPS's totals.
    private func expectSums(within tolerance: Double, scale: Double, sourceLocation: SourceLocation) throws {
        #expect(relativeDifference([try run.last("c_energies")], [try energy]) < tolerance, sourceLocation: sourceLocation)
        let count = Double(max(atoms.count, 1))
        for (place, total) in try virial.enumerated() {
            for compute in ["c_stresses", "c_centroids"] {
                let sum = -(try run.last("\(compute)[\(place + 1)]")) / SinglePoint.barPerPressureUnit
                #expect(abs(sum - total) < tolerance * scale * count, sourceLocation: sourceLocation)
            }
        }
    }

    /// Compares energies and forces only: boxes without periodicity have no volume to speak of.
    func expectForces(equal expected: Evaluation, within tolerance: Double = 1e-12, sourceLocation: SourceLocation = #_sourceLocation)
        throws
    {
        #expect(atoms.count == expected.forces.count, sourceLocation: sourceLocation)
        #expect(relativeDifference([try energy], [expected.energy]) < tolerance, sourceLocation: sourceLocation)
        #expect(relativeDifference(try forces, components(expected.forces)) < tolerance, sourceLocation: sourceLocation)
        #expect(relativeDifference(try atoms.column("c_energy"), expected.siteEnergies) < tolerance, sourceLocation: sourceLocation)
    }

    /// Per-atom stresses of LAMMPS are −virial in bar · Å³.
    private static func agree(_ stress: [Double], _ virial: [Double], _ expected: Evaluation, _ tolerance: Double) -> Bool {
        zip(stress, virial).allSatisfy { abs(-$0 / barPerPressureUnit - $1) < tolerance * expected.virialScale }
    }
}

extension Evaluation {
    /// The largest virial of an atom.
    fileprivate var virialScale: Double { siteVirialTensors?.joined().map(abs).max() ?? 0 }
}

extension SymmetricTensor {
    /// xx yy zz xy xz yz
    var inLammpsOrder: [Double] { [xx, yy, zz, xy, xz, yz] }
}
