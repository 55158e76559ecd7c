import JSONRPC
import TwoWayModel

/// The whole contract.
public enum API {
    /// Every method, area by area; a new area adds its line here.
    public static let methods: [any TwoWayMethod.Type] =
        Server.methods + Sessions.methods + Accounts.methods
        + Dimensions.methods + Libraries.methods + Subscriptions.methods
        + Questions.methods + OwnQuestions.methods + Overlays.methods + Upgrades.methods
        + JobSearches.methods + PrioritySets.methods
        + Organisations.methods + People.methods + Opportunities.methods
        + Interviews.methods + Plans.methods + Capture.methods
        + Promises.methods + FollowUps.methods + Stories.methods + Dashboards.methods
        + Coverages.methods
        + Research.methods + Beliefs.methods
        + EvidenceRatings.methods + Assessments.methods
        + Relationships.methods + Shares.methods
}
