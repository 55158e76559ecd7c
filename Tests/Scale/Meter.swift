import JSONRPC
import Synchronization
import TwoWayModel
import TwoWayProtocol
import TwoWaySite

/// Calls, and keeps how long each call took: one series for each method and way of calling it.
final class Meter: Sendable {
    /// What is called in which way.
    struct Subject: Sendable, Hashable {
        let method: String
        let way: String
        let isRead: Bool
    }

    struct Series: Sendable {
        let subject: Subject
        var durations: [Duration] = []
        /// The rows of the last answer; nil where the answer is no list.
        var rows: Int?
        /// The bytes of the longest answer.
        var bytes = 0
    }

    /// One call on the clock of this machine, to find what the database logged meanwhile.
    struct Span: Sendable {
        let subject: Subject
        let from: Timestamp
        let to: Timestamp
    }

    /// How long nothing is done between two calls, so that their spans lie apart.
    private let pause: Duration?
    private let state = Mutex((series: [Series](), places: [Subject: Int](), spans: [Span]()))

    init(pause: Duration? = nil) {
        self.pause = pause
    }

    var series: [Series] { state.withLock { $0.series } }
    var spans: [Span] { state.withLock { $0.spans } }

    /// Forgets the times of a subject, which were its warming up.
    func forget(_ subjects: Set<Subject>) {
        state.withLock { state in
            for subject in subjects {
                if let place = state.places[subject] { state.series[place].durations = [] }
            }
        }
    }

    @discardableResult
    func call<Method: TwoWayMethod>(
        _ method: Method.Type,
        _ way: String = "",
        _ params: Method.Params,
        on caller: Caller
    ) async throws -> Method.Result {
        let node = try await answer(method, way, params, on: caller)
        return try JSONDecoding.decode(Method.Result.self, from: node, at: "result", surplus: .ignored)
    }

    /// Reads what somebody else has shared.
    @discardableResult
    func read<Method: SharedMethod>(
        _ method: Method.Type,
        _ way: String = "",
        _ params: Method.Params,
        on caller: Caller
    ) async throws -> Method.Shared {
        let node = try await answer(method, way, params, on: caller)
        return try JSONDecoding.decode(Method.Shared.self, from: node, at: "result", surplus: .ignored)
    }

    /// Calls a method and keeps the time from its line being sent to the line of its answer being read.
    private func answer<Method: TwoWayMethod>(
        _ method: Method.Type,
        _ way: String,
        _ params: Method.Params,
        on caller: Caller
    ) async throws -> JSONNode {
        let subject = Subject(method: method.name, way: way, isRead: method.isRead)
        let params = try RawJSON(encoding: params)
        if let pause { try await Task.sleep(for: pause) }
        let from = Timestamp.now()
        let begin = ContinuousClock.now
        let answer: RawJSON
        do {
            answer = try await caller.client.call(method: method.name, params: params)
        } catch {
            throw Failure("\(method.name) \(way): \(error)")
        }
        let duration = ContinuousClock.now - begin
        let node = try answer.parsed()
        keep(subject, duration, Span(subject: subject, from: from, to: .now()), node)
        return node
    }

    private func keep(_ subject: Subject, _ duration: Duration, _ span: Span, _ answer: JSONNode) {
        state.withLock { state in
            let place = state.places[subject] ?? state.series.count
            if place == state.series.count {
                state.places[subject] = place
                state.series.append(Series(subject: subject))
            }
            state.series[place].durations.append(duration)
            state.series[place].rows = answer["items"]?.count
            state.series[place].bytes = max(state.series[place].bytes, answer.rawBytes.count)
            state.spans.append(span)
        }
    }
}

extension TwoWayMethod {
    /// Whether it changes nothing; a mark of what was read needs no key, since it only moves on.
    static var isRead: Bool { !isKeyed && !isOnceOnly && name != Events.Acknowledge.name }
}

extension Meter.Series {
    /// The duration below which a share of all calls lies, in milliseconds.
    func milliseconds(_ share: Double) -> Double {
        let sorted = durations.sorted()
        guard let last = sorted.indices.last else { return 0 }
        return sorted[Int((Double(last) * share).rounded())] / .milliseconds(1)
    }

    var median: Double { milliseconds(0.5) }
}
