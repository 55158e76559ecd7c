import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// Libraries of questions: writing them, and finding those of others.
///
/// Title, summary, language, licence and slug of a library follow its draft until the first version is published; from
/// then on readers see them as they stand in the version published last.
struct LibraryService: Sendable {
    /// How many libraries a coach may own.
    static let limit = 50

    let store: Store

    func serve(on router: inout Router) {
        router.serve(Libraries.Create.self, by: create)
        router.serve(Libraries.List.self, by: list)
        router.serve(Libraries.Discover.self, by: discover)
        router.serve(Libraries.Get.self, by: get)
        router.serve(Libraries.GetDraft.self, by: getDraft)
        router.serve(Libraries.SaveDraft.self, by: saveDraft)
        router.serve(Libraries.Check.self, by: check)
        router.serve(Libraries.Publish.self, by: publish)
        router.serve(Libraries.ListVersions.self, by: listVersions)
        router.serve(Libraries.GetVersion.self, by: getVersion)
        router.serve(Libraries.Update.self, by: update)
        router.serve(Libraries.Diff.self, by: diff)
        router.serve(Libraries.Yank.self, by: yank)
        router.serve(Libraries.Fork.self, by: fork)
        router.serve(Libraries.Search.self, by: search)
    }

    func create(_ params: Libraries.Create.Params, by coach: Coach) async throws(ServiceFailure) -> Library {
        let front = try LibraryFront(of: params.document, at: "params.document")
        let text = try params.document.textToStore(at: "params.document")
        return try await store.write(Libraries.Create.self, params, by: coach) { transaction in
            let new = NewLibrary(
                owner: coach.id,
                id: store.newID(),
                front: front,
                visibility: params.visibility,
                limit: Self.limit
            )
            let (library, _) = try await namingTheMember {
                try await transaction.run(
                    .first(.createLibrary, new),
                    .execute(.createDraft, DraftText(owner: coach.id, library: new.id, document: text))
                )
            }
            guard let library else {
                throw ServiceFailure.limitReached("A coach has at most \(Self.limit) libraries.")
            }
            return library
        }
    }

    func list(_ params: Libraries.List.Params, by coach: Coach) async throws(ServiceFailure) -> Page<Library> {
        let request = try PageRequest(Libraries.List.self, params)
        let page = OwnerPage(owner: coach.id, before: try request.beforeID, rows: request.rows)
        let rows = try await store.read(by: coach, .all(.ownLibraries, (page: page, slug: params.slug)))
        return request.page(rows) { $0.id.rawValue }
    }

    func discover(
        _ params: Libraries.Discover.Params,
        by member: Member
    ) async throws(ServiceFailure) -> Page<Library> {
        let request = try PageRequest(Libraries.Discover.self, params)
        let page = DiscoveryPage(before: try request.beforeID, rows: request.rows, text: params.text?.text)
        let rows = try await store.read(by: member, .all(.publicLibraries, page))
        return request.page(rows) { $0.id.rawValue }
    }

    func get(_ params: Libraries.Get.Params, by member: Member) async throws(ServiceFailure) -> Library {
        let reading = LibraryReading(by: member.id, of: params.id)
        return try await read(
            by: member,
            asCoach: .first(.libraryForCoach, reading),
            asCandidate: .first(.libraryForCandidate, reading)
        )
    }

    func getDraft(_ params: Libraries.GetDraft.Params, by coach: Coach) async throws(ServiceFailure) -> LibraryDraft {
        let row = try await store.read(by: coach, .first(.draft, OwnedID(coach.id, params.library)))
        guard let row else { throw .notFound }
        return LibraryDraft(
            library: row.library,
            document: try LibraryDocument(stored: row.document),
            revision: row.revision,
            updatedAt: row.updatedAt
        )
    }

    func saveDraft(_ params: Libraries.SaveDraft.Params, by coach: Coach) async throws(ServiceFailure) -> LibraryDraft {
        let front = try LibraryFront(of: params.document, at: "params.document")
        let text = try params.document.textToStore(at: "params.document")
        let library = OwnedID(coach.id, params.library)
        return try await store.write(Libraries.SaveDraft.self, params, by: coach) { transaction in
            let state = try await transaction.found(.draftForUpdate, library)
            try state.require(params.revision)
            let (isTaken, saved, _) = try await namingTheMember {
                try await transaction.run(
                    .one(.slugTaken, (library: library, slug: front.slug)),
                    .one(.updateDraft, DraftText(owner: coach.id, library: library.id, document: text)),
                    .execute(.updateUnpublishedFront, (library: library, front: front))
                )
            }
            // A published library takes its slug from the draft only later, so that no constraint speaks up here.
            if isTaken { throw ServiceFailure.alreadyExists(path: "params.document.slug") }
            return LibraryDraft(
                library: library.id,
                document: params.document,
                revision: saved.revision,
                updatedAt: saved.updatedAt
            )
        }
    }

    func check(
        _ params: Libraries.Check.Params,
        by member: Member
    ) async throws(ServiceFailure) -> Libraries.Check.Result {
        let keys = try await store.read(by: member, .all(.catalogueKeys))
        return Libraries.Check.Result(findings: params.document.check(catalogue: Set(keys)))
    }

    /// Reads in the roles that the member has: first as coach, which finds what one owns, then as candidate.
    func read<Answer: Sendable>(
        by member: Member,
        asCoach: Query<Answer?>,
        asCandidate: Query<Answer?>
    ) async throws(ServiceFailure) -> Answer {
        if let coach = member.asCoach {
            let answer = try await store.read(by: coach, asCoach)
            if let answer { return answer }
        }
        if let candidate = member.asCandidate {
            let answer = try await store.read(by: candidate, asCandidate)
            if let answer { return answer }
        }
        throw .notFound
    }

    /// Runs statements that store a document and its slug, and says of the constraints that decide which member is wrong.
    func namingTheMember<Answer>(
        slug: String = "params.document.slug",
        _ body: () async throws -> Answer
    ) async throws -> Answer {
        do {
            return try await body()
        } catch StorageError.constraint(name: Library.slugConstraint, sqlState: _) {
            throw ServiceFailure.alreadyExists(path: slug)
        } catch StorageError.constraint(name: DraftText.sizeConstraint, sqlState: _) {
            throw LibraryDocument.tooLarge(at: "params.document")
        }
    }
}

extension DraftState: Revised {}
extension Library: Revised {}
