import Atoms
import COpenBLAS
import MomentTensor

/// Makes normal equations from samples, in parallel: threads share the slices of a rank, and ranks share all slices.
///
/// The samples are divided into slices, whose number depends neither on that of the threads nor on that of the ranks, and whose matrices are
/// added up in order; so the numbers do not depend on the threads at all, and on the ranks only as the order of a sum does. The memory that is needed
/// does not grow with the number of samples: a matrix for each slice, and a Jacobian for each thread.
final class NormalAssembly {
    let plan: JacobianPlan
    let samples: [FitSample]
    /// e[i] that the labels are taken relative to.
    let referenceEnergies: [Double]
    /// Whether e stays what it is relative to: the columns of the species are zero.
    private let holdsSpecies: Bool
    private let team: ThreadTeam
    private let ranks: Ranks
    private let slices: [Range<Int>]

    init(
        _ plan: JacobianPlan, _ samples: [FitSample], referenceEnergies: [Double], holdsSpecies: Bool, team: ThreadTeam,
        ranks: Ranks = .world
    ) {
        self.plan = plan
        self.samples = samples
        self.referenceEnergies = referenceEnergies
        self.holdsSpecies = holdsSpecies
        self.team = team
        self.ranks = ranks
        let columns = plan.potential.parameterCount + 1
        slices = NormalAssembly.slices(samples, count: min(max(NormalAssembly.memoryLimit / (8 * columns * columns), 4), 64))
    }

    /// What the matrices of all slices may take together, unless that would be less than four.
    private static let memoryLimit = 512 << 20

    /// Consecutive samples with about as many atoms.
    private static func slices(_ samples: [FitSample], count: Int) -> [Range<Int>] {
        let atomCount = samples.reduce(0) { $0 + $1.configuration.count }
        var slices: [Range<Int>] = []
        var (first, atoms) = (0, 0)
        for (index, sample) in samples.enumerated() {
            atoms += sample.configuration.count
            if atoms * count >= (slices.count + 1) * atomCount || index == samples.count - 1 {
                slices.append(first..<(index + 1))
                first = index + 1
            }
        }
        return slices
    }

    /// The equations for the parameters around `coefficients`, of which ξ matters for the columns of c only; `nil` if the watch cancels them.
    func assemble(
        _ coefficients: Potential.Coefficients, _ parameters: JacobianEvaluator.Parameters, _ watch: FitWatch
    ) throws(VolterraError) -> NormalEquations? {
        let tables = JacobianTables(plan, coefficients)
        let own = ranks.share(of: slices.count).map { samples[slices[$0]] }
        let meter = FitMeter(watch, parameters == .all ? .derivatives : .trial, own)
        let work = SliceWork(referenceEnergies: referenceEnergies, parameters: parameters, tables: tables, meter: meter)
        let results = team.map(own.count) { _, index throws(VolterraError) in try work.equations(own[index]) }
        let result = Result { () throws(VolterraError) in
            var sum = NormalEquations(columnCount: tables.columnCount(parameters))
            for result in results { sum += try result.get() }
            return sum
        }
        var sum = try ranks.agree(result)
        guard !ranks.any(watch.isCancelled()) else { return nil }
        ranks.sum(&sum)
        if holdsSpecies {
            let first = sum.columnCount - plan.potential.basis.scalars.count - referenceEnergies.count
            sum.hold(first..<(first + referenceEnergies.count))
        }
        return sum
    }
}

extension NormalAssembly {
    /// What the work on all slices has in common.
    private struct SliceWork {
        let referenceEnergies: [Double]
        let parameters: JacobianEvaluator.Parameters
        let tables: JacobianTables
        let meter: FitMeter

        func equations(_ samples: ArraySlice<FitSample>) throws(VolterraError) -> NormalEquations {
            var equations = NormalEquations(columnCount: tables.columnCount(parameters))
            let evaluator = JacobianEvaluator(tables)
            let jacobian = SystemJacobian()
            for index in samples.indices where !meter.isCancelled {
                do throws(VolterraError) {
                    try add(samples[index], evaluator, jacobian, to: &equations)
                    meter.finished(samples[index])
                } catch {
                    throw error.ofConfiguration(number: index + 1)
                }
            }
            return equations
        }

        private func add(
            _ sample: FitSample, _ evaluator: JacobianEvaluator, _ jacobian: SystemJacobian, to equations: inout NormalEquations
        ) throws(VolterraError) {
            let configuration = sample.configuration
            try evaluator.evaluate(
                cell: configuration.cell, positions: configuration.positions, species: sample.species, parameters,
                wantsVirial: sample.hasVirial, into: jacobian)
            Labels(sample, jacobian, referenceEnergies).apply(to: jacobian)
            equations.matrix.addGram(jacobian.column(0), rows: jacobian.rowCount, stride: jacobian.stride)
            equations.configurationCount += 1
            equations.labelCount += sample.labelCount
        }
    }
}

extension VolterraError {
    /// The error, with the place where the configuration comes from.
    fileprivate func ofConfiguration(number: Int) -> VolterraError {
        var error = self
        error.message = "configuration \(number): \(message)"
        return error
    }
}

extension Ranks {
    /// The result of this rank, unless any rank has none.
    func agree<Value>(_ result: Result<Value, VolterraError>) throws(VolterraError) -> Value {
        var isFailure = false
        if case .failure = result { isFailure = true }
        let isAnyFailure = any(isFailure)
        let value = try result.get()
        guard !isAnyFailure else { throw VolterraError(.badData, "another process of this fit could not go on; it says why") }
        return value
    }

    fileprivate func sum(_ equations: inout NormalEquations) {
        sum(&equations.matrix.elements)
        equations.configurationCount = Int(sum(Double(equations.configurationCount)))
        equations.labelCount = Int(sum(Double(equations.labelCount)))
    }
}
