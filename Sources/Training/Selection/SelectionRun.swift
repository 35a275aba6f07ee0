import Atoms
import MomentTensor

/// One selection in the making: the rows of training set and candidates, and a matrix for each criterion.
final class SelectionRun {
    let training: SelectionData
    let candidates: SelectionData
    let plan: Plan
    let settings: ActiveSetSelection.Settings
    /// For each criterion.
    private(set) var searches: [MaximumVolumeSearch] = []
    /// For each criterion, its rows. Those of one mode share theirs.
    private(set) var stores: [RowStore] = []
    /// A⁻¹ and ln |det A| of the training set, for each criterion.
    private var reference: [(inverse: [Double], logDeterminant: Double)] = []
    /// Candidates that were added to the training set, in their order.
    private(set) var added: [Int] = []
    private let progress: (Int) -> Void

    private static let mostPasses = 500

    init(
        _ training: SelectionData, _ candidates: SelectionData, plan: Plan, _ settings: ActiveSetSelection.Settings, pool: EvaluationPool,
        team: ThreadTeam, progress: @escaping (Int) -> Void
    ) throws(VolterraError) {
        self.training = training
        self.candidates = candidates
        self.plan = plan
        self.settings = settings
        self.progress = progress
        let systems = try SelectionRun.systems(training, candidates, plan.potential)
        let modes = GradeCriterion.Mode.allCases.filter { mode in settings.criteria.contains { $0.mode == mode } }
        var storeOfMode: [GradeCriterion.Mode: RowStore] = [:]
        for mode in modes {
            let first = settings.criteria.filter { $0.mode == mode }.map { $0.columns(of: plan.potential).lowerBound }.min() ?? 0
            storeOfMode[mode] = RowStore(
                EquationRows(mode: mode, columns: first..<plan.potential.parameterCount), systems, border: training.configurations.count,
                pool: pool, memory: settings.memory / modes.count, locate: Self.locator(training, candidates))
        }
        for criterion in settings.criteria {
            guard let store = storeOfMode[criterion.mode] else { continue }
            stores.append(store)
            let first = store.equations.columns.lowerBound
            let columns = criterion.columns(of: plan.potential)
            let counted = columns.lowerBound - first..<columns.upperBound - first
            searches.append(
                MaximumVolumeSearch(
                    columns: counted, diagonal: try diagonal(store, counted), threshold: settings.threshold, team: team))
        }
    }

    private static func systems(
        _ training: SelectionData, _ candidates: SelectionData, _ potential: Potential
    ) throws(VolterraError) -> [AtomicSystem] {
        var assignment = try SpeciesAssignment(potential)
        var systems: [AtomicSystem] = []
        for data in [training, candidates] {
            for (index, configuration) in data.configurations.enumerated() {
                do throws(VolterraError) {
                    systems.append(AtomicSystem(configuration, species: try assignment.indices(of: configuration)))
                } catch {
                    throw data.locate(index, error)
                }
            }
        }
        return systems
    }

    private static func locator(_ training: SelectionData, _ candidates: SelectionData) -> (Int, VolterraError) -> VolterraError {
        let count = training.configurations.count
        return { index, error in index < count ? training.locate(index, error) : candidates.locate(index - count, error) }
    }

    private var trainingRange: Range<Int> { 0..<training.configurations.count }
    private var candidateRange: Range<Int> { trainingRange.upperBound..<trainingRange.upperBound + candidates.configurations.count }

    /// The initial value times the largest element of each column in the training set, as a power of two; where all are zero, the initial
    /// value itself.
    private func diagonal(_ store: RowStore, _ counted: Range<Int>) throws(VolterraError) -> [Double] {
        var largest = [Double](repeating: 0, count: counted.count)
        for index in store.batches(of: trainingRange) {
            let batch = try store.batch(index)
            for row in 0..<batch.rowCount {
                let start = row * batch.columnCount + counted.lowerBound
                for column in largest.indices { largest[column] = max(largest[column], abs(batch.elements[start + column])) }
            }
        }
        return largest.map { settings.initialValue * ($0 > 0 ? $0.binade : 1) }
    }

    func settleOnTraining() throws(VolterraError) {
        for index in searches.indices { try settle(index, stores[index].batches(of: trainingRange), first: 0) }
        reference = searches.map { ($0.inverse, $0.volume.logDeterminant) }
    }

    /// Candidates first: what they add is known soonest.
    func settleOnAll() throws(VolterraError) {
        guard !candidates.configurations.isEmpty else { return }
        for index in searches.indices {
            let batches = stores[index].batches(of: 0..<candidateRange.upperBound)
            try settle(index, batches, first: stores[index].batches(of: candidateRange).lowerBound)
        }
    }

    /// Looks through the batches in turn until none has changed anything since the last that did.
    private func settle(_ index: Int, _ batches: Range<Int>, first: Int) throws(VolterraError) {
        guard !batches.isEmpty else { return }
        var (quiet, visited) = (0, 0)
        while quiet < batches.count {
            let batch = try stores[index].batch(batches.lowerBound + (first - batches.lowerBound + visited) % batches.count)
            quiet = searches[index].search(batch) ? 0 : quiet + 1
            visited += 1
            if visited % batches.count == 0 { searches[index].refresh() }
            progress(searches.reduce(0) { $0 + $1.volume.exchangeCount })
            guard visited < SelectionRun.mostPasses * batches.count else {
                throw VolterraError(
                    .notConverged, "the active set still changes after \(SelectionRun.mostPasses) passes through the data",
                    advice: "raise the threshold")
            }
        }
        searches[index].refresh()
    }

