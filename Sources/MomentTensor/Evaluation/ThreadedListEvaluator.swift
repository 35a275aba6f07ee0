/// Evaluates neighbour lists on all threads of a team. Once it has seen the largest list, nothing is allocated.
///
///     centres   |  slice 0  |  slice 1  |  …      each evaluated by one thread, into sums of its own
///     atoms     | piece 0 | piece 1 | …           each added up by one thread, slice after slice
///
/// The slices depend on the number of centres only, not on which thread takes which: results are the same to the last bit every
/// time, and for every number of threads from two to `ThreadedListEvaluator.sliceLimit`. One thread adds up without slices, which rounds
/// differently.
///
/// One evaluator serves one caller at a time.
public final class ThreadedListEvaluator {
    public let plan: Plan
    private let team: ThreadTeam
    /// The scratch of each thread.
    private let evaluators: [NeighbourListEvaluator]
    private let slices: [ListSlice]
    private let evaluation: SliceEvaluation
    private let addition: SliceAddition

    /// As those of `NeighbourListEvaluator`.
    public var activeSet: CompiledActiveSet? { didSet { for evaluator in evaluators { evaluator.activeSet = activeSet } } }
    public var posterior: CompiledPosterior? { didSet { for evaluator in evaluators { evaluator.posterior = posterior } } }

    /// The most slices that a list is cut into, unless there are more threads.
    public static let sliceLimit = 8
    /// Slices are multiples of this, so that all blocks but the last are full, whatever the number of lanes.
    private static let sliceUnit = 16

    public init(_ plan: Plan, team: ThreadTeam) {
        self.plan = plan
        self.team = team
        evaluators = (0..<team.count).map { _ in NeighbourListEvaluator(plan) }
        let sliceCount = team.count > 1 ? max(ThreadedListEvaluator.sliceLimit, team.count) : 1
        slices = (0..<sliceCount).map { _ in ListSlice() }
        evaluation = SliceEvaluation(slices, evaluators)
        addition = SliceAddition(slices)
    }

    public convenience init(_ plan: Plan, threads: Int = 1) { self.init(plan, team: ThreadTeam(count: threads)) }

    /// The memory that it occupies besides its plan, in bytes. With several threads it grows with the number of atoms.
    public var byteCount: Int {
        evaluators.reduce(0) { $0 + $1.byteCount } + slices.reduce(0) { $0 + $1.byteCount }
    }

    /// Adds the results to `sums`; returns the sum of the site energies of the centres.
    ///
    /// Throws what one thread would throw; `sums` are then incomplete.
    public func evaluate(_ list: NeighbourList, adding sums: NeighbourListSums) throws(VolterraError) -> Double {
        let length = sliceLength(list.centres.count)
        let sliceCount = (list.centres.count + length - 1) / length
        guard sliceCount > 1 else { return try evaluators[0].evaluate(list, adding: sums) }
        evaluation.prepare(list, sums, sliceLength: length)
        team.share(sliceCount, evaluation)
        try checkSlices(sliceCount, of: list)
        addition.prepare(sums, atomCount: list.atomCount, sliceCount: sliceCount)
        team.share(addition.pieceCount, addition)
        var energy = slices[0].energy
        for index in 1..<sliceCount {
            energy += slices[index].energy
            slices[index].moveVirial(to: sums)
        }
        return energy
    }

    private func sliceLength(_ centreCount: Int) -> Int {
        let unit = ThreadedListEvaluator.sliceUnit * slices.count
        return max((centreCount + unit - 1) / unit, 1) * ThreadedListEvaluator.sliceUnit
    }

    /// Throws if a slice failed: the error that comes first in the order of one thread, which another evaluation finds.
    private func checkSlices(_ count: Int, of list: NeighbourList) throws(VolterraError) {
        guard let failed = (0..<count).first(where: { slices[$0].error != nil }), let error = slices[failed].error else { return }
        for slice in slices { slice.clear() }
        _ = try evaluators[0].evaluate(list, adding: NeighbourListSums())
        throw error
    }
}

/// The evaluation of each slice of a list.
private final class SliceEvaluation: SharedWork {
    private let slices: [ListSlice]
    private let evaluators: [NeighbourListEvaluator]
    private var list: NeighbourList?
    private var sums = NeighbourListSums()
    private var sliceLength = 0
    private var localCount = 0

    init(_ slices: [ListSlice], _ evaluators: [NeighbourListEvaluator]) {
        self.slices = slices
        self.evaluators = evaluators
    }

    func prepare(_ list: NeighbourList, _ sums: NeighbourListSums, sliceLength: Int) {
        self.list = list
        self.sums = sums
        self.sliceLength = sliceLength
        localCount = list.localCount
    }

    func perform(thread: Int, index: Int) {
        guard let list else { return }
        let part = list.slice(index * sliceLength..<min((index + 1) * sliceLength, list.centres.count))
        slices[index].evaluate(part, localCount: localCount, with: evaluators[thread], for: sums, addsDirectly: index == 0)
    }
}

/// The addition of all slices but the first, which needs none, for each piece of the atoms.
private final class SliceAddition: SharedWork {
    private let slices: [ListSlice]
    private var sums = NeighbourListSums()
    private var atomCount = 0
    private var sliceCount = 0

    /// Few enough for the sums of a piece to stay in the cache while the slices are added to it.
    private static let atomsPerPiece = 512

    init(_ slices: [ListSlice]) { self.slices = slices }

    var pieceCount: Int { (atomCount + SliceAddition.atomsPerPiece - 1) / SliceAddition.atomsPerPiece }

    func prepare(_ sums: NeighbourListSums, atomCount: Int, sliceCount: Int) {
        self.sums = sums
        self.atomCount = atomCount
        self.sliceCount = sliceCount
    }

    func perform(thread: Int, index: Int) {
        let first = index * SliceAddition.atomsPerPiece
        let atoms = first..<min(first + SliceAddition.atomsPerPiece, atomCount)
        for slice in 1..<sliceCount { slices[slice].move(atoms, to: sums) }
    }
}

extension NeighbourList {
    /// One more than the largest index of a centre: atoms from there on are ghosts.
    fileprivate var localCount: Int {
        var largest: Int32 = -1
        for centre in centres { largest = max(largest, centre) }
        return Int(largest) + 1
    }

    /// The same list with a part of its centres.
    fileprivate func slice(_ range: Range<Int>) -> NeighbourList {
        var part = self
        part.centres = UnsafeBufferPointer(rebasing: centres[range])
        return part
    }
}
