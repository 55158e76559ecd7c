import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

/// R1 and R17 over the whole contract: every method, called by everybody, pointed at everything.
@Suite struct AuthorisationMatrixTests {
    @Test func `every method of the contract has a row, and every row a method`() throws {
        let rows = try MatrixTable().rows
        #expect(Set(rows.map(\.method)) == Set(API.methods.map { $0.name }))
        #expect(Set(rows.map(\.name)).count == rows.count)
        // The row of the method itself, not of a reference alone.
        #expect(Set(rows.map(\.name)).isSuperset(of: rows.map(\.method)))
    }

    @Test func `the table lets nobody tell a foreign thing from a missing one`() throws {
        for row in try MatrixTable().rows {
            for caller in MatrixCaller.allCases {
                #expect(
                    row.outcome(caller, .foreign) == row.outcome(caller, .missing)
                        || row.outcome(caller, .foreign) == nil,
                    "\(row.name), \(caller.rawValue)"
                )
            }
        }
    }

    @Test func `the table agrees with the access that the contract declares`() throws {
        let rows = Dictionary(grouping: try MatrixTable().rows, by: \.method)
        for method in API.methods {
            for row in try rows[method.name].known {
                let words: [MatrixAccess: String] = [.anybody: "anyone", .greeted: "greeted"]
                #expect(words[row.access] == method.accessName || row.access == .signedIn, "\(row.name)")
                let forbidden = MatrixCaller.signedIn.filter { row.outcome($0, .own) == .forbidden }
                switch method.accessName {
                case "candidate": #expect(forbidden == [.live, .ended, .never], "\(row.name)")
                case "coach": #expect(forbidden == [.owner, .other], "\(row.name)")
                default: #expect(forbidden.isEmpty || row.name.contains(":"), "\(row.name)")
                }
            }
        }
    }

    @Test func `every method answers every caller as the table says`() async throws {
        let table = try MatrixTable()
        try await AuthorisationWorld.with { world in
            var run = MatrixRun(world)
            for row in table.rows { try await run.check(row) }
            #expect(run.unauthenticated.count == 1, "\(run.unauthenticated)")
            #expect(run.calls > 5000)
        }
    }

    @Test func `a suspended account signs in as little as one that is not there`() async throws {
        try await TestService.with { service in
            let sue = try await service.signUp("sue", roles: [.candidate])
            _ = try await service.signUp("ben", roles: [.candidate])
            try await service.database.sql("UPDATE tw.account SET status = 'suspended' WHERE id = '\(sue.account.id)'")
            let stranger = service.connect()
            try await stranger.hello()
            func login(_ name: String) async throws -> String {
                let params = #"{"email":"\#(name)@example.org","password":"\#(TestService.password)"}"#
                let line = #"{"jsonrpc":"2.0","id":7,"method":"session.login","params":\#(params)}"#
                return try await stranger.send(line).known
            }
            let suspended = try await login("sue")
            let unknown = try await login("nobody")
            let active = try await login("ben")
            #expect(try MatrixAnswer(suspended).matches(.invalidCredentials))
            #expect(suspended == unknown)
            #expect(try MatrixAnswer(active).matches(.result))
        }
    }

    @Test func `an idempotency key of somebody else brings back nothing of hers`() async throws {
        try await TestService.with { service in
            let anna = try await service.signUp("anna", roles: [.candidate])
            let ben = try await service.signUp("ben", roles: [.candidate])
            let key = try #require(IdempotencyKey("0190c0de-0000-7000-8000-000000000001"))
            let params = Organisations.Create.Params(name: try Title("Harbour"), idempotencyKey: key)
            let hers = try await anna.call(Organisations.Create.self, params)
            let his = try await ben.call(Organisations.Create.self, params)
            #expect(hers.id != his.id)
            let again = try await anna.call(Organisations.Create.self, params)
            #expect(again == hers)
            // With other parameters it would be refused, were it known.
            var other = params
            other.name = try Title("Quay")
            let third = try await service.signUp("tom", roles: [.candidate]).call(Organisations.Create.self, other)
            #expect(third.name == other.name)
        }
    }
}

extension TwoWayMethod {
    /// The word of the contract for who may call.
    static var accessName: String { Access.name }
}
