import JSONRPC
import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

@Suite struct SessionServiceTests {
    @Test func `nothing but ping and discover goes before hello`() async throws {
        try await TestService.with { service in
            let client = service.connect()
            _ = try await client.call(Server.Ping.self)
            _ = try await client.call(Server.Discover.self)
            await expectFailure(.helloRequired) {
                _ = try await client.call(
                    Sessions.Login.self,
                    .init(email: try EmailAddress("anna@example.org"), password: "x")
                )
            }
            await expectFailure(.helloRequired) { _ = try await client.call(Accounts.Me.self) }
        }
    }

    @Test func `hello refuses a protocol it does not speak and tells which it does`() async throws {
        try await TestService.with { service in
            let client = service.connect()
            await expectFailure(.protocolUnsupported) {
                _ = try await client.call(
                    Sessions.Hello.self,
                    .init(protocol: .init(min: 7, max: 9), client: try Title("future"))
                )
            }
            await expectFailure(.helloRequired) { _ = try await client.call(Accounts.Me.self) }
        }
    }

    @Test func `a token resumes the session on another connection`() async throws {
        try await TestService.with { service in
            let anna = try await service.signUp("anna", roles: [.candidate])
            let second = service.connect()
            let hello = try await second.hello(token: try anna.token)
            #expect(hello.resumed)
            #expect(try hello.account == anna.account)
            #expect(try await second.call(Accounts.Me.self) == anna.account)
        }
    }

    @Test func `a token that is not good says so and opens nothing`() async throws {
        try await TestService.with { service in
            for token in ["", "tw1_", "nonsense", "tw1_" + String(repeating: "A", count: 43)] {
                let client = service.connect()
                let hello = try await client.hello(token: token)
                #expect(!hello.resumed && hello.account == nil)
                await expectFailure(.unauthenticated) { _ = try await client.call(Accounts.Me.self) }
            }
        }
    }

    @Test func `a wrong password, an unknown address and a suspended account get the same answer`() async throws {
        try await TestService.with { service in
            _ = try await service.signUp("anna", roles: [.candidate])
            _ = try await service.signUp("sue", roles: [.candidate])
            try await service.database.sql("UPDATE tw.account SET status = 'suspended' WHERE email = 'sue@example.org'")
            var answers: [String?] = []
            for (email, password) in [
                ("anna@example.org", "wrong"), ("nobody@example.org", "wrong"),
                ("sue@example.org", TestService.password),
            ] {
                let client = service.connect()
                try await client.hello()
                let line =
                    #"{"jsonrpc":"2.0","method":"session.login","params":{"email":"\#(email)","password":"\#(password)"},"id":1}"#
                answers.append(await client.send(line))
            }
            #expect(Set(answers).count == 1)
            #expect(answers.first??.contains("invalid_credentials") == true)
        }
    }

    @Test func `logging in opens a session that the list shows as current`() async throws {
        try await TestService.with { service in
            let anna = try await service.signUp("anna", roles: [.candidate])
            let client = service.connect(network: "198.51.100.77")
            try await client.hello()
            let signedIn = try await client.call(
                Sessions.Login.self,
                .init(email: try anna.account.email, password: TestService.password, label: try Title("laptop"))
            )
            let sessions = try await client.call(Sessions.List.self, .init()).items
            #expect(sessions.count == 2)
            let current = try #require(sessions.first { $0.current })
            #expect(current.id == signedIn.session)
            #expect(current.label?.text == "laptop")
            #expect(current.address == "198.51.100.0/24")
        }
    }

    @Test func `a revoked session is dead at the next call of its open connection`() async throws {
        try await TestService.with { service in
            let anna = try await service.signUp("anna", roles: [.candidate])
            let second = service.connect()
            try await second.hello(token: try anna.token)
            let session = try #require(try await anna.call(Sessions.List.self, .init()).items.first)
            _ = try await second.call(Sessions.Revoke.self, .init(id: session.id))
            await expectFailure(.unauthenticated) { _ = try await anna.call(JobSearches.List.self, .init()) }
            await expectFailure(.unauthenticated) { _ = try await anna.call(Dimensions.List.self) }
            #expect(try await !service.connect().hello(token: try anna.token).resumed)
        }
    }

    @Test func `somebody else's session is not found, like a missing one`() async throws {
        try await TestService.with { service in
            let anna = try await service.signUp("anna", roles: [.candidate])
            let ben = try await service.signUp("ben", roles: [.candidate])
            let session = try #require(try await ben.call(Sessions.List.self, .init()).items.first)
            await expectFailure(.notFound) { _ = try await anna.call(Sessions.Revoke.self, .init(id: session.id)) }
            await expectFailure(.notFound) { _ = try await anna.call(Sessions.Revoke.self, .init(id: .make())) }
            _ = try await ben.call(Accounts.Me.self)
        }
    }

