import Foundation
import TwoWaySite

/// Keeps connections busy from one thread: each sends its next request when the answer to its last has come.
struct LoadGenerator {
    /// What a run came to; the waits for results in microseconds, in order.
    struct Outcome: Sendable {
        var seconds: Double
        var waits: [Double]
        /// The beginnings of answers that were errors; they count as nothing else.
        var errors: [String]

        /// Results a second.
        var perSecond: Double { Double(waits.count) / seconds }

        /// The wait below which a share of all lies.
        func wait(_ share: Double) -> Double {
            guard !waits.isEmpty else { return .nan }
            return waits[min(waits.count - 1, Int(Double(waits.count) * share))]
        }
    }

    /// One connection, and the lines it sends in turn.
    struct Client {
        let socket: LoadSocket
        let lines: (Int) -> [UInt8]
    }

    let clients: [Client]
    /// Not counted.
    let warmUp: Double

    init(_ clients: [Client], warmUp: Double = 0.3) {
        self.clients = clients
        self.warmUp = warmUp
    }

    func run(seconds: Double) throws -> Outcome {
        var descriptors = clients.map { pollfd(fd: $0.socket.descriptor, events: Int16(POLLIN), revents: 0) }
        var sentAt = [Double](repeating: 0, count: clients.count)
        var turns = [Int](repeating: 0, count: clients.count)
        func send(_ place: Int, at time: Double) {
            sentAt[place] = time
            clients[place].socket.send(clients[place].lines(turns[place]))
            turns[place] += 1
        }
        let begin = Self.now() + warmUp
        let end = begin + seconds
        for place in clients.indices { send(place, at: Self.now()) }
        var outcome = Outcome(seconds: seconds, waits: [], errors: [])
        var open = clients.count
        while open > 0 {
            guard poll(&descriptors, nfds_t(descriptors.count), 10_000) > 0 else {
                throw Failure("no answer for ten seconds")
            }
            for place in descriptors.indices where descriptors[place].revents != 0 {
                switch clients[place].socket.look() {
                case .nothing: continue
                case .end: throw Failure("the server hung up in the load")
                case .answer(let error):
                    let time = Self.now()
                    if time >= begin, time < end {
                        if let error {
                            outcome.errors.append(error)
                        } else {
                            outcome.waits.append((time - sentAt[place]) * 1e6)
                        }
                    }
                    if time < end { send(place, at: time) } else { open -= 1 }
                }
            }
        }
        outcome.waits.sort()
        return outcome
    }

    static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
