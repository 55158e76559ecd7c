import Testing
import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayService
import TwoWayTestSupport

@Suite struct SecondFactorServiceTests {
    /// What a device makes of a seed; each call is a step later, so that no code is used twice.
    private final class Device {
        private let seed: TOTPSeed
        private var steps = 0

        init(_ text: String) throws {
            seed = try #require(TOTPSeed(text))
        }

        /// At most two steps ahead of the clock are let through, so a test has three codes in a row: before, now, after.
        ///
        /// Waits where the first of them would be too old a moment later.
        func code() async throws -> String {
            let left = 30_000_000 - Timestamp.now().microseconds % 30_000_000
            if steps == 0, left < 5_000_000 { try await Task.sleep(for: .microseconds(left)) }
            steps += 1
            return seed.code(at: Timestamp.now() + .seconds(30 * (steps - 2)))
        }
    }

    private func login(
        _ service: TestService,
        _ name: String = "anna",
        code: String? = nil,
        password: String = TestService.password
    ) async throws -> (TestClient, Sessions.SignedIn) {
        let client = service.connect()
        try await client.hello()
        let params = Sessions.Login.Params(
            email: try EmailAddress("\(name)@example.org"),
            password: password,
            code: code
        )
        return (client, try await client.call(Sessions.Login.self, params))
    }

    /// Anna with a confirmed factor, her device and her recovery codes.
    private func enrolled(_ service: TestService) async throws -> (TestClient, Device, [String]) {
        let anna = try await service.signUp("anna", roles: [.candidate])
        let start = try await anna.call(SecondFactors.Start.self, .init(password: TestService.password))
        let device = try Device(start.seed)
        let confirmed = try await anna.call(SecondFactors.Confirm.self, .init(code: try await device.code()))
        return (anna, device, confirmed.recoveryCodes)
    }

    @Test func `an erasure is ordered with the password and a code`() async throws {
        try await TestService.with { service in
            let (anna, _, codes) = try await enrolled(service)
            func erase(_ code: String?, password: String = TestService.password) async throws {
                _ = try await anna.call(OwnData.Erase.self, .init(password: password, code: code))
            }
            await expectFailure(.secondFactorRequired) { try await erase(nil) }
            // Whoever does not know the password is not told that a code is wanted.
            await expectFailure(.invalidCredentials) { try await erase(nil, password: "quite another password") }
            await expectFailure(.codeInvalid) { try await erase("000000") }
            #expect(try await anna.call(Accounts.Me.self).erasureDue == nil)
            try await erase(codes[0])
            #expect(try await anna.call(Accounts.Me.self).erasureDue != nil)
            #expect(try await anna.call(SecondFactors.Get.self).recoveryCodesLeft == codes.count - 1)
        }
    }

    @Test func `nothing changes at login until the device has shown that it has the seed`() async throws {
        try await TestService.with { service in
            let anna = try await service.signUp("anna", roles: [.candidate])
            #expect(try await anna.call(SecondFactors.Get.self) == SecondFactor(recoveryCodesLeft: 0))
            await expectFailure(.invalidState) {
                _ = try await anna.call(SecondFactors.Confirm.self, .init(code: "123456"))
            }
            _ = try await anna.call(SecondFactors.Start.self, .init(password: TestService.password))
            _ = try await login(service)
            // A second start replaces the seed of the first.
            let start = try await anna.call(SecondFactors.Start.self, .init(password: TestService.password))
            #expect(start.address.contains(start.seed) && start.address.contains("anna%40example.org"))
            let device = try Device(start.seed)
            await expectFailure(.codeInvalid) {
                _ = try await anna.call(SecondFactors.Confirm.self, .init(code: "000000"))
            }
            let confirmed = try await anna.call(SecondFactors.Confirm.self, .init(code: try await device.code()))
            #expect(Set(confirmed.recoveryCodes).count == 10)
            let factor = try await anna.call(SecondFactors.Get.self)
            #expect(factor.since != nil && factor.recoveryCodesLeft == 10)
            await expectFailure(.invalidState) {
                _ = try await anna.call(SecondFactors.Start.self, .init(password: TestService.password))
            }
        }
    }

