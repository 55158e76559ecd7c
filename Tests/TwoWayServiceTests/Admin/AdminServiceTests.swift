import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayService
import TwoWayTestSupport

@Suite struct AdminServiceTests {
    private func admin(_ service: TestService) -> AdminService {
        AdminService(
            store: Store(
                database: service.database.openAdmin(),
                now: { Timestamp.now() },
                makeID: { ID<Account>.make().rawValue }
            )
        )
    }

    @Test func `an account that the admin made is activated with its code and its address`() async throws {
        try await TestService.with { service in
            let email = try EmailAddress("kim@example.org")
            let code = try await admin(service).createAccount(
                email: email,
                displayName: try Title("Kim"),
                roles: [.coach]
            )
            let client = service.connect()
            try await client.hello()
            func activate(_ email: EmailAddress) async throws -> Sessions.SignedIn {
                try await client.call(
                    Accounts.Activate.self,
                    .init(
                        code: code.text.lowercased(),
                        email: email,
                        displayName: try Title("Kim"),
                        password: TestService.password
                    )
                )
            }
            await expectFailure(.codeInvalid) { _ = try await activate(try EmailAddress("other@example.org")) }
            #expect(try await activate(email).account.roles == [.coach])
        }
    }

    @Test func `a taken address is refused`() async throws {
        try await TestService.with { service in
            _ = try await service.signUp("anna", roles: [.candidate])
            do {
                _ = try await admin(service).createAccount(
                    email: try EmailAddress("anna@example.org"),
                    displayName: try Title("Anna"),
                    roles: [.candidate]
                )
                Issue.record("the address was taken twice")
            } catch ServiceFailure.alreadyExists(path: "email") {}
        }
    }

    @Test func `suspending ends the sessions at once, and resuming lets in again`() async throws {
        try await TestService.with { service in
            let anna = try await service.signUp("anna", roles: [.candidate])
            let email = try anna.account.email
            try await admin(service).suspend(email)
            await expectFailure(.unauthenticated) { _ = try await anna.call(Accounts.Me.self) }
            await expectFailure(.unauthenticated) { _ = try await anna.call(JobSearches.List.self, .init()) }
            try await admin(service).resume(email)
            let client = service.connect()
            try await client.hello()
            _ = try await client.call(Sessions.Login.self, .init(email: email, password: TestService.password))
        }
    }

    @Test func `the audit names what was done and by whom, and its seals hold until something is changed`() async throws
    {
        try await TestService.with { service in
            let anna = try await service.signUp("anna", roles: [.candidate])
            let admin = admin(service)
            try await admin.suspend(try anna.account.email)
            let events = try await service.database.sql("SELECT event FROM tw.audit_event ORDER BY id")
            #expect(events.map { $0[0] } == ["account.activate", "admin.accountSuspend"])
            // Events wait to be sealed while a transaction that is older is open anywhere in the cluster.
            var sealed = 0
            for _ in 0..<600 where sealed < 2 {
                sealed += try await admin.sealAudit()
                if sealed < 2 { try await Task.sleep(for: .milliseconds(100)) }
            }
            #expect(sealed == 2)
            #expect(try await admin.verifyAudit() == nil)
            try await service.database.sql(
                """
                SET session_replication_role = replica;
                UPDATE tw.audit_event SET event = 'session.login' WHERE event = 'admin.accountSuspend'
                """
            )
            #expect(try await admin.verifyAudit() == 2)
        }
    }

