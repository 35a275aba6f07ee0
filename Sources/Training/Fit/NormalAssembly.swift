import Atoms
import COpenBLAS
import MomentTensor

/// Makes normal equations from samples, in parallel, always with the same numbers.
///
/// The samples are divided into slices, whose number does not depend on that of the threads, and whose matrices are added up in order. The
/// memory that is needed does not grow with the number of samples: a matrix for each slice, and a Jacobian for each thread.
final class NormalAssembly {
    let plan: JacobianPlan
    let samples: [FitSample]
    /// e[i] that the labels are taken relative to.
    let referenceEnergies: [Double]
    private let team: ThreadTeam
    private let slices: [Range<Int>]

    init(_ plan: JacobianPlan, _ samples: [FitSample], referenceEnergies: [Double], team: ThreadTeam) {
        self.plan = plan
        self.samples = samples
        self.referenceEnergies = referenceEnergies
        self.team = team
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

    /// The equations for the parameters around `coefficients`, of which ξ matters for the columns of c only, and the deviations from the labels.
    func assemble(
        _ coefficients: Potential.Coefficients, _ parameters: JacobianEvaluator.Parameters
    ) throws(VolterraError) -> (equations: NormalEquations, errors: FitErrors) {
        let tables = JacobianTables(plan, coefficients)
        let work = slices.map { Slice(samples: samples[$0], referenceEnergies, coefficients, parameters, tables) }
        team.forEach(work.count) { _, index in work[index].run() }
        var (sum, errors) = (NormalEquations(columnCount: work.first?.columnCount ?? 0), FitErrors())
        for slice in work {
            let result = try slice.result.get()
            sum += result.equations
            errors.merge(result.errors)
        }
        return (sum, errors)
    }
}

extension NormalAssembly {
    /// The work of one thread at a time.
    private final class Slice: @unchecked Sendable {
        private let samples: ArraySlice<FitSample>
        private let referenceEnergies: [Double]
        private let parameters: JacobianEvaluator.Parameters
        private let tables: JacobianTables
        private let linear: [Double]
        let columnCount: Int
        private(set) var result: Result<(equations: NormalEquations, errors: FitErrors), VolterraError>

        init(
            samples: ArraySlice<FitSample>, _ referenceEnergies: [Double], _ coefficients: Potential.Coefficients,
            _ parameters: JacobianEvaluator.Parameters, _ tables: JacobianTables
        ) {
            self.samples = samples
            self.referenceEnergies = referenceEnergies
            self.parameters = parameters
            self.tables = tables
            let potential = tables.plan.potential
            columnCount = potential.parameterCount - (parameters == .all ? 0 : potential.radialParameterCount)
            linear = zip(coefficients.species, referenceEnergies).map { $0 - $1 } + coefficients.linear
            result = .success((NormalEquations(columnCount: 0), FitErrors()))
        }

        func run() {
            result = Result { () throws(VolterraError) in
                var equations = NormalEquations(columnCount: columnCount)
                var errors = FitErrors()
                let evaluator = JacobianEvaluator(tables)
                let jacobian = SystemJacobian()
                for index in samples.indices {
                    do throws(VolterraError) {
                        try add(samples[index], evaluator, jacobian, to: &equations, &errors)
                    } catch {
                        throw error.ofConfiguration(samples[index].configuration, number: index + 1)
                    }
                }
                return (equations, errors)
            }
        }

        private func add(
            _ sample: FitSample, _ evaluator: JacobianEvaluator, _ jacobian: SystemJacobian, to equations: inout NormalEquations,
            _ errors: inout FitErrors
        ) throws(VolterraError) {
            let configuration = sample.configuration
            try evaluator.evaluate(
                cell: configuration.cell, positions: configuration.positions, species: sample.species, parameters,
                wantsVirial: sample.hasVirial, into: jacobian)
            let labels = Labels(sample, jacobian, referenceEnergies)
            errors.add(labels.deviations(jacobian, linear), of: sample)
            labels.apply(to: jacobian)
            equations.matrix.addGram(jacobian.column(0), rows: jacobian.rowCount, stride: jacobian.stride)
            equations.configurationCount += 1
            equations.labelCount += sample.labelCount
        }
    }
}

extension VolterraError {
    /// The error, with the place where the configuration comes from.
    fileprivate func ofConfiguration(_ configuration: Configuration, number: Int) -> VolterraError {
        var error = self
        error.message = "configuration \(number): \(message)"
        return error
    }
}
