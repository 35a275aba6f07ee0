import Atoms
import Foundation
import MomentTensor

/// A pair style of LAMMPS that stands in for quantum mechanics: cheap, and the truth is known.
public struct LammpsEngine: LabellingEngine {
    /// The file with `pair_style` and `pair_coeff`.
    public var pair: String
    /// The elements of the types 1, 2, … in it.
    public var elements: [Element]
    /// Runs the script `in.label`.
    public var command = "lmp -in in.label -log none -screen none"
    public var timeLimit: Duration?

    public init(pair: String, elements: [Element]) {
        self.pair = pair
        self.elements = elements
    }

    public func check() throws(VolterraError) {
        guard Folder.exists(pair) else {
            throw VolterraError(.inputOutput, "does not exist", file: pair, advice: "it holds the pair_style and pair_coeff commands")
        }
    }

    public func makeWorker() throws(VolterraError) -> any LabellingWorker { LammpsWorker(engine: self) }
}

private final class LammpsWorker: LabellingWorker {
    private let engine: LammpsEngine

    init(engine: LammpsEngine) { self.engine = engine }

    func label(
        _ configuration: Configuration, in folder: String, isCancelled: @escaping @Sendable () -> Bool
    ) throws(LabellingFailure) -> Configuration {
        do throws(VolterraError) {
            let options = ConfigurationWriteOptions(elements: engine.elements)
            let data = try ConfigurationFormat.lammpsData.makeWriter(path: folder + "/atoms.data", options: options)
            try data.write(configuration.withoutLabels)
            try data.finish()
            try AtomicFile.write(script(boundary: configuration.cell.periodicity), to: folder + "/in.label")
        } catch {
            throw .unusable(error)
        }
        try ShellCommand(engine.command, in: folder, output: CommandEngine.printed, timeLimit: engine.timeLimit).runForLabels(
            isCancelled: isCancelled)
        return try labelled(configuration, in: folder)
    }

    private func script(boundary: [Bool]) -> String {
        """
        units metal
        atom_style atomic
        atom_modify map array
        boundary \(boundary.map { $0 ? "p" : "f" }.joined(separator: " "))
        box tilt large
        read_data atoms.data
        include \(URL(fileURLWithPath: engine.pair).standardizedFileURL.path)
        compute virial all pressure NULL virial
        thermo_style custom step pe c_virial[1] c_virial[2] c_virial[3] c_virial[4] c_virial[5] c_virial[6] vol
        thermo_modify norm no
        dump forces all custom 1 forces.dump id type element x y z fx fy fz
        dump_modify forces sort id format float %.17g element \(engine.elements.map(\.symbol).joined(separator: " "))
        run 0
        print "$(pe:%.17g) $(vol:%.17g)" file energy.txt screen no
        print "$(c_virial[1]:%.17g) $(c_virial[2]:%.17g) $(c_virial[3]:%.17g)" append energy.txt screen no
        print "$(c_virial[4]:%.17g) $(c_virial[5]:%.17g) $(c_virial[6]:%.17g)" append energy.txt screen no

        """
    }

    /// LAMMPS prints the pressure in bar, in the order xx yy zz xy xz yz, and everything in its own orientation.
    private func labelled(_ configuration: Configuration, in folder: String) throws(LabellingFailure) -> Configuration {
        let text: String
        let output: Configuration?
        do throws(VolterraError) {
            text = try Folder.text(of: folder + "/energy.txt")
            output = try readConfigurations(path: folder + "/forces.dump").last
        } catch {
            throw .failed("LAMMPS left no result: \(error)")
        }
        let numbers = text.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
        guard numbers.count == 8, let forces = output?.forces, forces.count == configuration.count else {
            throw .failed("LAMMPS left no complete result")
        }
        let orientation = LammpsOrientation(configuration)
        var labelled = configuration.withoutLabels
        labelled.features = configuration.features
        labelled.energy = numbers[0]
        labelled.forces = forces.map(orientation.restored)
        if configuration.cell.isFullyPeriodic {
            let pressure = SymmetricTensor(xx: numbers[2], yy: numbers[3], zz: numbers[4], yz: numbers[7], xz: numbers[6], xy: numbers[5])
            let virial = SymmetricTensor(pressure: pressure, volume: numbers[1], unit: 1000 * Units.kilobar)
            labelled.virial = orientation.restored(virial)
        }
        return labelled
    }
}

extension LammpsOrientation {
    fileprivate func restored(_ tensor: SymmetricTensor) -> SymmetricTensor {
        Matrix3(tensor).mapRows(restored).transposed.mapRows(restored).symmetrised
    }
}

extension Matrix3 {
    fileprivate func mapRows(_ map: (SIMD3<Double>) -> SIMD3<Double>) -> Matrix3 { Matrix3(map(rows.x), map(rows.y), map(rows.z)) }
}
