import Foundation
import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// The coach's desk: whom a coach works with, and what waits.
struct ClientService: Sendable {
    let store: Store

    func serve(on router: inout Router) {
        router.serve(Clients.List.self, by: list)
    }

    func list(_ params: Clients.List.Params, by coach: Coach) async throws(ServiceFailure) -> Page<Client> {
        let request = try PageRequest(Clients.List.self, params)
        let page = ClientPage(
            coach: coach.id,
            before: try request.afterText.map { text throws(ServiceFailure) in try Self.place(text) },
            rows: request.rows,
            today: LocalDateTime(store.now(), in: coach.account.timeZone).day
        )
        let clients = try await store.reading(by: coach) { transaction in
            let clients = try await transaction.run(.all(.clients, page))
            return try await knowing(clients, coach, in: transaction)
        }
        return request.page(clients) { client in "\(client.activeAt.microseconds) \(client.relationship)" }
    }

    /// Adds what shares tell of coming interviews, which leaves receipts.
    private func knowing(_ clients: [Client], _ coach: Coach, in transaction: Transaction) async throws -> [Client] {
        let candidates = clients.filter { $0.status == .active }.map(\.candidate)
        guard !candidates.isEmpty else { return clients }
        let reading = ClientInterviewsReading(
            coach: coach.id,
            now: store.now(),
            method: Clients.List.name,
            candidates: candidates,
            receipts: (0..<2 * candidates.count).map { _ in (store.newID() as ID<Receipt>).rawValue }
        )
        let coming = Dictionary(
            try await transaction.run(.all(.clientInterviews, reading)).map { ($0.candidate, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        return clients.map { client in
            guard client.status == .active, let interviews = coming[client.candidate] else { return client }
            var client = client
            client.attention.interviewsSoon = interviews.soon
            client.attention.interviewsUnprepared = interviews.unprepared
            return client
        }
    }

    /// The place after which a page goes on, as the cursor of the one before has it.
    private static func place(_ text: String) throws(ServiceFailure) -> (time: Timestamp, id: UUID) {
        let words = text.split(separator: " ")
        guard words.count == 2, let microseconds = Int64(words[0]), let id = UUID(uuidString: String(words[1])),
            (-1 << 60..<1 << 60).contains(microseconds)
        else {
            throw .invalid(path: "params.cursor", reason: "does not belong to this list")
        }
        return (Timestamp(microseconds: microseconds), id)
    }
}
