import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// What a coach does with libraries besides writing them.
extension LibraryService {
    func update(_ params: Libraries.Update.Params, by coach: Coach) async throws(ServiceFailure) -> Library {
        guard params.visibility != nil || params.status != nil else {
            throw .invalid(path: "params", reason: "must have a visibility or a status")
        }
        let id = OwnedID(coach.id, params.id)
        return try await store.write(Libraries.Update.self, params, by: coach) { transaction in
            let library = try await transaction.found(.libraryForUpdate, id)
            try library.require(params.revision)
            let status = params.status ?? library.status
            try library.requireStep(to: status)
            let standing = LibraryStanding(id, visibility: params.visibility ?? library.visibility, status: status)
            return try await transaction.one(.updateLibrary, standing)
        }
    }

    /// The later document is a version, or one's own draft when no number names one.
    func diff(_ params: Libraries.Diff.Params, by member: Member) async throws(ServiceFailure) -> LibraryDiff {
        let earlier = try await version(params.from, of: params.library, for: member).document
        let later: [UInt8]
        if let number = params.to {
            later = try await version(number, of: params.library, for: member).document
        } else {
            guard let coach = member.asCoach else { throw .notFound }
            let draft = try await store.read(by: coach, .first(.draft, OwnedID(coach.id, params.library)))
            guard let draft else { throw .notFound }
            later = draft.document
        }
        return LibraryDocument.diff(
            from: try LibraryDocument(stored: earlier),
            to: try LibraryDocument(stored: later)
        )
    }

    func yank(_ params: Libraries.Yank.Params, by coach: Coach) async throws(ServiceFailure) -> LibraryVersionSummary {
        let library = OwnedID(coach.id, params.library)
        return try await store.write(Libraries.Yank.self, params, by: coach) { transaction in
            // Locks the library before its version, in the order in which publishing does it.
            _ = try await transaction.found(.libraryForUpdate, library)
            let isYanked = try await transaction.found(.isYanked, (library: library, number: params.number))
            guard !isYanked else { throw ServiceFailure.invalidState("This version was taken back already.") }
            return try await transaction.one(
                .yankVersion,
                NewYank(library, number: params.number, reason: params.reason)
            )
        }
    }

    /// Not found is also the answer for a version that is not open to every coach and not one's own.
    func fork(_ params: Libraries.Fork.Params, by coach: Coach) async throws(ServiceFailure) -> Library {
        let reading = LibraryReading(by: coach.id, of: params.library)
        return try await store.write(Libraries.Fork.self, params, by: coach) { transaction in
            let (original, version) = try await transaction.run(
                .first(.libraryForCoach, reading),
                .first(.versionForCoach, VersionReading(reading, number: params.number))
            )
            guard let original, let version else { throw ServiceFailure.notFound }
            guard version.yankedAt == nil else {
                throw ServiceFailure.invalidState("This version was taken back; copy another one.")
            }
            var document = try LibraryDocument(stored: version.document)
            let origin = Library.Origin(of: original, version: version.number, author: version.author, document)
            document.slug = params.slug.text
            if let title = params.title { document.title = title.text }
            return try await make(document, origin: origin, params, by: coach, in: transaction)
        }
    }

    private func make(
        _ document: LibraryDocument,
        origin: Library.Origin,
        _ params: Libraries.Fork.Params,
        by coach: Coach,
        in transaction: Transaction
    ) async throws -> Library {
        let text = try document.textToStore(at: "params.library")
        let new = NewLibrary(
            owner: coach.id,
            id: store.newID(),
            front: try LibraryFront(of: document, at: "params"),
            visibility: params.visibility,
            origin: origin,
            limit: Self.limit
        )
        let (library, _) = try await namingTheMember(slug: "params.slug") {
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

extension Library {
    /// Refuses a step that is not for its owner to take, or that the life cycle does not have.
    ///
    /// Whether somebody still follows it is for the database to say.
    fileprivate func requireStep(to next: Status) throws(ServiceFailure) {
        guard next != status else { return }
        guard status != .draft else {
            throw .invalidState("A draft becomes published by publishing it, and only then can be anything else.")
        }
        guard status.mayBecome(next) else {
            switch (status, next) {
            case (.published, .withdrawn): throw .invalidState("Only a deprecated library can be withdrawn.")
            case (.withdrawn, _): throw .invalidState("A withdrawn library stays withdrawn.")
            default: throw .invalidState("A library that was published is no draft any more.")
            }
        }
    }
}
