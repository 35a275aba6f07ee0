#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A fixed number of threads that share the indices of a loop. The calling thread is one of them.
///
/// `forEach` may be called again and again, by one thread at a time.
public final class ThreadTeam: @unchecked Sendable {
    public let count: Int
    private let shared = SharedLoop()
    private var workers: [pthread_t] = []

    public init(count: Int) {
        self.count = max(count, 1)
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
        guard workers.count > 0, count > 1 else {
            for index in 0..<count { body(0, index) }
            return
        }
        withoutActuallyEscaping(body) { shared.run(count, workers: workers.count, $0) }
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

/// The loop that the threads of a team work on; every field is guarded by `mutex`.
private final class SharedLoop: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let somethingToDo = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private let allDone = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var body: ((Int, Int) -> Void)?
    private var next = 0
    private var end = 0
    private var generation = 0
    private var busyWorkers = 0
    private var isStopping = false

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

    func run(_ count: Int, workers: Int, _ body: @escaping (Int, Int) -> Void) {
        pthread_mutex_lock(mutex)
        self.body = body
        next = 0
        end = count
        busyWorkers = workers
        generation &+= 1
        pthread_cond_broadcast(somethingToDo)
        takeIndices(as: 0, body)
        while busyWorkers > 0 { pthread_cond_wait(allDone, mutex) }
        self.body = nil
        pthread_mutex_unlock(mutex)
    }

    func work(as thread: Int) {
        var seen = 0
        pthread_mutex_lock(mutex)
        while true {
            while generation == seen, !isStopping { pthread_cond_wait(somethingToDo, mutex) }
            if isStopping { break }
            seen = generation
            if let body { takeIndices(as: thread, body) }
            busyWorkers -= 1
            if busyWorkers == 0 { pthread_cond_signal(allDone) }
        }
        pthread_mutex_unlock(mutex)
    }

    func stop() {
        pthread_mutex_lock(mutex)
        isStopping = true
        pthread_cond_broadcast(somethingToDo)
        pthread_mutex_unlock(mutex)
    }

    /// Called and left with the mutex held; released around each call of `body`.
    private func takeIndices(as thread: Int, _ body: (Int, Int) -> Void) {
        while next < end {
            let index = next
            next += 1
            pthread_mutex_unlock(mutex)
            body(thread, index)
            pthread_mutex_lock(mutex)
        }
    }
}