    @Test func `confirming ends the other sessions and goes on with this connection`() async throws {
        try await TestService.with { service in
            let anna = try await service.signUp("anna", roles: [.candidate])
            let (second, _) = try await login(service)
            let start = try await anna.call(SecondFactors.Start.self, .init(password: TestService.password))
            _ = try await anna.call(SecondFactors.Confirm.self, .init(code: try await Device(start.seed).code()))
            _ = try await anna.call(Accounts.Me.self)
            await expectFailure(.unauthenticated) { _ = try await second.call(Accounts.Me.self) }
        }
    }

    @Test func `with the password alone nobody gets in, and only who knows it is told why`() async throws {
        try await TestService.with { service in
            let (_, device, _) = try await enrolled(service)
            await expectFailure(.secondFactorRequired) { _ = try await login(service) }
            await expectFailure(.invalidCredentials) { _ = try await login(service, password: "wrong") }
            await expectFailure(.invalidCredentials) {
                _ = try await login(service, code: try await device.code(), password: "wrong")
            }
            await expectFailure(.codeInvalid) { _ = try await login(service, code: "000000") }
            _ = try await login(service, code: try await device.code())
        }
    }

    @Test func `a code is good once, and so are those before it`() async throws {
        try await TestService.with { service in
            let (_, device, _) = try await enrolled(service)
            let (earlier, later) = (try await device.code(), try await device.code())
            _ = try await login(service, code: later)
            for used in [later, earlier] {
                await expectFailure(.codeInvalid) { _ = try await login(service, code: used) }
            }
        }
    }

    @Test func `of two logins with the same code at once one gets in`() async throws {
        try await TestService.with { service in
            let (_, device, _) = try await enrolled(service)
            let code = try await device.code()
            let successes = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<4 { group.addTask { (try? await login(service, code: code)) != nil } }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(successes == 1)
        }
    }

    @Test func `a recovery code lets in once, in whatever way it is typed`() async throws {
        try await TestService.with { service in
            let (anna, _, codes) = try await enrolled(service)
            _ = try await login(service, code: codes[0].lowercased().replacing("-", with: " "))
            await expectFailure(.codeInvalid) { _ = try await login(service, code: codes[0]) }
            await expectFailure(.codeInvalid) { _ = try await login(service, code: ActivationCode.random().text) }
            #expect(try await anna.call(SecondFactors.Get.self).recoveryCodesLeft == 9)
        }
    }

    @Test func `new recovery codes void the old ones`() async throws {
        try await TestService.with { service in
            let (anna, device, codes) = try await enrolled(service)
            await expectFailure(.invalidCredentials) {
                _ = try await anna.call(
                    SecondFactors.RenewCodes.self,
                    .init(password: "wrong", code: try await device.code())
                )
            }
            let proof = SecondFactors.Proof(password: TestService.password, code: codes[0])
            let renewed = try await anna.call(SecondFactors.RenewCodes.self, proof).recoveryCodes
            #expect(Set(renewed).isDisjoint(with: codes) && Set(renewed).count == 10)
            await expectFailure(.codeInvalid) { _ = try await login(service, code: codes[1]) }
            _ = try await login(service, code: renewed[1])
        }
    }

    @Test func `going back needs both, and ends the other sessions`() async throws {
        try await TestService.with { service in
            let (anna, device, _) = try await enrolled(service)
            let (second, _) = try await login(service, code: try await device.code())
            await expectFailure(.codeInvalid) {
                _ = try await anna.call(
                    SecondFactors.Remove.self,
                    .init(password: TestService.password, code: "000000")
                )
            }
            let proof = SecondFactors.Proof(password: TestService.password, code: try await device.code())
            _ = try await anna.call(SecondFactors.Remove.self, proof)
            await expectFailure(.unauthenticated) { _ = try await second.call(Accounts.Me.self) }
            _ = try await login(service)
            #expect(try await service.database.sql("SELECT count(*) FROM tw.recovery_code") == [["0"]])
        }
    }

    @Test func `a password may be shorter beside a code, and then is not enough without`() async throws {
        try await TestService.with { service in
            let (anna, device, codes) = try await enrolled(service)
            let short = "kumquat7!"
            let change = Accounts.ChangePassword.Params(current: TestService.password, new: short)
            _ = try await anna.call(Accounts.ChangePassword.self, change)
            let (again, _) = try await login(service, code: try await device.code(), password: short)
            await expectFailure(.passwordRefused) {
                _ = try await again.call(SecondFactors.Remove.self, .init(password: short, code: codes[0]))
            }
            #expect(try await again.call(SecondFactors.Get.self).recoveryCodesLeft == 10)
        }
    }

