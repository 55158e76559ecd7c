import Foundation

/// A lock between processes, held until it is released or the process ends.
struct FileLock: Sendable {
    private let descriptor: Int32

    /// Waits for the lock of a file, which is made if need be.
    ///
    /// A shared lock can be held by many at once, while nobody holds one that is not.
    static func acquire(
        _ path: String,
        shared: Bool = false,
        within limit: Duration
    ) async throws(ClusterError) -> FileLock {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw ClusterError("cannot open \(path): \(String(cString: strerror(errno)))") }
        let lock = FileLock(descriptor: descriptor)
        let end = ContinuousClock.now + limit
        while flock(descriptor, (shared ? LOCK_SH : LOCK_EX) | LOCK_NB) != 0 {
            guard ContinuousClock.now < end, (try? await Task.sleep(for: .milliseconds(50))) != nil else {
                lock.release()
                throw ClusterError("another process keeps starting or stopping the cluster (\(path))")
            }
        }
        return lock
    }

    /// Turns a shared lock into one that nobody shares; false if somebody else has it too, and then it is lost.
    func becomesExclusive() -> Bool {
        flock(descriptor, LOCK_EX | LOCK_NB) == 0
    }

    /// Frees the lock; once.
    func release() {
        close(descriptor)
    }
}
