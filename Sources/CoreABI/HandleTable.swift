#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Everything that C code holds a handle of.
///
/// A handle is a number that looks like a pointer: the place of the object and how often that place was used before. It is never
/// dereferenced, so that a null, stale or invented handle is recognised instead of followed.
final class HandleTable<Object: AnyObject>: @unchecked Sendable {
    private struct Place {
        var object: Object?
        var generation: UInt
    }

    private static var indexBits: UInt { 24 }
    private var places: [Place] = []
    private var free: [Int] = []
    private let lock = Lock()
    /// Distinguishes the handles of one table from those of another.
    private let tag: UInt

    init(tag: UInt) { self.tag = tag }

    /// A new handle; `nil` if there are millions already.
    func insert(_ object: Object) -> OpaquePointer? {
        lock.locked {
            if free.isEmpty {
                guard places.count < 1 << HandleTable.indexBits else { return nil }
                free.append(places.count)
                places.append(Place(object: nil, generation: 0))
            }
            let index = free.removeLast()
            places[index].object = object
            places[index].generation = (places[index].generation &+ 1) & 0xffff_ffff
            return handle(index, places[index].generation)
        }
    }

    subscript(handle: OpaquePointer?) -> Object? {
        lock.locked { index(of: handle).flatMap { places[$0].object } }
    }

    func remove(_ handle: OpaquePointer?) {
        lock.locked {
            guard let index = index(of: handle) else { return }
            places[index].object = nil
            free.append(index)
        }
    }

    private func handle(_ index: Int, _ generation: UInt) -> OpaquePointer? {
        OpaquePointer(bitPattern: generation << 32 | UInt(index) << 8 | tag)
    }

    private func index(of handle: OpaquePointer?) -> Int? {
        let bits = UInt(bitPattern: handle)
        let index = Int(bits >> 8 & (1 << HandleTable.indexBits - 1))
        guard bits & 0xff == tag, index < places.count, places[index].generation == bits >> 32, places[index].object != nil else {
            return nil
        }
        return index
    }
}

/// A mutex.
final class Lock: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

    init() { pthread_mutex_init(mutex, nil) }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    func locked<Result>(_ body: () -> Result) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body()
    }

    /// Runs `body` unless the mutex is held by somebody.
    func lockedIfFree<Result>(_ body: () -> Result) -> Result? {
        guard pthread_mutex_trylock(mutex) == 0 else { return nil }
        defer { pthread_mutex_unlock(mutex) }
        return body()
    }
}
