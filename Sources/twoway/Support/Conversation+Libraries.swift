import TwoWayModel
import TwoWayProtocol

/// A library that one follows, and how.
struct FollowedLibrary: Sendable {
    var subscription: Subscription
    var library: Library
}

extension Conversation {
    private var lookup: Lookup<Library> { Lookup(noun: "library", listing: "twoway library find") }

    /// A library by slug, title or id: one's own, one that is followed, or one that can be found.
    func library(_ text: String) async throws -> Library {
        if let id = ID<Library>(text) { return try await server.call(Libraries.Get.self, .init(id: id)).value }
        let account = try await server.account()
        var known: [Library] = []
        if account.roles.contains(.coach) {
            known += try await server.list(Libraries.List.self, .init()).value.items
            // One's own goes before others of the same name.
            if let own = try? find(text, among: known) { return own }
        }
        if account.roles.contains(.candidate) {
            known += try await followedLibraries().map(\.library)
        }
        known += try await server.list(Libraries.Discover.self, .init()).value.items
        return try find(text, among: known)
    }

    func libraryID(_ text: String) async throws -> ID<Library> {
        if let id = ID<Library>(text) { return id }
        return try await library(text).id
    }

    /// A version of a library; says where to look when it has none of that number.
    func version(_ number: Int, of library: Library) async throws -> Reply<LibraryVersion> {
        do {
            return try await server.call(Libraries.GetVersion.self, .init(library: library.id, number: number))
        } catch let failure as CommandFailure where failure.status == .notFound {
            throw CommandFailure.notFound(
                "\(library.slug) has no version \(number).",
                hint: "See which there are: twoway library versions \(library.slug)"
            )
        }
    }

    /// A library of one's own.
    func ownLibrary(_ text: String) async throws -> Library {
        if let id = ID<Library>(text) { return try await server.call(Libraries.Get.self, .init(id: id)).value }
        if let slug = try? Slug(text), let library = try await ownLibrary(slug: slug) { return library }
        let own = try await server.list(Libraries.List.self, .init()).value.items
        let lookup = Lookup<Library>(noun: "library of yours", listing: "twoway library list")
        let id = try lookup.find(text, among: own.map(Self.entry))
        guard let library = own.first(where: { $0.id == id }) else { throw CommandFailure.notFound("It is gone.") }
        return library
    }

    func ownLibrary(slug: Slug) async throws -> Library? {
        try await server.call(Libraries.List.self, .init(slug: slug)).value.items.first
    }

    /// What the caller follows; libraries that cannot be read any more are left out.
    func followedLibraries() async throws -> [FollowedLibrary] {
        let subscriptions = try await server.list(Subscriptions.List.self, .init()).value.items
        var followed: [FollowedLibrary] = []
        for subscription in subscriptions where subscription.state != .cancelled {
            do {
                let library = try await server.call(Libraries.Get.self, .init(id: subscription.library)).value
                followed.append(FollowedLibrary(subscription: subscription, library: library))
            } catch let failure as CommandFailure where failure.status == .notFound {
                continue
            }
        }
        return followed
    }

    func followed(_ text: String) async throws -> FollowedLibrary {
        let all = try await followedLibraries()
        let entries = all.map { followed -> Lookup<Library>.Entry in
            var entry = Self.entry(followed.library)
            entry.names.append(followed.subscription.id.description)
            return entry
        }
        let lookup = Lookup<Library>(noun: "library that you follow", listing: "twoway subscriptions")
        let id = try lookup.find(text, among: entries)
        let isMeant = { (one: FollowedLibrary) in
            one.library.id == id || one.subscription.id.rawValue == id.rawValue
        }
        guard let found = all.first(where: isMeant) else {
            throw CommandFailure.notFound(
                "You do not follow this library.",
                hint: "Follow it: twoway subscribe \(text)"
            )
        }
        return found
    }

    /// A suggestion that one wrote, or that one received.
    func suggestion(_ text: String, received: Bool) async throws -> ID<Suggestion> {
        if let id = ID<Suggestion>(text) { return id }
        let all = try await server.list(Suggestions.List.self, .init(received: received)).value.items
        let lookup = Lookup<Suggestion>(noun: "suggestion", listing: "twoway library suggestions")
        return try lookup.find(text, among: all.map { .init($0.id, $0.text.text) })
    }

    private func find(_ text: String, among libraries: [Library]) throws -> Library {
        let id = try lookup.find(text, among: libraries.map(Self.entry))
        guard let library = libraries.first(where: { $0.id == id }) else {
            throw CommandFailure.notFound("It is gone.")
        }
        return library
    }

    private static func entry(_ library: Library) -> Lookup<Library>.Entry {
        .init(
            library.id,
            "\(library.title.text) (\(library.slug.text), by \(library.ownerName.text))",
            library.slug.text,
            library.title.text
        )
    }
}
