import CVolterra
import MomentTensor

/// What a `volterra_evaluator` stands for.
final class EvaluatorHandle {
    let error = ErrorText()
    private let lock = Lock()
    private let lists: ThreadedListEvaluator
    private let systems: SystemEvaluator
    /// What is compiled when it is needed for the first time.
    private let activeSet: ActiveSet?
    private let posterior: Posterior?

    static let all = HandleTable<EvaluatorHandle>(tag: 0x5a)

    init(_ plan: Plan, threads: Int, activeSet: ActiveSet?, posterior: Posterior?) {
        let team = ThreadTeam(count: threads)
        lists = ThreadedListEvaluator(plan, team: team)
        systems = SystemEvaluator(plan, team: team)
        self.activeSet = activeSet
        self.posterior = posterior
    }

    /// The memory of everything, in bytes; call it while nothing else uses the handle.
    var byteCount: Int {
        let compiled = (lists.activeSet?.byteCount ?? 0) + (lists.posterior?.byteCount ?? 0)
        return lists.plan.byteCount + lists.byteCount + systems.byteCount + compiled
    }

    /// Makes the evaluators ready for what is wanted, if the potential has it.
    func prepare(for results: volterra_results) throws(VolterraError) {
        if results.site_grades != nil, lists.activeSet == nil, let activeSet {
            let compiled = try CompiledActiveSet(activeSet, for: lists.plan)
            lists.activeSet = compiled
            systems.activeSet = compiled
        }
        if results.site_deviations != nil || results.site_relative_deviations != nil, lists.posterior == nil, let posterior {
            let compiled = try CompiledPosterior(posterior, for: lists.plan)
            lists.posterior = compiled
            systems.posterior = compiled
        }
    }

    /// Runs `body` with the evaluators, unless another thread uses this handle.
    func exclusively(_ body: (ThreadedListEvaluator, SystemEvaluator) throws(VolterraError) -> Void) -> CInt {
        error.status { () throws(VolterraError) in
            let outcome = lock.lockedIfFree { () -> VolterraError? in
                do throws(VolterraError) { try body(lists, systems) } catch { return error }
                return nil
            }
            guard let outcome else {
                throw VolterraError(.usage, "the evaluator is busy in another thread", advice: "make one evaluator for each thread")
            }
            if let outcome { throw outcome }
        }
    }
}

@_cdecl("volterra_evaluator_new")
public func evaluatorNew(_ handle: OpaquePointer?, _ threads: CInt, _ result: UnsafeMutablePointer<OpaquePointer?>?) -> CInt {
    makeEvaluator(handle, result) { (threads, PlanOptions()) }
}

@_cdecl("volterra_evaluator_new_with_options")
public func evaluatorNewWithOptions(
    _ handle: OpaquePointer?, _ options: UnsafePointer<volterra_options>?, _ result: UnsafeMutablePointer<OpaquePointer?>?
) -> CInt {
    makeEvaluator(handle, result) { () throws(VolterraError) in
        let options = options == nil ? volterra_options() : try volterra_options(copying: options, "options")
        return (options.threadCount, try options.planOptions())
    }
}

private func makeEvaluator(
    _ handle: OpaquePointer?, _ result: UnsafeMutablePointer<OpaquePointer?>?,
    _ wanted: () throws(VolterraError) -> (threads: CInt, options: PlanOptions)
) -> CInt {
    result?.pointee = nil
    guard let potential = PotentialHandle.all[handle] else { return unknownHandle }
    return potential.error.status { () throws(VolterraError) in
        let result = try required(result, "evaluator")
        let (threads, options) = try wanted()
        guard (1...1024).contains(threads) else {
            throw VolterraError(.usage, "\(threads) threads were asked for; 1 … 1024 are possible")
        }
        let (file, posterior) = try potential.contents()
        let plan = try Plan(file.potential, options)
        let evaluator = EvaluatorHandle(plan, threads: Int(threads), activeSet: file.activeSet, posterior: posterior)
        result.pointee = EvaluatorHandle.all.insert(evaluator)
    }
}

@_cdecl("volterra_evaluator_delete")
public func evaluatorDelete(_ handle: OpaquePointer?) { EvaluatorHandle.all.remove(handle) }

@_cdecl("volterra_evaluator_error")
public func evaluatorError(_ handle: OpaquePointer?, _ buffer: UnsafeMutablePointer<CChar>?, _ size: Int) -> Int {
    guard let evaluator = EvaluatorHandle.all[handle] else { return notAHandle.copy(to: buffer, size: size) }
    return evaluator.error.copy(to: buffer, size: size)
}

@_cdecl("volterra_evaluator_memory")
public func evaluatorMemory(_ handle: OpaquePointer?, _ bytes: UnsafeMutablePointer<Int64>?) -> CInt {
    guard let evaluator = EvaluatorHandle.all[handle] else { return unknownHandle }
    return evaluator.exclusively { _, _ throws(VolterraError) in
        let bytes = try required(bytes, "bytes")
        bytes.pointee = Int64(evaluator.byteCount)
    }
}

@_cdecl("volterra_evaluate_list")
public func evaluateList(
    _ handle: OpaquePointer?, _ list: UnsafePointer<volterra_list>?, _ results: UnsafeMutablePointer<volterra_results>?
) -> CInt {
    guard let evaluator = EvaluatorHandle.all[handle] else { return unknownHandle }
    return evaluator.exclusively { lists, _ throws(VolterraError) in
        let list = try NeighbourList(try volterra_list(copying: list, "list"))
        let results = try volterra_results(copying: results, "results")
        guard results.parameter_gradient == nil else {
            throw VolterraError(.unsupported, "the parameter gradient of a list is not available", advice: "evaluate a system instead")
        }
        try evaluator.prepare(for: results)
        let energy = try lists.evaluate(list, adding: NeighbourListSums(results))
        if let total = results.energy { total.pointee += energy }
    }
}

@_cdecl("volterra_evaluate_system")
public func evaluateSystem(
    _ handle: OpaquePointer?, _ system: UnsafePointer<volterra_system>?, _ results: UnsafeMutablePointer<volterra_results>?
) -> CInt {
    guard let evaluator = EvaluatorHandle.all[handle] else { return unknownHandle }
    return evaluator.exclusively { _, systems throws(VolterraError) in
        let system = try volterra_system(copying: system, "system")
        let results = try volterra_results(copying: results, "results")
        let atoms = try system.atoms()
        try evaluator.prepare(for: results)
        let evaluation = try systems.evaluate(
            cell: system.latticeCell, positions: atoms.positions, species: atoms.species, options: results.options)
        results.set(evaluation)
    }
}
