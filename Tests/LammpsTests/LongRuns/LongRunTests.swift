import Foundation
import TestSupport
import Testing

extension LammpsTests {
    /// Minutes each; `make long-runs`.
    @Suite(
        "LongRuns: simulations that take minutes",
        .enabled(if: ProcessInfo.processInfo.environment["VOLTERRA_LONG_RUNS"] != nil, "run by make long-runs"))
    struct LongRunTests {
        @Test("the energy of 4394 atoms drifts by less than 1e-6 eV/atom/ps over 50 ps at 1 fs", arguments: Lammps.all, [300.0, 1848])
        func drift(_ lammps: Lammps, temperature: Double) throws {
            #expect(abs(try drift(of: lammps, temperature: temperature, precision: "double")) < 1e-6)
        }

        /// A single run of 50 ps drifts by anything between 1e-9 and 6e-8 eV/atom/ps, in either precision: trajectories part, and the sum of
        /// the errors of their steps is a random walk. Several runs together show whether there is more.
        @Test("in mixed precision it drifts no more than twice as fast, in the root mean square over four runs", arguments: Lammps.all)
        func mixedDrift(_ lammps: Lammps) throws {
            let rms = try ["double", "mixed"].map { precision in
                let drifts = try (1...4).map { try drift(of: lammps, temperature: 1848, precision: precision, seed: $0) }
                return (drifts.map { $0 * $0 }.reduce(0, +) / Double(drifts.count)).squareRoot()
            }
            print("\(lammps.name): drift of four runs, rms: double \(rms[0]), mixed \(rms[1]) eV/atom/ps")
            #expect(rms[1] < 2 * rms[0])
        }

        /// eV/atom/ps, by the straight line through the total energies of 50 ps.
        private func drift(of lammps: Lammps, temperature: Double, precision: String, seed: Int = 4711) throws -> Double {
            let run = try withTemporaryDirectory { folder in
                let settings = ["step": "0.001", "every": "50", "steps": "50000", "precision": precision, "seed": "\(seed)"]
                return try lammps.run(
                    "Simulations/nve.lmp", tungsten(n: 13, temperature: temperature, settings), processes: 2, limit: 3000, in: folder)
            }
            let drift = Line(through: try run.column("Time"), try run.column("TotEng")).slope / 4394
            let mean = try run.column("Temp").reduce(0, +) / Double(try run.column("Temp").count)
            print("\(lammps.name), \(precision), seed \(seed): \(Int(mean)) K, drift \(drift) eV/atom/ps")
            return drift
        }

        @Test("the slow part of the energy's change falls with the square of the time step", arguments: Lammps.all)
        func square(_ lammps: Lammps) throws {
            let fluctuations = try [0.004, 0.002, 0.001].map { step in
                let run = try withTemporaryDirectory { folder in
                    let timing = ["step": "\(step)", "every": "\(Int((0.02 / step).rounded()))", "steps": "\(Int((10 / step).rounded()))"]
                    return try lammps.run(
                        "Simulations/nve.lmp", tungsten(n: 6, temperature: 1848, timing), processes: 2, limit: 3000,
                        in: folder)
                }
                return Line(through: try run.column("Time"), try run.column("TotEng")).deviation / 432
            }
            print("\(lammps.name): fluctuation of the energy at 4, 2, 1 fs: \(fluctuations) eV/atom")
            #expect((3.5...4.5).contains(fluctuations[0] / fluctuations[1]))
            #expect((3.5...4.5).contains(fluctuations[1] / fluctuations[2]))
        }

        @Test("a million atoms on two processes", arguments: Lammps.all)
        func million(_ lammps: Lammps) throws {
            let run = try withTemporaryDirectory { folder in
                try lammps.run("LongRuns/million.lmp", tungsten(n: 80), processes: 2, limit: 3000, in: folder)
            }
            let memory = try #require(run.output.firstMatch(of: /Per MPI rank memory allocation .* \| ([0-9.]+) Mbytes/)).output.1
            let perAtom = Double(memory)! * 1_048_576 / 512_000
            print("\(lammps.name): \(memory) MB per process, \(Int(perAtom)) bytes per atom")
            #expect(perAtom < 1500)
            let energies = try run.column("TotEng")
            #expect(abs(energies.last! - energies[0]) / 1_024_000 < 1e-5, "eV per atom")
        }
    }
}

/// The straight line of least squares.
private struct Line {
    let slope: Double
    /// Root mean square of what is left.
    let deviation: Double

    init(through x: [Double], _ y: [Double]) {
        let count = Double(x.count)
        let (meanX, meanY) = (x.reduce(0, +) / count, y.reduce(0, +) / count)
        let products = zip(x, y).map { ($0 - meanX) * ($1 - meanY) }.reduce(0, +)
        let slope = products / x.map { ($0 - meanX) * ($0 - meanX) }.reduce(0, +)
        let rest = zip(x, y).map { $1 - meanY - slope * ($0 - meanX) }
        self.slope = slope
        deviation = (rest.map { $0 * $0 }.reduce(0, +) / count).squareRoot()
    }
}
