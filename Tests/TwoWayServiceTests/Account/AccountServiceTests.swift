import Testing
import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

@Suite struct AccountServiceTests {
    private func activation(_ code: String, email: String = "new@example.org") throws -> Accounts.Activate.Params {
        .init(
            code: code,
            email: try EmailAddress(email),
            displayName: try Title("New"),
            password: TestService.password
        )
    }

    @Test func `a code opens one account with its role, once`() async throws {
        try await TestService.with { service in
            let code = try await service.invite(roles: [.candidate])
            let client = service.connect()
            try await client.hello()
            let signedIn = try await client.call(Accounts.Activate.self, try activation(code.text))
            #expect(signedIn.account.roles == [.candidate])
            #expect(signedIn.account.status == .active)
            let second = service.connect()
            try await second.hello()
            await expectFailure(.codeInvalid) {
                _ = try await second.call(Accounts.Activate.self, try activation(code.text, email: "b@example.org"))
            }
        }
    }

    @Test func `a wrong, a malformed and an expired code look the same`() async throws {
        try await TestService.with { service in
            let expired = try await service.invite(roles: [.candidate], expires: "-1 hour")
            let client = service.connect()
            try await client.hello()
            for code in [ActivationCode.random().text, "no code at all", expired.text] {
                await expectFailure(.codeInvalid) {
                    _ = try await client.call(Accounts.Activate.self, try activation(code))
                }
            }
        }
    }

    @Test func `a taken address leaves the code unused`() async throws {
        try await TestService.with { service in
            _ = try await service.signUp("anna", roles: [.candidate])
            let code = try await service.invite(roles: [.candidate])
            let client = service.connect()
            try await client.hello()
            await expectFailure(.alreadyExists) {
                _ = try await client.call(Accounts.Activate.self, try activation(code.text, email: "anna@example.org"))
            }
            _ = try await client.call(Accounts.Activate.self, try activation(code.text))
        }
    }

    @Test func `a short or a common password is refused with a reason, and the code stays good`() async throws {
        try await TestService.with { service in
            let code = try await service.invite(roles: [.candidate])
            let client = service.connect()
            try await client.hello()
            for password in ["short", "passwordpassword", "new@example.org!!!", String(repeating: "a", count: 300)] {
                var params = try activation(code.text)
                params.password = password
                await expectFailure(.passwordRefused) { _ = try await client.call(Accounts.Activate.self, params) }
            }
            _ = try await client.call(Accounts.Activate.self, try activation(code.text))
        }
    }

    @Test func `a changed password ends every other session and the old password`() async throws {
        try await TestService.with { service in
            let anna = try await service.signUp("anna", roles: [.candidate])
            let other = service.connect()
            try await other.hello(token: try anna.token)
            let email = try anna.account.email
            let new = "quiet meadow violin 1871"
            await expectFailure(.invalidCredentials) {
                _ = try await anna.call(Accounts.ChangePassword.self, .init(current: "wrong", new: new))
            }
            let signedIn = try await anna.call(
                Accounts.ChangePassword.self,
                .init(current: TestService.password, new: new)
            )
            #expect(try signedIn.token != anna.token)
            #expect(try await anna.call(Accounts.Me.self).email == email)
            await expectFailure(.unauthenticated) { _ = try await other.call(Accounts.Me.self) }
            let third = service.connect()
            try await third.hello()
            await expectFailure(.invalidCredentials) {
                _ = try await third.call(Sessions.Login.self, .init(email: email, password: TestService.password))
            }
            _ = try await third.call(Sessions.Login.self, .init(email: email, password: new))
        }
    }

    @Test func `password and token are nowhere in the database in the clear`() async throws {
        try await TestService.with { service in
            let anna = try await service.signUp("anna", roles: [.candidate])
            let token = try anna.token
            for table in ["account", "session", "invitation", "audit_event", "throttle"] {
                let rows = try await service.database.sql("SELECT t::text FROM tw.\(table) t")
                for text in rows.compactMap({ $0.first ?? nil }) {
                    #expect(!text.contains(TestService.password) && !text.contains(token), "\(table)")
                }
            }
        }
    }
}
