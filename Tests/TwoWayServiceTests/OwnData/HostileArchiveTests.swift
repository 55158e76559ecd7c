import JSONRPC
import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

/// Archives that nobody has exported.
@Suite struct HostileArchiveTests {
    /// A change to an archive, and where it is found out.
    private struct Forgery: Sendable {
        let what: String
        let path: String
        let change: @Sendable (inout TestArchive) -> Void
    }

    private static func replace(
        _ table: String,
        _ old: String,
        _ new: String
    ) -> @Sendable (inout TestArchive) -> Void {
        { archive in archive[table] = archive[table].map { $0.replacing(old, with: new) } }
    }

    private static let forgeries: [Forgery] = [
        Forgery(what: "an unknown table", path: "archive.line[9].table") { archive in
            archive.sections.append(.init(table: "secret", rows: ["{}"]))
            archive.sections.swapAt(archive.sections.count - 1, 6)
        },
        Forgery(what: "a table that is no record", path: "archive.line[2].table") { archive in
            archive.sections.insert(.init(table: "throttle", rows: ["{}"]), at: 0)
        },
        Forgery(what: "tables out of order", path: "archive.line[3].table") { $0.sections.swapAt(0, 1) },
        Forgery(what: "a column that is not there", path: "archive.line[9].row.pin") {
            Self.replace("organisation", #""website""#, #""pin": 1, "website""#)(&$0)
        },
        Forgery(what: "an owner", path: "archive.line[9].row.owner_id") {
            Self.replace("organisation", #""website""#, #""owner_id": "x", "website""#)(&$0)
        },
        Forgery(what: "a row that is none", path: "archive.line[9].row") { $0["organisation"] = ["7"] },
        Forgery(what: "no key", path: "archive.line[9].row.id") {
            Self.replace("organisation", #""id":"#, #""notes":"#)(&$0)
        },
        Forgery(what: "a word in place of a number", path: "archive.line[9].organisation") {
            Self.replace("organisation", #""revision": 1"#, #""revision": "many""#)(&$0)
        },
        Forgery(what: "a value that a check refuses", path: "archive.line[9].organisation") {
            Self.replace("organisation", #""revision": 1"#, #""revision": -1"#)(&$0)
        },
        Forgery(what: "a name that is too long", path: "archive.line[9].organisation") {
            Self.replace("organisation", "Acme anna", String(repeating: "A", count: 201))(&$0)
        },
        Forgery(what: "a record twice", path: "archive.line[10].organisation") {
            $0["organisation"] += $0["organisation"]
        },
        Forgery(what: "a time without an end", path: "archive.line[9].organisation") { archive in
            archive["organisation"] = archive["organisation"].map {
                $0.replacing(/"created_at": "[^"]*"/, with: #""created_at": "infinity""#)
            }
        },
        Forgery(what: "a job of an employer who is not there", path: "archive.line[12].opportunity") { archive in
            archive["opportunity"] = archive["opportunity"].map {
                $0.replacing(/"organisation_id": "[^"]*"/, with: #""organisation_id": "\#(Belongings.unusedID())""#)
            }
        },
        Forgery(what: "a job that was accepted in no step", path: "archive.stage_event") {
            Self.replace("opportunity", #""stage": "interested""#, #""stage": "accepted""#)(&$0)
        },
        Forgery(what: "a set that counts without weights", path: "archive.priority") { archive in
            archive["priority"] = archive["priority"].map { $0.replacing(/"weight": [0-9.]+/, with: #""weight": 0"#) }
        },
    ]

    @Test func `whatever is wrong with an archive is refused by name, and nothing of it stays`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let archive = try await scene.candidate.exportArchive()
            let order = archive.sections.map { "\($0.table) \($0.rows.count)" }
            #expect(
                order == [
                    "account 1", "account_role 1", "session 1", "job_search 1", "priority_set 1", "priority 2",
                    "organisation 1", "person 2", "opportunity 1", "stage_event 1",
                ]
            )
            let ben = try await service.signUp("ben", roles: [.candidate])
            for forgery in Self.forgeries {
                var forged = archive
                forgery.change(&forged)
                let text = try await forged.text(in: service.database)
                do {
                    try await ben.importText(text)
                    Issue.record("\(forgery.what) was taken in")
                } catch let error as RPCError {
                    #expect(error.data?.path == forgery.path, "\(forgery.what): \(error)")
                }
                #expect(try await ben.exportArchive().returning.isEmpty, "\(forgery.what)")
            }
            // As it was it comes in.
            #expect(try await ben.importText(try await archive.text(in: service.database)).written == 9)
        }
    }

    @Test func `what is no archive, was cut or was changed is refused`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let text = try await scene.candidate.exportText()
            let ben = try await service.signUp("ben", roles: [.candidate])
            let cut = text.split(separator: "\n").dropLast().joined(separator: "\n") + "\n"
            let refused: [(String, String)] = [
                ("hello", "archive.line[1]"), ("{}", "archive.line[1].format"), ("[]", "archive.line[1].format"),
                (text.replacing(#""formatVersion": 1"#, with: #""formatVersion": 2"#), "archive.line[1].formatVersion"),
                (cut, "archive.line[12]"), (text + text, "archive.line[14]"),
                (text.replacing("Acme anna", with: "Acme ben"), "archive.line[9].table"),
                (text.replacing(#"{"table":"person""#, with: #"{"table":person"#), "archive.line[10]"),
                (text.replacing(#"{"table":"person""#, with: #"{"more":1,"table":"person""#), "archive.line[10]"),
            ]
            for (wrong, path) in refused {
                await expectInvalid(path) { try await ben.importText(wrong) }
            }
            #expect(try await ben.exportArchive().returning.isEmpty)
        }
    }

    @Test func `nobody gets to a library, a name or a share by an archive`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let coach = try await Scene.coach("kim", in: service)
            let relationship = try await scene.relationship(with: coach)
            _ = try await scene.share(.opportunity, [.overview], in: relationship)
            let hidden = try await service.signUp("nell", roles: [.coach])
            let library = try await hidden.publishLibrary(.sample(), visibility: .private)
            let open = try #require(try await scene.candidate.call(Libraries.Discover.self, .init()).items.first)
            _ = try await scene.candidate.call(Subscriptions.Create.self, .init(library: open.id))
            var archive = try await scene.candidate.exportArchive()
            let text = try await archive.text(in: service.database)
            let carol = try await service.signUp("carol", roles: [.candidate])
            let outcome = try await carol.importText(text)
            // The relationship is Anna's here, and so is its share.
            #expect(outcome.leftOut == 2)
            #expect(try await coach.call(Relationships.List.self, .init()).items.count == 1)
            #expect(try await coach.call(Shares.List.self, .init()).items.count == 1)
            #expect(try await carol.call(Subscriptions.List.self, .init()).items.count == 1)

            // Pointed at somebody who cannot be found, and at a private library.
            let (known, unknown) = (try coach.account.id.description, try hidden.account.id.description)
            for table in ["relationship", "share"] {
                archive[table] = archive[table].map { $0.replacing(known, with: unknown) }
            }
            archive["subscription"] = archive["subscription"].map {
                $0.replacing(open.id.description, with: library.id.description).replacing(known, with: unknown)
            }
            let dora = try await service.signUp("dora", roles: [.candidate])
            let pointed = try await dora.importText(try await archive.text(in: service.database))
            #expect(pointed.leftOut == 2)
            #expect(try await dora.call(Relationships.List.self, .init()).items.isEmpty)
            #expect(try await dora.call(Subscriptions.List.self, .init()).items.isEmpty)
            #expect(try await hidden.call(Relationships.List.self, .init()).items.isEmpty)
            await expectFailure(.notFound) {
                _ = try await dora.call(Libraries.Get.self, .init(id: library.id))
            }
        }
    }

    @Test func `an account takes in what goes with its roles`() async throws {
        try await TestService.with { service in
            let coach = try await Scene.coach("kim", in: service)
            let text = try await coach.exportText()
            let anna = try await service.signUp("anna", roles: [.candidate])
            await expectFailure(.invalidState) { try await anna.importText(text) }
            let libraries = try await service.database.sql("SELECT owner_id FROM tw.library")
            #expect(libraries == [[try coach.account.id.description]])
        }
    }
}