    @Test func `a library is deprecated, reinstated and withdrawn by its rules, with the reason in the audit`()
        async throws
    {
        try await TestService.with { service in
            let kim = try await service.signUp("kim", roles: [.coach])
            let anna = try await service.signUp("anna", roles: [.candidate])
            let library = try await kim.publishLibrary()
            let followed = try await anna.call(Subscriptions.Create.self, .init(library: library.id))
            let admin = admin(service)
            let reason = try Line("Asked for by its author")
            #expect(try await admin.libraries().map(\.subscribers) == [1])
            await expectRefusal { try await admin.move(library.id, to: .withdrawn, reason: reason) }
            #expect(try await admin.move(library.id, to: .deprecated, reason: reason).status == .deprecated)
            #expect(try await admin.move(library.id, to: .published, reason: reason).status == .published)
            #expect(try await admin.move(library.id, to: .deprecated, reason: reason).status == .deprecated)
            await expectRefusal { try await admin.move(library.id, to: .withdrawn, reason: reason) }
            _ = try await anna.call(
                Subscriptions.Cancel.self,
                .init(id: followed.id, revision: followed.revision)
            )
            let gone = try await admin.move(library.id, to: .withdrawn, reason: reason)
            #expect(gone.status == .withdrawn)
            #expect(gone.subscribers == 0)
            let events = try await admin.auditEvents(beginning: "admin.library", atMost: 10)
            #expect(
                events.map(\.event) == [
                    "admin.libraryWithdrawn", "admin.libraryDeprecated", "admin.libraryPublished",
                    "admin.libraryDeprecated",
                ]
            )
            for event in events {
                #expect(String(decoding: event.detail, as: UTF8.self).contains(reason.text))
                #expect(event.subject == library.id.rawValue)
            }
        }
    }

    private func expectRefusal(_ body: () async throws -> Void) async {
        do {
            try await body()
            Issue.record("it was not refused")
        } catch ServiceFailure.invalidState {
        } catch {
            Issue.record("\(error)")
        }
    }

    @Test func `one session is ended and the others go on`() async throws {
        try await TestService.with { service in
            let anna = try await service.signUp("anna", roles: [.candidate])
            let bert = try await service.signUp("bert", roles: [.candidate])
            let admin = admin(service)
            #expect(try await admin.sessions(of: nil).count == 2)
            let ofAnna = try await admin.sessions(of: try anna.account.email)
            #expect(ofAnna.count == 1)
            try await admin.endSession(try #require(ofAnna.first).id)
            await expectFailure(.unauthenticated) { _ = try await anna.call(Accounts.Me.self) }
            _ = try await bert.call(Accounts.Me.self)
            do {
                try await admin.endSession(try #require(ofAnna.first).id)
                Issue.record("it was ended twice")
            } catch ServiceFailure.notFound {}
        }
    }

    @Test func `figures count rows and bytes of every table, and the audit is read in pages`() async throws {
        try await TestService.with { service in
            _ = try await service.signUp("anna", roles: [.candidate])
            let admin = admin(service)
            let (whole, tables) = try await admin.figures()
            #expect(whole.accounts == 1 && whole.activeAccounts == 1 && whole.liveSessions == 1)
            #expect(whole.bytes > 0)
            let known = try await service.database.sql(
                "SELECT count(*) FROM pg_class WHERE relnamespace = 'tw'::regnamespace AND relkind = 'r'"
            )
            #expect("\(tables.count)" == known[0][0])
            try await service.database.sql(
                "INSERT INTO tw.audit_event (event) SELECT 'test.event' FROM generate_series(1, 1200)"
            )
            let events = try await admin.auditEvents(beginning: "test.", atMost: 1100)
            #expect(events.count == 1100)
            #expect(events.map(\.number) == events.map(\.number).sorted(by: >))
            try await admin.noteAction("admin.backup", ["sha256": "00"])
            #expect(try await admin.auditEvents(beginning: "admin.", atMost: 5).map(\.event) == ["admin.backup"])
        }
    }

    @Test func `the role of the management command reads nobody's contents (R21)`() async throws {
        try await TestService.with { service in
            let tables = try await service.database.sql(
                """
                SELECT c.relname FROM pg_class c
                WHERE c.relnamespace = 'tw'::regnamespace AND c.relkind = 'r'
                    AND has_any_column_privilege('tw_admin', c.oid, 'SELECT')
                ORDER BY c.relname
                """
            )
            #expect(
                tables.map { $0[0] } == [
                    "account", "account_role", "audit_event", "audit_seal", "invitation", "library", "session",
                    "statistics_month", "subscription",
                ]
            )
        }
    }
}