    @Test func `guessing codes is slowed down, also with the right password`() async throws {
        try await TestService.with { service in
            _ = try await enrolled(service)
            var kinds: [String] = []
            for _ in 0..<6 {
                do {
                    _ = try await login(service, code: "000000")
                } catch {
                    kinds.append("\(error)")
                }
            }
            #expect(kinds.count == 6)
            await expectFailure(.throttled) { _ = try await login(service, code: "000000") }
        }
    }

    @Test func `neither seed nor codes are in the database or in an answer to others`() async throws {
        try await TestService.with { service in
            let anna = try await service.signUp("anna", roles: [.candidate])
            let start = try await anna.call(SecondFactors.Start.self, .init(password: TestService.password))
            let device = try Device(start.seed)
            let confirmed = try await anna.call(SecondFactors.Confirm.self, .init(code: try await device.code()))
            let rows = try await service.database.sql(
                """
                SELECT (SELECT string_agg(f::text, ' ') FROM tw.second_factor f),
                    (SELECT string_agg(c::text, ' ') FROM tw.recovery_code c),
                    (SELECT string_agg(e::text, ' ') FROM tw.audit_event e)
                """
            )
            let stored = rows.joined().compactMap { $0 }.joined(separator: " ")
            for secret in [start.seed] + confirmed.recoveryCodes
                + confirmed.recoveryCodes.map({ $0.replacing("-", with: "") })
            {
                #expect(!stored.contains(secret))
            }
        }
    }

    @Test func `who has lost everything asks the admin, who gives a reason`() async throws {
        try await TestService.with { service in
            let (anna, _, _) = try await enrolled(service)
            let email = try EmailAddress("anna@example.org")
            let admin = service.admin
            try await admin.removeSecondFactor(email, reason: try Line("Lost the phone; called back."))
            await expectFailure(.unauthenticated) { _ = try await anna.call(Accounts.Me.self) }
            _ = try await login(service)
            let noted = "SELECT detail ->> 'reason' FROM tw.audit_event WHERE event = 'admin.secondFactorRemove'"
            #expect(try await service.database.sql(noted) == [["Lost the phone; called back."]])
            await #expect(throws: ServiceFailure.self) {
                try await admin.removeSecondFactor(email, reason: try Line("Again."))
            }
        }
    }

    @Test func `a reset code sets a new password once, ends sessions and leaves the second factor`() async throws {
        try await TestService.with { service in
            let (anna, device, _) = try await enrolled(service)
            _ = try await service.signUp("bert", roles: [.candidate])
            let email = try EmailAddress("anna@example.org")
            let forgotten = try await service.admin.resetPassword(email)
            let code = try await service.admin.resetPassword(email)
            let client = service.connect()
            try await client.hello()
            let new = "seven slow tugboats upstream"
            func reset(_ code: String, _ email: EmailAddress, _ new: String) async throws {
                _ = try await client.call(Accounts.ResetPassword.self, .init(code: code, email: email, new: new))
            }
            // Neither somebody else's address nor a refused password uses the code up.
            await expectFailure(.codeInvalid) { try await reset(code.text, try EmailAddress("bert@example.org"), new) }
            await expectFailure(.codeInvalid) { try await reset(code.text, try EmailAddress("no@example.org"), new) }
            await expectFailure(.passwordRefused) { try await reset(code.text, email, "short") }
            try await reset(code.text.lowercased(), email, new)
            // A code is good once, and takes with it whatever was made for the account before.
            for used in [code, forgotten] {
                await expectFailure(.codeInvalid) { try await reset(used.text, email, new) }
            }
            await expectFailure(.unauthenticated) { _ = try await anna.call(Accounts.Me.self) }
            await expectFailure(.invalidCredentials) { _ = try await login(service) }
            await expectFailure(.secondFactorRequired) { _ = try await login(service, password: new) }
            _ = try await login(service, code: try await device.code(), password: new)
        }
    }
}
