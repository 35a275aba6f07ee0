import Synchronization

/// How far an iteration is.
public struct FitActivity: Sendable, Hashable {
    public enum Part: Sendable, Hashable {
        /// Of all predictions with respect to all parameters.
        case derivatives
        /// Solving for the linear coefficients at a beginning, or where a step leads.
        case trial
    }

    public var part: Part
    /// 0 … 1
    public var fraction: Double

    public init(part: Part, fraction: Double) {
        self.part = part
        self.fraction = fraction
    }
}

/// Somebody who waits for an iteration; one in each process that takes part in it, and it is enough if one of them cancels it. Both functions are called by any thread, several at a time.
public struct FitWatch: Sendable {
    /// Whether nobody waits any longer. Once it was true it must stay so.
    public var isCancelled: @Sendable () -> Bool
    public var report: @Sendable (FitActivity) -> Void

    public init(
        isCancelled: @escaping @Sendable () -> Bool = { false }, report: @escaping @Sendable (FitActivity) -> Void = { _ in }
    ) {
        self.isCancelled = isCancelled
        self.report = report
    }
}

/// Counts what the threads have done of a part of an iteration.
final class FitMeter: Sendable {
    private let watch: FitWatch
    private let part: FitActivity.Part
    private let atomCount: Int
    private let done = Atomic<Int>(0)

    init(_ watch: FitWatch, _ part: FitActivity.Part, _ slices: [ArraySlice<FitSample>]) {
        self.watch = watch
        self.part = part
        atomCount = max(slices.joined().reduce(0) { $0 + $1.configuration.count }, 1)
    }

    var isCancelled: Bool { watch.isCancelled() }

    func finished(_ sample: FitSample) {
        let atoms = done.add(sample.configuration.count, ordering: .relaxed).newValue
        watch.report(FitActivity(part: part, fraction: Double(atoms) / Double(atomCount)))
    }
}
