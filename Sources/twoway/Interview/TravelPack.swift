import Foundation
import JSONRPC
import TwoWayModel
import TwoWayProtocol

/// What is needed to walk through an interview without a connection.
struct TravelPack: Codable, Sendable {
    var interview: Interview
    var plan: Plan
}

/// The folder of one account on this machine: packs for interviews, and journals of what was recorded.
struct TravelFolder: Sendable {
    private let path: String

    init(state: String, account: ID<Account>) {
        path = "\(state)/\(account)"
    }

    func keep(_ pack: TravelPack) throws {
        try packFile(pack.interview.id).write(JSONEncoding.encode(pack))
    }

    func pack(_ id: ID<Interview>) throws(CommandFailure) -> TravelPack? {
        guard let bytes = try packFile(id).read() else { return nil }
        guard let node = try? JSONDocument(parsing: bytes).root else { return nil }
        // One that an other version of this program wrote is as good as none.
        return try? JSONDecoding.decode(TravelPack.self, from: node, at: "")
    }

    /// All packs that are here.
    func packs() throws(CommandFailure) -> [TravelPack] {
        var packs: [TravelPack] = []
        for id in ids(prefix: "interview-", suffix: ".json") {
            if let pack = try pack(id) { packs.append(pack) }
        }
        return packs
    }

    func journal(_ interview: ID<Interview>) -> CaptureJournal {
        CaptureJournal(file: PrivateFile(folder: path, name: "records-\(interview).jsonl"))
    }

    /// The interviews of which something is kept here that was not sent.
    func interviewsWithJournals() -> [ID<Interview>] {
        ids(prefix: "records-", suffix: ".jsonl")
    }

    private func packFile(_ id: ID<Interview>) -> PrivateFile {
        PrivateFile(folder: path, name: "interview-\(id).json")
    }

    private func ids(prefix: String, suffix: String) -> [ID<Interview>] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.sorted().compactMap { name in
            guard name.hasPrefix(prefix), name.hasSuffix(suffix) else { return nil }
            return ID(String(name.dropFirst(prefix.count).dropLast(suffix.count)))
        }
    }
}

extension Conversation {
    /// The folder of the account that is logged in here; nil when nobody is.
    var travelFolder: TravelFolder? {
        savedLogin.map { TravelFolder(state: folders.state, account: $0.account) }
    }

    /// Reads an interview with its plan and keeps it for the way.
    func travelPack(_ id: ID<Interview>) async throws -> TravelPack {
        let interview = try await server.call(Interviews.Get.self, .init(id: id)).value
        let plan = try await server.call(Plans.Get.self, .init(interview: id)).value
        let pack = TravelPack(interview: interview, plan: plan)
        try travelFolder?.keep(pack)
        return pack
    }

    /// The interview that is meant, from the server, or without a connection from this machine.
    func travelPack(_ text: String) async throws -> (pack: TravelPack, isConnected: Bool) {
        guard let travelFolder else { throw CommandFailure.loginNeeded }
        do {
            return (try await travelPack(interview(text)), true)
        } catch let failure as CommandFailure where failure.status == .unavailable {
            let packs = try travelFolder.packs()
            guard !packs.isEmpty else { throw failure }
            let entries = packs.map { Lookup<Interview>.Entry($0.interview.id, $0.interview.title.text) }
            let lookup = Lookup<Interview>(
                noun: "interview on this machine",
                hint: "Without a connection there are only those whose plan was shown here before."
            )
            let id = try lookup.find(text, among: entries)
            guard let pack = packs.first(where: { $0.interview.id == id }) else { throw failure }
            return (pack, false)
        }
    }
}
