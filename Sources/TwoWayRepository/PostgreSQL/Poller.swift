import CLibPQ
import Glibc

/// Waits for sockets and for a wake-up from other threads: epoll and an eventfd.
///
/// One thread waits; any may wake it, or change what it waits for. Whoever does holds the poller, so that the descriptors
/// are still there: they are closed with the last reference.
final class Poller: Sendable {
    /// What to wait for on a socket.
    enum Interest: Hashable {
        case reading
        case writing
        case both

        fileprivate var mask: UInt32 {
            switch self {
            case .reading: EPOLLIN.rawValue
            case .writing: EPOLLOUT.rawValue
            case .both: EPOLLIN.rawValue | EPOLLOUT.rawValue
            }
        }
    }

    private static let wakeID: UInt64 = 0
    private static let eventsAtOnce = 64
    private let epoll: Int32
    private let wakeUp: Int32

    /// Nil if the process has no file descriptors left.
    init?() {
        epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
        wakeUp = eventfd(0, Int32(EFD_CLOEXEC) | Int32(EFD_NONBLOCK))
        guard epoll >= 0, wakeUp >= 0 else { return nil }
        watch(wakeUp, id: Poller.wakeID, for: .reading)
    }

    deinit {
        if epoll >= 0 { _ = Glibc.close(epoll) }
        if wakeUp >= 0 { _ = Glibc.close(wakeUp) }
    }

    /// Waits for a socket from now on, or for something else on one that is watched already.
    func watch(_ socket: Int32, id: UInt64, for interest: Interest) {
        var event = epoll_event(events: interest.mask, data: epoll_data_t(u64: id))
        // While connecting, libpq may put a new socket under an old number, which the kernel has forgotten by itself.
        if epoll_ctl(epoll, EPOLL_CTL_MOD, socket, &event) != 0 {
            _ = epoll_ctl(epoll, EPOLL_CTL_ADD, socket, &event)
        }
    }

    /// Waits until something happens or the time is over, and answers the ids of the sockets that are ready.
    ///
    /// -1 waits for any time.
    func wait(milliseconds: Int32) -> [UInt64] {
        withUnsafeTemporaryAllocation(of: epoll_event.self, capacity: Poller.eventsAtOnce) { events in
            let count = epoll_wait(epoll, events.baseAddress, Int32(Poller.eventsAtOnce), milliseconds)
            guard count > 0 else { return [] }
            return (0..<Int(count)).compactMap { index in
                let id = events[index].data.u64
                guard id == Poller.wakeID else { return id }
                var counter: UInt64 = 0
                _ = read(wakeUp, &counter, 8)
                return nil
            }
        }
    }

    /// Ends a wait, now or at its next start; from any thread.
    func wake() {
        var one: UInt64 = 1
        _ = write(wakeUp, &one, 8)
    }
}
