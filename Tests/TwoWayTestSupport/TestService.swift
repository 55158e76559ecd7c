import Foundation
import JSONRPC
import Logging
import Synchronization
import Testing
import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository
import TwoWayService

/// All services over a database of their own, reached through the in-process loopback: JSON text in, JSON text out.
public final class TestService: Sendable {
    public let database: TestDatabase
    public let responder: Responder
    public let store: Store
    public let events: EventDesk
    private let names = UUIDv7()

    /// Long enough for the policy, and the same for everybody.
    public static let password = "lantern quartz umbrella riverbed"

    private init(database: TestDatabase, hasher: PasswordHasher, eventLimits: EventDesk.Limits) throws {
        self.database = database
        let ids = UUIDv7()
        // A busy machine must not fail a test that is about something else.
        let opened = database.open { $0.deadline = .seconds(60) }
        store = Store(database: opened, now: { Timestamp.now() }, makeID: { ids.make() })
        let limits = Sessions.Hello.Limits(
            requestBytes: 1 << 20,
            responseBytes: 4 << 20,
            batch: 50,
            waitingRequests: 32,
            deadlineSeconds: 10,
            idleSeconds: 300,
            partialLineSeconds: 10,
            unauthenticatedSeconds: 10,
            connectionsPerAddress: 256,
            connections: 10_000,
            pageStandard: PageLimits.standard,
            pageMaximum: PageLimits.maximum,
            subscriptions: 1,
            pushBytes: 256 << 10,
            eventPage: 100,
            heartbeatSeconds: 60
        )
        events = EventDesk(database: opened, limits: eventLimits, logger: Logger(label: "test"))
        let settings = ServiceSettings(
            hasher: hasher,
            throttle: LoginThrottle(),
            keys: try SealingKeys(file: Array("\(String(repeating: "k", count: 42) + "o=")\n".utf8)),
            comparisons: ComparisonWorker(),
            events: events,
            limits: limits,
            serverName: "twoway-test"
        )
        responder = Responder(
            router: try makeRouter(store: store, settings: settings),
            store: store,
            limits: .default,
            deadline: .seconds(60),
            logger: Logger(label: "test")
        )
    }

    /// Runs a test with services over a fresh database, and cleans up.
    public static func with<Answer>(
        events limits: EventDesk.Limits = EventDesk.Limits(),
        _ body: (TestService) async throws -> Answer
    ) async throws -> Answer {
        try await TestDatabase.with { database in
            let hasher = PasswordHasher(parameters: .cheap)
            let service = try TestService(database: database, hasher: hasher, eventLimits: limits)
            do {
                let answer = try await body(service)
                await hasher.shutdown()
                return answer
            } catch {
                await hasher.shutdown()
                throw error
            }
        }
    }

    /// The management command's service, with its own role in the database.
    public var admin: AdminService {
        let makeID = { @Sendable [names] in names.make() }
        return AdminService(
            store: Store(database: database.openAdmin(), now: { Timestamp.now() }, makeID: makeID)
        )
    }

    /// A connection that has said nothing yet.
    public func connect(network: String = "192.0.2.7") -> TestClient {
        TestClient(responder: responder, network: PeerNetwork(address: network))
    }

    /// A code for an account with these roles, made two hours ago; `expires` is a PostgreSQL interval from now.
    public func invite(roles: [Role], expires: String = "1 hour") async throws -> ActivationCode {
        let code = ActivationCode.random()
        let hash = code.sha256.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        let words = roles.map(\.rawValue).joined(separator: ",")
        try await database.sql(
            """
            INSERT INTO tw.invitation (id, purpose, code_sha256, roles, created_at, expires_at)
            VALUES ('\(names.make())', 'invitation', '\\x\(hash)', '{\(words)}', now() - interval '2 hours',
                now() + interval '\(expires)')
            """
        )
        return code
    }

