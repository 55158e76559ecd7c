/// What a viewer may see of one thing.
public enum ViewerRights: Hashable, Sendable {
    /// All of it, because it is the viewer's own.
    case owner
    /// The fields that live shares of one subject open.
    case coach(Set<ShareField>, subject: ShareSubject)
}
