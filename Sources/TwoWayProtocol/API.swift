import JSONRPC
import TwoWayModel

/// The whole contract.
public enum API {
    /// Every method, area by area; a new area adds its line here.
    public static let methods: [any TwoWayMethod.Type] =
        Server.methods + Sessions.methods + Accounts.methods + SecondFactors.methods + OwnData.methods
        + Dimensions.methods + Libraries.methods + Subscriptions.methods + Suggestions.methods
        + Questions.methods + OwnQuestions.methods + Overlays.methods + Upgrades.methods
        + JobSearches.methods + PrioritySets.methods
        + Organisations.methods + People.methods + Opportunities.methods
        + Research.methods + Beliefs.methods + Contradictions.methods + Promises.methods + FollowUps.methods
        + Interviews.methods + Plans.methods + Capture.methods + Coverages.methods + Stories.methods
        + EvidenceRatings.methods + Assessments.methods + Waivers.methods + Comparisons.methods
        + Decisions.methods + RealityChecks.methods + Calibrations.methods + Dashboards.methods
        + Relationships.methods + Shares.methods + Events.methods
        + Clients.methods + Notes.methods + Prompts.methods + Opinions.methods + Statistics.methods
}
