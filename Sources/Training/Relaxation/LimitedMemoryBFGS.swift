/// Minimises a smooth function of many variables with the limited-memory method of Broyden, Fletcher, Goldfarb and Shanno.
///
/// Variables are lengths of comparable stiffness (Å): no variable moves by more than `largestStep` in a step, and the first step
/// assumes the curvature `initialCurvature`. Everything is deterministic.
struct LimitedMemoryBFGS {
    /// The function at a point, with whatever the caller wants to know of it besides.
    struct Sample<Details> {
        var value: Double
        var gradient: [Double]
        var details: Details
    }

    struct Outcome<Details> {
        var point: [Double]
        var sample: Sample<Details>
        var steps: Int
        var isConverged: Bool
    }

    /// The number of pairs of steps and gradient changes that are remembered.
    var memory = 12
    var largestStep = 0.2
    var initialCurvature = 20.0

    /// - Parameters:
    ///   - function: throws where it cannot be evaluated; a step that leads there is shortened
    ///   - isConverged: whether a point is good enough
    ///   - isTooFar: whether to end at a point though it is not; asked once about each, with the number of steps that led there
    func minimise<Details, Failure: Error>(
        from start: [Double], steps: Int, _ function: ([Double]) throws(Failure) -> Sample<Details>,
        until isConverged: (Sample<Details>) -> Bool, orWhere isTooFar: (Sample<Details>, Int) -> Bool = { _, _ in false }
    ) throws(Failure) -> Outcome<Details> {
        var outcome = Outcome(point: start, sample: try function(start), steps: 0, isConverged: false)
        var history = CurvatureHistory(capacity: memory, curvature: initialCurvature)
        if isTooFar(outcome.sample, 0) { return outcome }
        while !isConverged(outcome.sample) {
            guard outcome.steps < steps else { return outcome }
            var direction = history.descentDirection(outcome.sample.gradient)
            if dot(direction, outcome.sample.gradient) >= 0 {
                history.forget()
                direction = history.descentDirection(outcome.sample.gradient)
            }
            let search = LineSearch(largestStep: largestStep)
            guard let next = try search.run(from: outcome.point, outcome.sample, along: direction, function) else {
                // A direction that leads nowhere comes from old curvatures; without them there is nothing left to try.
                guard !history.isEmpty else { return outcome }
                history.forget()
                continue
            }
            history.add(
                step: difference(next.point, outcome.point), gradientChange: difference(next.sample.gradient, outcome.sample.gradient))
            outcome.point = next.point
            outcome.sample = next.sample
            outcome.steps += 1
            if isTooFar(outcome.sample, outcome.steps) { return outcome }
        }
        outcome.isConverged = true
        return outcome
    }
}

/// What the last steps tell about the second derivative.
private struct CurvatureHistory {
    private let capacity: Int
    private let initialCurvature: Double
    private var pairs: [(step: [Double], change: [Double], curvature: Double)] = []

    init(capacity: Int, curvature: Double) {
        self.capacity = capacity
        initialCurvature = curvature
    }

    var isEmpty: Bool { pairs.isEmpty }

    mutating func forget() { pairs.removeAll() }

    /// Pairs of negative curvature are left out: the approximation stays positive definite.
    mutating func add(step: [Double], gradientChange: [Double]) {
        let curvature = dot(step, gradientChange)
        guard curvature > 1e-10 * dot(step, step) else { return }
        if pairs.count == capacity { pairs.removeFirst() }
        pairs.append((step, gradientChange, curvature))
    }

    /// −H⁻¹ g by the two loops of Nocedal.
    func descentDirection(_ gradient: [Double]) -> [Double] {
        var direction = gradient.map { -$0 }
        var weights: [Double] = []
        for pair in pairs.reversed() {
            let weight = dot(pair.step, direction) / pair.curvature
            weights.append(weight)
            add(-weight, pair.change, to: &direction)
        }
        let scale = pairs.last.map { $0.curvature / dot($0.change, $0.change) } ?? 1 / initialCurvature
        for index in direction.indices { direction[index] *= scale }
        for (pair, weight) in zip(pairs, weights.reversed()) {
            add(weight - dot(pair.change, direction) / pair.curvature, pair.step, to: &direction)
        }
        return direction
    }

    private func add(_ factor: Double, _ vector: [Double], to sum: inout [Double]) {
        for index in sum.indices { sum[index] += factor * vector[index] }
    }
}