    // MARK: With a limit

    /// Adds candidates to the training set one after the other, each the one that makes the determinants grow by most.
    ///
    /// Gains hardly ever grow when others are added, so that what a candidate would have gained before is worth working out anew only when
    /// it is the most of all.
    func addBest(_ limit: Int) throws(VolterraError) {
        var gains: [(candidate: Int, gain: Double)] = []
        for candidate in candidates.configurations.indices {
            let gain = try gain(of: candidate)
            if gain > 0 { gains.append((candidate, gain)) }
        }
        // The last is the best; of equal ones the first candidate.
        func isBefore(_ a: (candidate: Int, gain: Double), _ b: (candidate: Int, gain: Double)) -> Bool {
            (a.gain, -a.candidate) < (b.gain, -b.candidate)
        }
        gains.sort(by: isBefore)
        while added.count < limit, var best = gains.popLast() {
            best.gain = try gain(of: best.candidate)
            guard best.gain > 0 else { continue }
            if let next = gains.last, isBefore(best, next) {
                let place = gains.firstIndex { isBefore(best, $0) } ?? gains.count
                gains.insert(best, at: place)
                continue
            }
            try add(best.candidate)
        }
    }

    private func gain(of candidate: Int) throws(VolterraError) -> Double {
        var gain = 0.0
        for index in searches.indices {
            gain += searches[index].gain(ofRows: try stores[index].rows(of: candidateRange.lowerBound + candidate))
        }
        return gain
    }

    private func add(_ candidate: Int) throws(VolterraError) {
        added.append(candidate)
        let configuration = candidateRange.lowerBound + candidate
        for index in searches.indices {
            searches[index].takeIn(try stores[index].rows(of: configuration)) { RowOrigin(configuration: configuration, row: $0) }
        }
        progress(searches.reduce(0) { $0 + $1.volume.exchangeCount })
    }

    // MARK: The result

    func selection() throws(VolterraError) -> Selection {
        if !added.isEmpty { try settleOnAdded() }
        var selected: [SelectedConfiguration] = []
        for candidate in added.isEmpty ? candidatesInSets : added { selected.append(try describe(candidate)) }
        var sets: [ActiveSet] = []
        for (criterion, search) in zip(settings.criteria, searches) { sets.append(try activeSet(criterion, search.volume)) }
        let determinants = zip(searches, reference).map { search, before in
            Selection.Determinant(
                before: before.logDeterminant, after: search.volume.logDeterminant, exchangeCount: search.volume.exchangeCount,
                rowCount: search.volume.size, dependentCount: search.volume.origins.count { $0 == nil })
        }
        return Selection(activeSets: sets, determinants: determinants, selected: selected)
    }

    /// The training set once more, after what was added has changed the set.
    private func settleOnAdded() throws(VolterraError) {
        for index in searches.indices {
            for _ in 0..<SelectionRun.mostPasses {
                let before = searches[index].volume.exchangeCount
                try settle(index, stores[index].batches(of: trainingRange), first: 0)
                for candidate in added {
                    let configuration = candidateRange.lowerBound + candidate
                    searches[index].takeIn(try stores[index].rows(of: configuration)) { RowOrigin(configuration: configuration, row: $0) }
                }
                if searches[index].volume.exchangeCount == before { break }
            }
            searches[index].refresh()
        }
    }

    private var candidatesInSets: [Int] {
        let configurations = searches.flatMap { $0.volume.origins.compactMap { $0?.configuration } }
        return Set(configurations).filter { $0 >= candidateRange.lowerBound }.map { $0 - candidateRange.lowerBound }.sorted()
    }

    private func describe(_ candidate: Int) throws(VolterraError) -> SelectedConfiguration {
        let configuration = candidateRange.lowerBound + candidate
        var description = SelectedConfiguration(index: candidate, grade: 0, atom: nil, selectedAtoms: [])
        for (index, search) in searches.enumerated() {
            let mode = settings.criteria[index].mode
            let rows = try stores[index].rows(of: configuration)
            let grades = search.coefficients(ofRows: rows, inverse: reference[index].inverse).grades
            if let row = grades.indices.max(by: { grades[$0] < grades[$1] }), grades[row] > description.grade {
                description.grade = grades[row]
                description.atom = mode == .neighbourhood ? row : nil
            }
            guard mode == .neighbourhood else { continue }
            description.atomGrades = description.atomGrades ?? grades
            description.selectedAtoms += search.volume.origins.compactMap { $0?.configuration == configuration ? $0?.row : nil }
        }
        description.selectedAtoms = Set(description.selectedAtoms).sorted()
        return description
    }

    private func activeSet(_ criterion: GradeCriterion, _ volume: MaximumVolume) throws(VolterraError) -> ActiveSet {
        let rows = volume.origins.map { origin in
            origin.map { origin in
                let count = training.configurations.count
                let configuration =
                    origin.configuration < count
                    ? training.configurations[origin.configuration] : candidates.configurations[origin.configuration - count]
                return SelectedRow(index: origin.configuration, configuration: configuration, row: origin.row)
            }
        }
        return try ActiveSet(criterion, plan.potential, matrix: volume.matrix, inverse: volume.inverse, rows: rows)
    }
}
