import Foundation
import TwoWayModel

/// A call that is measured: as a line for the server and for the peer, and as SQL for pgbench where that has a like of it.
enum Workload: String, CaseIterable, Sendable {
    case opportunityGet = "opportunity.get"
    case interviewList = "interview.list"
    case dashboardGet = "dashboard.get"
    case captureRecord = "capture.record"
    case batch = "batch of 20"
    case login = "session.login"

    /// What the goals call reads.
    var isRead: Bool {
        switch self {
        case .opportunityGet, .interviewList, .dashboardGet, .batch: true
        case .captureRecord, .login: false
        }
    }

    /// Whether the peer speaks it, too.
    var hasPeer: Bool { self != .login }

    /// Whether the server is right to refuse some of it: it hashes two passwords at once and lets 32 wait.
    var mayBeRefused: Bool { self == .login }

    /// The line of each turn of an actor, among so many accounts.
    ///
    /// What is read is asked for by the same line each time: the load must cost little, on the cores that it shares.
    func lines(_ actor: BenchData.Actor, accounts: Int) -> (_ turn: Int) -> [UInt8] {
        guard isRead else { return { line(actor, $0, accounts: accounts) } }
        let always = line(actor, 0, accounts: accounts)
        return { _ in always }
    }

    private func line(_ actor: BenchData.Actor, _ turn: Int, accounts: Int) -> [UInt8] {
        switch self {
        case .opportunityGet: Self.line(Self.get(actor, id: turn))
        case .interviewList: Self.line(Self.call("interview.list", #"{"limit":50}"#, id: turn))
        case .dashboardGet: Self.line(Self.call("dashboard.get", "{}", id: turn))
        case .captureRecord: Self.line(Self.record(actor, turn))
        case .batch: Self.line("[" + (0..<20).map { Self.get(actor, id: $0) }.joined(separator: ",") + "]")
        case .login:
            Self.line(Self.login(account: 1 + (turn * BenchData.mostMeasured + actor.place) % accounts, id: turn))
        }
    }

    /// A sign-in with the password that all accounts have.
    static func login(account: Int, id: Int) -> String {
        let params = #"{"email":"bench\#(account)@example.org","password":"first lantern quartz umbrella"}"#
        return call("session.login", params, id: id)
    }

    private static func get(_ actor: BenchData.Actor, id: Int) -> String {
        call("opportunity.get", #"{"id":"\#(text(actor.opportunity))"}"#, id: id)
    }

    /// One asking with its answer, each time a new one, with a key, as people's programs send it.
    private static func record(_ actor: BenchData.Actor, _ turn: Int) -> String {
        let interview = actor.interviews[turn % actor.interviews.count]
        let asking = #"""
            {"id":"\#(fresh())","text":"How did that go?","person":"\#(text(actor.person))",\#
            "askedAt":"2026-05-04T09:30:00Z","outcome":"answered","answer":{"id":"\#(fresh())",\#
            "body":"Well, and we would do it again.","specificity":"example","captured":"live"}}
            """#
        let params = #"{"interview":"\#(text(interview))","askings":[\#(asking)],"idempotencyKey":"\#(fresh())"}"#
        return call("capture.record", params, id: turn)
    }

    private static func call(_ method: String, _ params: String, id: Int) -> String {
        #"{"jsonrpc":"2.0","method":"\#(method)","params":\#(params),"id":\#(id)}"#
    }

    private static func line(_ text: String) -> [UInt8] { Array(text.utf8) + [UInt8(ascii: "\n")] }
    private static func text(_ id: UUID) -> String { id.uuidString.lowercased() }
    private static func fresh() -> String { ID<Account>.make().description }
}

extension Workload {
    /// One transaction as pgbench sends it: the context, the statements of the server and the commit.
    ///
    /// The parameters of each client are read once. Nil where there is nothing to compare with; a reading is compared in one
    /// pipeline only.
    func script(_ form: DatabaseLimit.Form) -> String? {
        guard form == .pipeline || !isRead else { return nil }
        switch self {
        case .opportunityGet:
            let parameters = [":owner", ":opportunity"]
            return Self.transaction([
                Self.sql(Statements.opportunity, parameters), Self.sql(Statements.people, parameters),
                Self.sql(Statements.events, parameters),
            ])
        case .interviewList:
            let parameters = [":owner", "'ffffffff-ffff-ffff-ffff-ffffffffffff'", "51", "NULL", "NULL"]
            return Self.transaction([Self.sql(Statements.interviews, parameters)])
        case .captureRecord: return Self.transaction(Self.recording, before: Self.chance, form)
        case .dashboardGet:
            return Self.transaction(
                Statements.dashboard.map { sql in
                    Self.sql(sql, [":owner", sql.contains("$2::date") ? "current_date" : "now()"])
                }
            )
        case .batch, .login: return nil
        }
    }

    private static func transaction(
        _ statements: [String],
        before: String = "",
        _ form: DatabaseLimit.Form = .pipeline
    ) -> String {
        let (start, end) = form == .pipeline ? ("\\startpipeline", "\\endpipeline") : ("", "")
        return """
            \\if :ready = 0
            SELECT token, owner, opportunity, account FROM bench.pair WHERE client = :client_id \\gset
            \\set ready 1
            \\endif
            \(before)
            \(start)
            BEGIN;
            SELECT sec.enter('tw_candidate', :token);
            \(statements.map { $0 + ";" }.joined(separator: "\n"))
            COMMIT;
            \(end)
            """
    }

    /// Four numbers for ids that nobody has used.
    private static let chance = """
        \\set a random(1, 4611686018427387904)
        \\set b random(1, 4611686018427387904)
        \\set c random(1, 4611686018427387904)
        \\set i random(1, \(BenchData.interviews))
        """

    private static var recording: [String] {
        let interview = "bench.id(6, :account, :i)"
        func id(_ name: String) -> String { "md5(:\(name)::text)::uuid" }
        let sent =
            [":owner", interview, "ARRAY[\(id("a"))]", "ARRAY[NULL::uuid]", "ARRAY['How did that go?'::text]"]
            + [
                "ARRAY[bench.id(4, :account, 3)]", "ARRAY['2026-05-04T09:30:00Z'::timestamptz]",
                "ARRAY['answered'::text]",
            ]
            + ["ARRAY[\(id("b"))]", "ARRAY['Well, and we would do it again.'::text]", "ARRAY['example'::text]"]
            + ["ARRAY['live'::text]", "ARRAY[NULL::text]", "ARRAY[NULL::float8]", "ARRAY[NULL::text]"]
            + ["ARRAY[NULL::boolean]", "ARRAY[NULL::text]"]
        let call = [":owner", id("c"), "'capture.record'", "sha256('params')", "'{\"written\":1}'::bytea"]
        return [
            sql(Statements.earlier, call), sql(Statements.locked, [":owner", interview]),
            sql(Statements.record, sent), sql(Statements.stored, [":owner", "ARRAY[\(id("a"))]"]),
            sql(Statements.count, [":owner", interview]), sql(Statements.keep, call),
        ]
    }

    /// The text with its parameters put in, the last first, so that $1 is not taken for the beginning of $12.
    private static func sql(_ text: String, _ parameters: [String]) -> String {
        var text = text
        for (place, parameter) in parameters.enumerated().reversed() {
            text = text.replacing("$\(place + 1)", with: parameter)
        }
        return text.split(separator: "\n").joined(separator: " ")
    }
}
