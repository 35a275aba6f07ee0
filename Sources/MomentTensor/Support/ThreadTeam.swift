#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif
import Synchronization

/// A fixed number of threads that share the indices of a loop. The calling thread is one of them.
///
/// `forEach` may be called again and again, by one thread at a time. Signals are not delivered to the other threads, but to those that the program
/// has itself.
public final class ThreadTeam: @unchecked Sendable {
    public let count: Int
    private let shared = SharedLoop()
    private var workers: [pthread_t] = []

    public init(count: Int) {
        self.count = max(count, 1)
        let mask = SignalMask.blockingAll()
        defer { mask.restore() }
        for thread in 1..<self.count {
            let start = Unmanaged.passRetained(WorkerStart(loop: shared, thread: thread))
            var handle = pthread_t(bitPattern: 0)
            let status = pthread_create(
                &handle, nil,
                { argument in
                    let start = Unmanaged<WorkerStart>.fromOpaque(argument!).takeRetainedValue()
                    start.loop.work(as: start.thread)
                    return nil
                }, start.toOpaque())
            if status == 0, let handle = Optional(handle) { workers.append(handle) } else { start.release() }
        }
    }

    deinit {
        shared.stop()
        for worker in workers { pthread_join(worker, nil) }
    }

    /// Runs `body(thread, index)` once for every index below `count`, in any order, `thread` below `self.count`; returns when all
    /// are done.
    public func forEach(_ count: Int, _ body: (_ thread: Int, _ index: Int) -> Void) {
        withoutActuallyEscaping(body) { share(count, ClosureWork(body: $0)) }
    }

    /// The same for work that is an object: nothing is allocated.
    func share(_ count: Int, _ work: any SharedWork) {
        guard workers.count > 0, count > 1 else {
            for index in 0..<count { work.perform(thread: 0, index: index) }
            return
        }
        shared.run(count, workers: workers.count, work)
    }
}

/// What is done for each index of a loop that a team shares.
protocol SharedWork: AnyObject {
    func perform(thread: Int, index: Int)
}

private final class ClosureWork: SharedWork {
    private let body: (Int, Int) -> Void

    init(body: @escaping (Int, Int) -> Void) { self.body = body }

    func perform(thread: Int, index: Int) { body(thread, index) }
}

/// The signals that the calling thread does not receive; threads inherit them from the one that makes them.
private struct SignalMask {
    private var signals = sigset_t()

    /// Blocks all, and returns what was blocked before.
    static func blockingAll() -> SignalMask {
        var (all, before) = (sigset_t(), SignalMask())
        sigfillset(&all)
        pthread_sigmask(SIG_SETMASK, &all, &before.signals)
        return before
    }

    func restore() {
        var signals = signals
        pthread_sigmask(SIG_SETMASK, &signals, nil)
    }
}

private final class WorkerStart {
    let loop: SharedLoop
    let thread: Int

    init(loop: SharedLoop, thread: Int) {
        self.loop = loop
        self.thread = thread
    }
}

/// The loop that the threads of a team work on.
private final class SharedLoop: @unchecked Sendable {
    /// Guards sleeping and waking up only.
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let somethingToDo = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private let allDone = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    /// Written before `generation` is raised, and not again before `busyWorkers` is zero.
    private var work: (any SharedWork)?
    private var end = 0
    private let next = Atomic<Int>(0)
    private let generation = Atomic<Int>(0)
    private let busyWorkers = Atomic<Int>(0)
    private let isStopping = Atomic<Bool>(false)

    /// How often a thread that waits yields its core to others before it goes to sleep. Waking up takes longer than short loops do; but a core that
    /// several threads share is not kept from those that work.
    private static let patience = 200

    init() {
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(somethingToDo, nil)
        pthread_cond_init(allDone, nil)
    }

    deinit {
        pthread_cond_destroy(allDone)
        pthread_cond_destroy(somethingToDo)
        pthread_mutex_destroy(mutex)
        allDone.deallocate()
        somethingToDo.deallocate()
        mutex.deallocate()
    }

    func run(_ count: Int, workers: Int, _ work: any SharedWork) {
        self.work = work
        end = count
        next.store(0, ordering: .relaxed)
        busyWorkers.store(workers, ordering: .relaxed)
        wake(somethingToDo) { generation.add(1, ordering: .releasing) }
        takeIndices(as: 0, work)
        wait(for: allDone) { busyWorkers.load(ordering: .acquiring) == 0 }
        self.work = nil
    }

    func work(as thread: Int) {
        var seen = 0
        while true {
            wait(for: somethingToDo) { generation.load(ordering: .acquiring) != seen || isStopping.load(ordering: .relaxed) }
            if isStopping.load(ordering: .relaxed) { return }
            seen &+= 1
            if let work { takeIndices(as: thread, work) }
            if busyWorkers.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 { wake(allDone) {} }
        }
    }

    func stop() { wake(somethingToDo) { isStopping.store(true, ordering: .relaxed) } }

    private func takeIndices(as thread: Int, _ work: any SharedWork) {
        while true {
            let index = next.add(1, ordering: .relaxed).oldValue
            guard index < end else { return }
            work.perform(thread: thread, index: index)
        }
    }

    private func wait(for condition: UnsafeMutablePointer<pthread_cond_t>, _ isOver: () -> Bool) {
        for _ in 0..<SharedLoop.patience {
            if isOver() { return }
            sched_yield()
        }
        pthread_mutex_lock(mutex)
        while !isOver() { pthread_cond_wait(condition, mutex) }
        pthread_mutex_unlock(mutex)
    }

    /// Makes the change that somebody may be waiting for.
    private func wake(_ condition: UnsafeMutablePointer<pthread_cond_t>, _ change: () -> Void) {
        pthread_mutex_lock(mutex)
        change()
        pthread_cond_broadcast(condition)
        pthread_mutex_unlock(mutex)
    }
}
