import TwoWayModel
import TwoWayRepository

/// The most rows of a kind that one account may have: everything a peer can grow has a limit.
struct OwnerLimit: Sendable {
    let count: Statement<OwnerCount, Int>
    let maximum: Int
    /// In the plural, for people.
    let noun: String

    static let organisations = OwnerLimit(count: .countOrganisations, maximum: 2000, noun: "employers")
    static let people = OwnerLimit(count: .countPeople, maximum: 5000, noun: "people")
    static let jobSearches = OwnerLimit(count: .countJobSearches, maximum: 50, noun: "job searches")
    static let opportunities = OwnerLimit(count: .countOpportunities, maximum: 2000, noun: "opportunities")
    static let researchNotes = OwnerLimit(count: .countResearchNotes, maximum: 5000, noun: "research notes")
    static let promises = OwnerLimit(count: .countPromises, maximum: 5000, noun: "promises")
    static let followUps = OwnerLimit(count: .countFollowUps, maximum: 5000, noun: "follow-ups")
    static let stories = OwnerLimit(count: .countStories, maximum: 200, noun: "stories")
    static let comparisons = OwnerLimit(count: .countComparisons, maximum: Comparison.maximum, noun: "comparisons")
    static let relationships = OwnerLimit(count: .countRelationships, maximum: 200, noun: "relationships")
    static let clientInvitations = OwnerLimit(
        count: .countClientInvitations,
        maximum: ClientInvitation.maximumOpen,
        noun: "invitations that wait"
    )
    static let shares = OwnerLimit(count: .countShares, maximum: 5000, noun: "shares")
    static let suggestions = OwnerLimit(count: .countSuggestions, maximum: 5000, noun: "suggestions")
}

extension Transaction {
    /// Refuses to go on when the owner has as many as there may be.
    ///
    /// Two calls at once may pass together and go one over: the limit guards the server, it is not a rule of the domain.
    func require(_ limit: OwnerLimit, of owner: ID<Account>) async throws {
        let count = try await one(limit.count, OwnerCount(owner: owner, bound: limit.maximum))
        guard count < limit.maximum else {
            throw ServiceFailure.limitReached("There may be at most \(limit.maximum) \(limit.noun).")
        }
    }
}
