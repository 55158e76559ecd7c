import Foundation
import TwoWayAuth
import TwoWayModel

/// What a call can name, as it goes over the wire; a fresh value names nothing that exists.
struct Belongings: Sendable {
    var account = unusedID()
    var session = unusedID()
    var token = SessionToken.random().text
    var email = "nobody-\(unusedID())@example.org"
    var code = ActivationCode.random().text
    /// Somebody whom one may ask to be the coach.
    var coach = unusedID()
    var library = unusedID()
    /// A library that has versions: of a coach, one of the coach's own.
    var edition = unusedID()
    /// The public library that belongs to the pursuit; of a coach, where suggestions arrive.
    var followed = unusedID()

    var jobSearch = unusedID()
    var activeSet = unusedID()
    var draftSet = unusedID()
    /// A key that active set and draft have in common.
    var priority = unusedID()
    /// The other one, which may be given up for the first.
    var secondPriority = unusedID()
    var organisation = unusedID()
    /// Noted twice: to be merged into the first.
    var secondOrganisation = unusedID()
    /// The future supervisor, who was asked in the interview.
    var person = unusedID()
    /// Somebody of the same employer, who is not in the interview.
    var peer = unusedID()
    var opportunity = unusedID()
    /// Noted twice: to be merged into the first.
    var secondOpportunity = unusedID()
    /// Scheduled, with a plan and what was captured.
    var interview = unusedID()
    /// One that is only proposed.
    var nextInterview = unusedID()
    /// An item of the plan that nobody was asked yet.
    var item = unusedID()
    var asking = unusedID()
    var answer = unusedID()
    /// An interview that was held, and is to be closed.
    var heldInterview = unusedID()
    /// A must-ask of its plan that nobody was asked.
    var leftItem = unusedID()
    var employerQuestion = unusedID()
    var promise = unusedID()
    var followUp = unusedID()
    var story = unusedID()
    var evidence = unusedID()
    /// What was rated from the research.
    var researched = unusedID()
    /// Of the must-have that is waived; the other one is not.
    var waiver = unusedID()
    var belief = unusedID()
    /// What was seen, and contradicts the evidence.
    var observation = unusedID()
    /// Between the two.
    var contradiction = unusedID()
    var comparison = unusedID()
    /// One of an earlier search that was accepted, with what mattered, its acceptance and a first day that is long past.
    var acceptedJob = unusedID()
    var acceptedPriority = unusedID()
    var acceptance = unusedID()
    /// To wait with the first job.
    var decision = unusedID()
    var research = unusedID()

    /// Follows the library at a version that is not the newest any more.
    var subscription = unusedID()
    var ownQuestion = unusedID()
    var upgradeRun = unusedID()
    /// An open one; of a coach, one that was received.
    var suggestion = unusedID()

    var relationship = unusedID()
    /// A coach's invitation that waits.
    var clientCode = ActivationCode.random().text
    /// The coach's own, which is to be withdrawn.
    var clientInvitation = unusedID()
    var share = unusedID()
    /// A comment of the candidate's; of a coach, a note for nobody else.
    var note = unusedID()
    /// One that is open, and one with a reply.
    var prompt = unusedID()
    var answeredPrompt = unusedID()
    /// Rated by both sides, and sealed by neither.
    var opinion = unusedID()

    static func unusedID() -> String { UUID().uuidString.lowercased() }
}

/// Everybody who is in the world; the raw value is the name, and the first part of the e-mail address.
enum Player: String, CaseIterable, Sendable {
    /// The candidate whose things the others are after.
    case anna = "annabelle"
    case ben = "benedict"
    /// A coach with live shares of one of Anna's opportunities, and with revoked ones of another.
    case kim = "kimberley"
    /// A coach whose relationship with Anna has ended.
    case rob = "robinson"
    /// A coach with whom nothing was ever shared.
    case nell = "nellwyn"
    /// A coach with a share that is no caller's of the matrix.
    case zoe = "zoelynn"
    /// Candidate and coach; suspended while the connection stays open.
    case sue = "susannah"
    /// Candidate and coach; the session was ended from another device while the connection stays open.
    case tim = "timotheus"
    /// Candidate and coach, and nobody's client.
    case mal = "mallorca"

    var roles: [Role] {
        switch self {
        case .anna, .ben: [.candidate]
        case .kim, .rob, .nell, .zoe: [.coach]
        case .sue, .tim, .mal: [.candidate, .coach]
        }
    }
}

/// Who calls: the first five are columns of the table.
enum MatrixCaller: String, CaseIterable, Sendable {
    case owner = "the owner"
    case other = "another candidate"
    case live = "a coach with live shares"
    case ended = "a coach whose shares were revoked"
    case never = "a coach who never had a share"
    case stranger = "a connection without hello"
    case anonymous = "a connection without login"
    case suspended = "a suspended account"
    case signedOut = "an account with a revoked token"

    static let signedIn: [MatrixCaller] = [.owner, .other, .live, .ended, .never]

    var player: Player? {
        switch self {
        case .owner: .anna
        case .other: .ben
        case .live: .kim
        case .ended: .rob
        case .never: .nell
        case .suspended: .sue
        case .signedOut: .tim
        case .stranger, .anonymous: nil
        }
    }
}

/// What the call points at, in the order of the table.
enum MatrixObject: String, CaseIterable, Sendable {
    case own
    /// Somebody else's, and never shared with the caller.
    case foreign
    /// Anna's, shared with one coach.
    case shared
    /// Anna's, shared once and revoked since.
    case revoked
    case missing
}
