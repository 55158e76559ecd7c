import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

/// Not granted means absent, for each field of each thing that can be shared.
///
/// A coach has a share of all fields but one, and asks every question of the contract that is open to a coach: what is read,
/// lists, counts, searches, statistics, the log of events, and what is refused. Then that field gets another value, and every
/// answer is the same, byte for byte. So is the document that a snapshot would keep.
@Suite struct FieldSecrecyTests {
    /// What says nothing of what belongs to a candidate, but of the connection, and the stream of events, which has what the
    /// log has.
    private static let impersonal = ["session.", "account.", "secondFactor.", "server.", "rpc.", "event.subscribe"]

    /// The requests of a coach, pointed at what is shared; where there is nothing to point at, at the own.
    private static func requests(_ table: MatrixTable, in world: AuthorisationWorld) throws -> [String] {
        let own = world.own(of: .live)
        return try table.rows.compactMap { row in
            let object: MatrixObject = row.outcome(.live, .shared) == nil ? .own : .shared
            guard let outcome = row.outcome(.live, object), outcome != .written, outcome != .forbidden,
                !impersonal.contains(where: { row.method.hasPrefix($0) })
            else { return nil }
            return try MatrixCall(
                world: world,
                row: row.name,
                method: row.method,
                own: own,
                target: world.target(object, of: .live),
                isOwn: object == .own
            ).line
        }
    }

    private static func preview(_ subject: ShareSubject, _ fields: Set<ShareField>, _ things: Belongings) -> String {
        let anchor =
            switch subject {
            case .priorities: #""jobSearch":"\#(things.jobSearch)""#
            case .comparison: #""comparison":"\#(things.comparison)""#
            case .opportunity, .interviews, .plans, .answers, .assessment, .decision:
                #""opportunity":"\#(things.opportunity)""#
            }
        let words = fields.map { #""\#($0.rawValue)""# }.sorted().joined(separator: ",")
        let params = #"{"subject":"\#(subject.rawValue)",\#(anchor),"fields":[\#(words)]}"#
        return #"{"jsonrpc":"2.0","id":7,"method":"share.preview","params":\#(params)}"#
    }

    private static func send(
        _ lines: [String],
        as caller: MatrixCaller,
        in world: AuthorisationWorld
    ) async throws -> [String] {
        var answers: [String] = []
        for line in lines { answers.append(try await world.send(line, as: caller)) }
        return answers
    }

    private static func write(_ sql: String, in world: AuthorisationWorld) async throws {
        try await world.service.database.sql("SET session_replication_role = replica; \(sql)")
    }

    @Test func `every method that only reads is asked`() throws {
        let table = try MatrixTable()
        let reading = table.rows.filter { row in
            let outcomes = MatrixObject.allCases.compactMap { row.outcome(.live, $0) }
            return outcomes.contains { $0 == .result || $0 == .receipt }
        }
        // Among them what people look for leaks in first.
        #expect(
            Set(reading.map(\.method)).isSuperset(of: [
                "opportunity.get", "assessment.get", "interview.get", "interview.list", "plan.get", "capture.list",
                "prioritySet.get", "comparison.get", "decision.get", "decision.list", "client.list", "share.list",
                "event.list", "library.search", "statistics.get",
            ])
        )
    }

    @Test func `a field that is not shared changes no answer, whatever else is shared`() async throws {
        let table = try MatrixTable()
        try await AuthorisationWorld.with { world in
            let things = world.things.shared
            let anna = try world.clients[.anna].known
            let owner = try world.accounts[.anna].known.id.description
            let requests = try Self.requests(table, in: world)
            #expect(requests.count > 50)
            for subject in ShareSubject.allCases {
                for field in subject.fields {
                    let place = "\(subject.rawValue), \(field.rawValue)"
                    let change = try #require(FieldChange(of: subject, field, in: things, owner: owner), "\(place)")
                    let rest = Set(subject.fields).subtracting(change.alsoIn).subtracting([field])
                    try await Self.write(
                        "UPDATE tw.share SET revoked_at = now() WHERE owner_id = '\(owner)' AND revoked_at IS NULL; \(change.before)",
                        in: world
                    )
                    let ofOpportunity = subject != .priorities && subject != .comparison
                    _ = try await anna.call(
                        Shares.Create.self,
                        .init(
                            relationship: try ID(things.relationship).known,
                            subject: subject,
                            jobSearch: subject == .priorities ? try ID(things.jobSearch).known : nil,
                            opportunity: ofOpportunity ? try ID(things.opportunity).known : nil,
                            comparison: subject == .comparison ? try ID(things.comparison).known : nil,
                            fields: Array(rest)
                        )
                    )
                    let kept = Self.preview(subject, rest, things)
                    let opened = Self.preview(subject, change.needs.union([field]), things)
                    let before = try await Self.send(requests, as: .live, in: world)
                    let previews = try await Self.send([kept, opened], as: .owner, in: world)
                    // Something is open to begin with.
                    #expect(
                        before.contains { $0.contains(things.opportunity) || $0.contains(things.jobSearch) },
                        "\(place)"
                    )

                    try await Self.write(change.change, in: world)
                    let after = try await Self.send(requests, as: .live, in: world)
                    for (index, request) in requests.enumerated() where before[index] != after[index] {
                        Issue.record(
                            "\(place): \(request) was \(before[index].prefix(1500)) and is \(after[index].prefix(1500))"
                        )
                    }
                    let now = try await Self.send([kept, opened], as: .owner, in: world)
                    #expect(previews[0] == now[0], "\(place): a snapshot would have it")
                    // The value is another one indeed, and shows to whom the field is open.
                    #expect(previews[1] != now[1], "\(place): nothing has changed")
                    _ = try await world.undoChanges()
                }
            }
        }
    }
}
