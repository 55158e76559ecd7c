import Foundation
import TwoWayModel
import TwoWayProtocol
import TwoWayService
import TwoWayTestSupport

extension TestService {
    /// Carries out the erasures that are due, as the management command does; answers how many rows went.
    func eraseDue() async throws -> Int {
        let admin = AdminService(
            store: Store(
                database: database.openAdmin { $0.deadline = .seconds(60) },
                now: { Timestamp.now() },
                makeID: { ID<Account>.make().rawValue }
            )
        )
        return try await admin.eraseDue()
    }
}

extension TestClient {
    /// As if the erasure had been ordered long ago.
    func makeErasureDue(in service: TestService) async throws {
        try await service.database.sql(
            """
            UPDATE tw.erasure SET requested_at = now() - interval '15 days', due_at = now() - interval '1 day'
            WHERE owner_id = '\(account.id)'
            """
        )
    }

    /// Orders the erasure, lets the time pass, and has it carried out.
    func erase(in service: TestService) async throws {
        _ = try await call(OwnData.Erase.self, .init(password: TestService.password))
        try await makeErasureDue(in: service)
        guard try await service.eraseDue() > 0 else { throw TestFailure("nothing was erased") }
    }
}

extension TestDatabase {
    /// All that a plain backup holds.
    func dump() throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["pg_dump", "--inserts", "--dbname", backup]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw TestFailure("pg_dump ended with an error") }
        return String(decoding: bytes, as: UTF8.self)
    }
}
