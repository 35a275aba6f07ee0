import Atoms
import COpenBLAS
import MomentTensor

/// Makes normal equations from samples, in parallel: ranks share the slices of the samples, and the threads of a rank share those of the rank.
///
/// Neither the slices nor the order in which their matrices are added depend on the number of threads or ranks, and so the numbers do not. The
/// memory that is needed does not grow with the number of samples: on each rank a Jacobian and up to two matrices for each thread, and about
/// ten more matrices.
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
    private let labelCount: Int

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
        slices = NormalAssembly.interleaved(NormalAssembly.slices(samples, count: 64))
        labelCount = samples.reduce(0) { $0 + $1.labelCount }
    }

    /// In an order in which every run of slices has samples from everywhere in the data: so no rank has all the expensive ones.
    private static func interleaved(_ slices: [Range<Int>]) -> [Range<Int>] {
        (0..<8).flatMap { first in stride(from: first, to: slices.count, by: 8).map { slices[$0] } }
    }

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
        try assemble(coefficients, parameters, watch) { [0..<$0.rowCount] }?.first
    }

    /// Those of the linear parameters, apart for each kind of label, in the order of `LabelKind`.
    func assembleByKind(_ coefficients: Potential.Coefficients, _ watch: FitWatch) throws(VolterraError) -> [NormalEquations]? {
        let rows = { (jacobian: SystemJacobian) in LabelKind.allCases.map(jacobian.rows) }
        guard var equations = try assemble(coefficients, .linear, watch, rows) else { return nil }
        for kind in LabelKind.allCases {
            equations[kind.rawValue].labelCount = samples.reduce(0) { $0 + $1.labelCount(of: kind) }
        }
        return equations
    }

    /// - Parameter parts: which rows make equations of their own; as many ranges for every configuration.
    private func assemble(
        _ coefficients: Potential.Coefficients, _ parameters: JacobianEvaluator.Parameters, _ watch: FitWatch,
        _ parts: @escaping (SystemJacobian) -> [Range<Int>]
    ) throws(VolterraError) -> [NormalEquations]? {
        let tables = JacobianTables(plan, coefficients)
        let share = ranks.share(of: slices.count)
        let meter = FitMeter(watch, parameters == .all ? .derivatives : .trial, share.map { samples[slices[$0]] })
        let work = SliceWork(referenceEnergies: referenceEnergies, parameters: parameters, tables: tables, meter: meter, parts: parts)
        let matrices = PairwiseSum(of: slices.count, zero: work.zero, over: ranks)
        let results = team.map(share.count) { _, index throws(VolterraError) in
            let slice = share.lowerBound + index
            matrices.add(try work.matrices(samples[slices[slice]]), at: slice)
        }
        try ranks.agree(Result { () throws(VolterraError) in for result in results { try result.get() } })
        guard !ranks.any(watch.isCancelled()) else { return nil }
        return matrices.total().matrices.map { matrix in
            var sum = NormalEquations(matrix: matrix, configurationCount: samples.count, labelCount: labelCount)
            if holdsSpecies {
                let first = sum.columnCount - plan.potential.basis.scalars.count - referenceEnergies.count
                sum.hold(first..<(first + referenceEnergies.count))
            }
            return sum
        }
    }
}

extension NormalAssembly {
    /// What the work on all slices has in common.
    private struct SliceWork {
        let referenceEnergies: [Double]
        let parameters: JacobianEvaluator.Parameters
        let tables: JacobianTables
        let meter: FitMeter
        let parts: (SystemJacobian) -> [Range<Int>]

        var zero: Matrices {
            let partCount = parts(SystemJacobian()).count
            return Matrices(
                matrices: Array(repeating: SymmetricMatrix(size: tables.columnCount(parameters) + 1), count: partCount))
        }

        /// AᵀA of the rows of some samples.
        func matrices(_ samples: ArraySlice<FitSample>) throws(VolterraError) -> Matrices {
            var sum = zero
            let evaluator = JacobianEvaluator(tables)
            let jacobian = SystemJacobian()
            for index in samples.indices where !meter.isCancelled {
                do throws(VolterraError) {
                    try jacobian.fill(samples[index], with: evaluator, parameters)
                    Labels(samples[index], jacobian, referenceEnergies).apply(to: jacobian)
                    for (part, rows) in parts(jacobian).enumerated() {
                        sum.matrices[part].addGram(jacobian.column(0) + rows.lowerBound, rows: rows.count, stride: jacobian.stride)
                    }
                    meter.finished(samples[index])
                } catch {
                    throw error.ofConfiguration(number: index + 1)
                }
            }
            return sum
        }
    }

    /// One for each part of the rows.
    private struct Matrices: SharedTerm {
        var matrices: [SymmetricMatrix]

        static func += (sum: inout Matrices, term: Matrices) {
            for index in sum.matrices.indices { sum.matrices[index] += term.matrices[index] }
        }

        var numbers: [Double] {
            get { matrices.flatMap(\.elements) }
            set {
                var start = 0
                for index in matrices.indices {
                    let count = matrices[index].elements.count
                    matrices[index].elements = Array(newValue[start..<start + count])
                    start += count
                }
            }
        }
    }
}

extension SystemJacobian {
    /// The derivatives for a sample.
    func fill(
        _ sample: FitSample, with evaluator: JacobianEvaluator, _ parameters: JacobianEvaluator.Parameters
    ) throws(VolterraError) {
        let configuration = sample.configuration
        try evaluator.evaluate(
            cell: configuration.cell, positions: configuration.positions, species: sample.species, parameters,
            wantsVirial: sample.hasVirial, into: self)
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
    /// Throws on all ranks if any of them failed.
    func agree(_ result: Result<Void, VolterraError>) throws(VolterraError) {
        var isFailure = false
        if case .failure = result { isFailure = true }
        let isAnyFailure = any(isFailure)
        try result.get()
        guard !isAnyFailure else { throw VolterraError(.badData, "another process of this fit could not go on; it says why") }
    }
}