    @Test func `revoking the others keeps this one`() async throws {
        try await TestService.with { service in
            let anna = try await service.signUp("anna", roles: [.candidate])
            let other = service.connect()
            try await other.hello()
            _ = try await other.call(
                Sessions.Login.self,
                .init(email: try anna.account.email, password: TestService.password)
            )
            _ = try await anna.call(Sessions.RevokeOthers.self)
            #expect(try await anna.call(Sessions.List.self, .init()).items.count == 1)
            await expectFailure(.unauthenticated) { _ = try await other.call(Accounts.Me.self) }
        }
    }

    @Test func `after logout the connection is nobody's and the token is dead`() async throws {
        try await TestService.with { service in
            let anna = try await service.signUp("anna", roles: [.candidate])
            _ = try await anna.call(Sessions.Logout.self)
            await expectFailure(.unauthenticated) { _ = try await anna.call(Accounts.Me.self) }
            #expect(try await !service.connect().hello(token: try anna.token).resumed)
        }
    }

    @Test func `too many tries on one address are put off, also with the right password, and others are not`()
        async throws
    {
        try await TestService.with { service in
            let anna = try await service.signUp("anna", roles: [.candidate])
            let ben = try await service.signUp("ben", roles: [.candidate])
            let email = try anna.account.email
            var refusals = 0
            for attempt in 0..<15 {
                let client = service.connect(network: "203.0.\(attempt).1")
                try await client.hello()
                do {
                    _ = try await client.call(Sessions.Login.self, .init(email: email, password: "wrong"))
                } catch let error as RPCError where error.data?.kind == "throttled" {
                    #expect(error.data?.retryable == true)
                    #expect(error.data?.extra["retryAfter"] != nil)
                    refusals += 1
                } catch is RPCError {}
            }
            #expect(refusals >= 5)
            let client = service.connect()
            try await client.hello()
            await expectFailure(.throttled) {
                _ = try await client.call(Sessions.Login.self, .init(email: email, password: TestService.password))
            }
            _ = try await client.call(
                Sessions.Login.self,
                .init(email: try ben.account.email, password: TestService.password)
            )
        }
    }

    @Test func `a session ends after twelve idle hours and after thirty days`() async throws {
        try await TestService.with { service in
            let anna = try await service.signUp("anna", roles: [.candidate])
            try await service.database.sql("UPDATE tw.session SET last_used_at = now() - interval '12 hours 1 minute'")
            await expectFailure(.unauthenticated) { _ = try await anna.call(JobSearches.List.self, .init()) }
            let ben = try await service.signUp("ben", roles: [.candidate])
            try await service.database.sql(
                """
                UPDATE tw.session SET created_at = now() - interval '31 days', expires_at = now() - interval '1 day'
                WHERE account_id = '\(try ben.account.id)'
                """
            )
            await expectFailure(.unauthenticated) { _ = try await ben.call(JobSearches.List.self, .init()) }
        }
    }

    @Test func `a network that has used up its tries cannot use up those of an account`() async throws {
        try await TestService.with { service in
            let anna = try await service.signUp("anna", roles: [.candidate])
            let email = try anna.account.email
            let client = service.connect(network: "203.0.113.9")
            try await client.hello()
            for number in 0..<60 {
                let stranger = try EmailAddress("stranger\(number)@example.org")
                await expectFailure(.invalidCredentials) {
                    _ = try await client.call(Sessions.Login.self, .init(email: stranger, password: "wrong"))
                }
            }
            for _ in 0..<15 {
                await expectFailure(.throttled) {
                    _ = try await client.call(Sessions.Login.self, .init(email: email, password: "wrong"))
                }
            }
            let elsewhere = service.connect()
            try await elsewhere.hello()
            _ = try await elsewhere.call(Sessions.Login.self, .init(email: email, password: TestService.password))
        }
    }

    @Test func `no session opens for a password that was changed since it was compared`() async throws {
        try await TestService.with { service in
            let anna = try await service.signUp("anna", roles: [.candidate])
            func opens(_ hash: String) async throws -> String? {
                try await service.database.sql(
                    """
                    SELECT sec.session_open(gen_random_uuid(), '\(try anna.account.id)', \(hash), NULL,
                        sha256('\(hash.utf8.count)'), now() + interval '1 day', NULL, NULL)
                    """
                ).first?[0]
            }
            #expect(try await opens("'what it was before'") == "f")
            let current = "(SELECT password_hash FROM tw.account WHERE email = 'anna@example.org')"
            #expect(try await opens(current) == "t")
        }
    }
}