    /// A new account that is signed in, opened like any other with an invitation code.
    public func signUp(_ name: String, roles: [Role]) async throws -> TestClient {
        let code = try await invite(roles: roles)
        // Each from a network of its own, so that no test meets the throttle by accident.
        let client = connect(network: "10.\(UInt8.random(in: 0...255)).\(UInt8.random(in: 0...255)).1")
        try await client.hello()
        let signedIn = try await client.call(
            Accounts.Activate.self,
            Accounts.Activate.Params(
                code: code.text,
                email: try EmailAddress("\(name)@example.org"),
                displayName: try Title(name.capitalized),
                password: Self.password,
                timeZone: try TimeZoneName("Europe/Berlin")
            )
        )
        client.remember(signedIn)
        return client
    }
}

/// One connection to a `TestService`.
public final class TestClient: Sendable {
    public let conversation: Conversation
    /// What was pushed to it.
    public let pushed = PushedLines()
    private let responder: Responder
    private let signedIn = Mutex<Sessions.SignedIn?>(nil)

    init(responder: Responder, network: PeerNetwork) {
        self.responder = responder
        conversation = Conversation(network: network, sink: pushed.sink)
    }

    /// The account that `signUp` opened.
    public var account: Account {
        get throws { try #require(signedIn.withLock { $0 }).account }
    }

    public var token: String {
        get throws { try #require(signedIn.withLock { $0 }).token }
    }

    func remember(_ answer: Sessions.SignedIn) {
        signedIn.withLock { $0 = answer }
    }

    @discardableResult
    public func hello(token: String? = nil) async throws -> Sessions.Hello.Result {
        let version = Sessions.Hello.VersionRange(min: 1, max: 1)
        return try await call(
            Sessions.Hello.self,
            Sessions.Hello.Params(protocol: version, client: try Title("test 1"), token: token)
        )
    }

    /// Calls a method of the contract as a client would; throws the `RPCError` that came back.
    public func call<Method: TwoWayMethod>(
        _ method: Method.Type,
        _ params: Method.Params
    ) async throws -> Method.Result {
        try await TwoWayClient(self).call(method, params)
    }

    /// Reads what somebody else has shared.
    public func read<Method: SharedMethod>(
        _ method: Method.Type,
        _ params: Method.Params
    ) async throws -> Method.Shared {
        try await TwoWayClient(self).read(method, params)
    }

    /// Sends text as it stands and gives back what came, byte for byte.
    public func send(_ text: String) async -> String? {
        await responder.respond(to: Array(text.utf8), in: conversation).map { String(decoding: $0, as: UTF8.self) }
    }
}

extension TestClient: LineCaller {
    public func roundTrip(_ line: [UInt8], id: Int) async throws -> [UInt8] {
        guard let answer = await responder.respond(to: line, in: conversation) else {
            throw TestFailure("there was no answer")
        }
        return answer
    }

    /// Calls a method that takes nothing.
    public func call<Method: TwoWayMethod>(
        _ method: Method.Type
    ) async throws -> Method.Result where Method.Params == NoParams {
        try await call(method, NoParams())
    }
}

/// A test that cannot go on.
public struct TestFailure: Error, CustomStringConvertible {
    public let description: String

    public init(_ description: String) {
        self.description = description
    }
}

/// Expects a call to fail with a kind of the contract.
public func expectFailure(
    _ kind: FailureKind,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () async throws -> Void
) async {
    await expectError(kind.kind, code: kind.rawValue, path: nil, sourceLocation, body)
}

/// Expects a call to be refused for a parameter at a path.
public func expectInvalid(
    _ path: String,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () async throws -> Void
) async {
    await expectError("invalid_params", code: -32_602, path: path, sourceLocation, body)
}

private func expectError(
    _ kind: String,
    code: Int,
    path: String?,
    _ sourceLocation: SourceLocation,
    _ body: () async throws -> Void
) async {
    do {
        try await body()
        Issue.record("the call went well; \(kind) was expected", sourceLocation: sourceLocation)
    } catch let error as RPCError {
        #expect(error.data?.kind == kind, "\(error)", sourceLocation: sourceLocation)
        #expect(error.code == code, sourceLocation: sourceLocation)
        if let path { #expect(error.data?.path == path, sourceLocation: sourceLocation) }
    } catch {
        Issue.record(error, sourceLocation: sourceLocation)
    }
}
