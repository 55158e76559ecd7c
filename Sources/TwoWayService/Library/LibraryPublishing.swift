import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// Versions: publishing them and reading them.
extension LibraryService {
    /// How many versions a library may have.
    static let versionLimit = 500

    func publish(
        _ params: Libraries.Publish.Params,
        by coach: Coach
    ) async throws(ServiceFailure) -> LibraryVersionSummary {
        let library = OwnedID(coach.id, params.library)
        return try await store.write(Libraries.Publish.self, params, by: coach) { transaction in
            let state = try await transaction.found(.draftForUpdate, library)
            try state.require(params.revision)
            guard state.status == .published || state.status.mayBecome(.published) else {
                throw ServiceFailure.invalidState("A withdrawn library has no further versions.")
            }
            let (document, hash, number) = try await next(of: library, in: transaction)
            let front = try LibraryFront(of: document, at: "params.document")
            let version = NewVersion(
                library: library,
                number: number,
                changeNotes: params.changeNotes,
                contentHash: hash
            )
            do {
                let (summary, _) = try await transaction.run(
                    .one(.publishDraft, version),
                    .execute(.markPublished, (library: library, front: front))
                )
                return summary
            } catch StorageError.constraint(name: Library.slugConstraint, sqlState: _) {
                throw ServiceFailure.checkFailed([Self.slugFinding])
            }
        }
    }

    /// What is to be published now, after everything has been looked at; the library is locked.
    private func next(
        of library: OwnedID<Library>,
        in transaction: Transaction
    ) async throws -> (document: LibraryDocument, contentHash: String, number: Int) {
        let (draft, last, retired, catalogue) = try await transaction.run(
            .one(.draft, library),
            .first(.lastVersion, library),
            .all(.retiredQuestions, library),
            .all(.catalogueKeys)
        )
        let document = try LibraryDocument(stored: draft.document)
        let hash = document.contentHash
        let number = (last?.number ?? 0) + 1
        if let last, last.contentHash == hash {
            throw ServiceFailure.invalidState("The draft is the same as version \(last.number).")
        }
        guard number <= Self.versionLimit else {
            throw ServiceFailure.limitReached("A library has at most \(Self.versionLimit) versions.")
        }
        var findings = document.check(catalogue: Set(catalogue)) + document.reusedKeys(of: retired)
        // Asked only for a slug that is one: any other has its finding already.
        if let slug = try? Slug(document.slug), try await transaction.one(.slugTaken, (library: library, slug: slug)) {
            findings.append(Self.slugFinding)
        }
        if findings.contains(where: { $0.severity == .error }) { throw ServiceFailure.checkFailed(findings) }
        return (document, hash, number)
    }

    private static let slugFinding = Finding(
        severity: .error,
        path: "slug",
        message: "is the slug of another library of yours"
    )

    func listVersions(
        _ params: Libraries.ListVersions.Params,
        by member: Member
    ) async throws(ServiceFailure) -> Page<LibraryVersionSummary> {
        let request = try PageRequest(Libraries.ListVersions.self, params)
        let reading = LibraryReading(by: member.id, of: params.library)
        let page = VersionPage(reading, before: try request.beforeNumber, rows: request.rows)
        let candidate = member.asCandidate
        if let coach = member.asCoach {
            let (library, rows) = try await store.read(
                by: coach,
                .first(.libraryForCoach, reading),
                .all(.versionsForCoach, page)
            )
            // Somebody who is both may see more of another coach's library as a candidate who subscribes to it.
            if let library, library.owner == coach.id || candidate == nil { return request.page(rows) { $0.number } }
        }
        if let candidate {
            let (library, rows) = try await store.read(
                by: candidate,
                .first(.libraryForCandidate, reading),
                .all(.versionsForCandidate, page)
            )
            if library != nil { return request.page(rows) { $0.number } }
        }
        throw .notFound
    }

    func getVersion(
        _ params: Libraries.GetVersion.Params,
        by member: Member
    ) async throws(ServiceFailure) -> LibraryVersion {
        let row = try await version(params.number, of: params.library, for: member)
        return LibraryVersion(
            library: row.library,
            number: row.number,
            author: row.author,
            changeNotes: row.changeNotes,
            publishedAt: row.publishedAt,
            contentHash: row.contentHash,
            yankedAt: row.yankedAt,
            yankReason: row.yankReason,
            document: try LibraryDocument(stored: row.document)
        )
    }
}

extension LibraryService {
    /// A version that the member may read in one role or the other.
    func version(
        _ number: Int,
        of library: ID<Library>,
        for member: Member
    ) async throws(ServiceFailure) -> StoredVersion {
        let reading = VersionReading(LibraryReading(by: member.id, of: library), number: number)
        return try await read(
            by: member,
            asCoach: .first(.versionForCoach, reading),
            asCandidate: .first(.versionForCandidate, reading)
        )
    }
}

extension LibraryDocument {
    /// The questions with a key that an earlier version gave up: it stays the identity of that question for ever (R3).
    func reusedKeys(of retired: [RetiredQuestion]) -> [Finding] {
        let versions = Dictionary(retired.map { ($0.key, $0.version) }) { first, _ in first }
        var findings: [Finding] = []
        for (topicIndex, topic) in topics.enumerated() {
            for (index, question) in topic.questions.enumerated() {
                guard let version = versions[question.key] else { continue }
                let finding = Finding(
                    severity: .error,
                    path: "topics[\(topicIndex)].questions[\(index)].key",
                    message: "was given up in version \(version) and is never used again; choose a new key"
                )
                findings.append(finding)
            }
        }
        return findings
    }
}
