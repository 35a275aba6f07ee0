import Atoms
import Foundation
import MomentTensor
import TestSupport
import Testing

@testable import Training

extension LammpsTests {
    /// A potential that knows a crystal only meets a liquid. The truth is a pair style of LAMMPS.
    @Suite("learn on the fly") struct MeltingTests {
        /// - Parameter processes: of each simulation.
        private func project(_ lammps: Lammps, processes: Int, steps: Int) throws -> ScratchFolder {
            let folder = try ScratchFolder()
            try Self.crystals().writeExtendedXYZ(to: folder.path("initial.xyz"))
            let scripts = Lammps.scripts("Learning")
            let start = processes == 1 ? [] : lammps.launcher + ["\(processes)"]
            let settings = lammps.environment.map { "\($0.key)='\($0.value)'" }.sorted()
            let program = (["env"] + settings + start + [lammps.program]).joined(separator: " ")
            try folder.write(
                """
                [potential]
                species = Ar
                level = 6
                cutoff = 7
                radial-size = 6
                [data]
                initial = initial.xyz
                [explore]
                script = \(scripts)/heat.lmp
                temperatures = 40, 200
                variables = steps=\(steps)
                command = \(program) -in {script} -log log.lammps -screen none {variables}
                [select]
                limit = 6
                [label]
                engine = lammps
                pair = \(scripts)/argon.lmp
                command = \(program) -in in.label -log none -screen none
                [fit]
                first-iterations = 10
                iterations = 10
                [loop]
                rounds = 20
                """, to: "learn.conf")
            return folder
        }

        /// Five, with displacements such as they have at low temperatures.
        private static func crystals() throws -> [Configuration] {
            guard let argon = Element(symbol: "Ar") else { return [] }
            var random = SplitMix64(seed: 2)
            return [5.3, 5.35, 5.4, 5.45, 5.5].map { lattice in
                var positions: [SIMD3<Double>] = []
                for cell in 0..<8 {
                    let corner = SIMD3(Double(cell & 1), Double(cell >> 1 & 1), Double(cell >> 2))
                    for site in [SIMD3(0, 0, 0), SIMD3(0.5, 0.5, 0), SIMD3(0.5, 0, 0.5), SIMD3(0, 0.5, 0.5)] {
                        positions.append((corner + site) * lattice + SIMD3.random(in: -0.1...0.1, using: &random))
                    }
                }
                let edge = 2 * lattice
                return Configuration(
                    cell: Cell(SIMD3(edge, 0, 0), SIMD3(0, edge, 0), SIMD3(0, 0, edge)), positions: positions,
                    kinds: Array(repeating: .element(argon), count: positions.count))
            }
        }

        @Test("heated, a crystal's potential extrapolates; after learning, the melt is stable and known", arguments: Lammps.all)
        func melts(_ lammps: Lammps) throws {
            let folder = try project(lammps, processes: 2, steps: 2000)
            let project = try LearningProject(folder: folder.path)
            #expect(try Learning(project, threads: 2, watch: LearningWatch()).run() == .complete)
            let entries = try LearningHistory(project).entries
            let first = try #require(entries[1].exploration?.runs.first { $0.name == "200K" })
            #expect(first.ending == .stopped && first.steps < 1000 && (first.grades.last?.grade ?? 0) > 10)
            let last = try #require(entries.last?.exploration?.runs.first { $0.name == "200K" })
            #expect(last.ending == .finished && last.steps == 2000 && last.candidateCount == 0)
            let calls = entries.reduce(0) { $0 + ($1.labels?.calls ?? 0) }
            #expect(calls < 100)

            // The atoms have left their places for good, and forces in the melt are those of the truth.
            let log = try folder.read("rounds/\(folder.names(in: "rounds").last ?? "")/explore/200K/log.lammps")
            let line = log.split(separator: "\n").last { $0.hasPrefix("result msd") }
            let displacement = try #require(line?.split(separator: " ").last.flatMap { Double($0) })
            #expect(displacement > 4)
            let fit = try #require(entries.last { $0.fit != nil }?.fit)
            #expect((fit.training.force.rootMeanSquare ?? 1) < 0.02)
        }
    }
}
