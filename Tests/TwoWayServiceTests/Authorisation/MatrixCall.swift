import TwoWayModel
import TwoWayTestSupport

/// One call of the matrix: a row, pointed at something.
struct MatrixCall: Sendable {
    let world: AuthorisationWorld
    let row: String
    let method: String
    /// What the caller has, for the parameters beside what is pointed at.
    let own: Belongings
    /// What is pointed at.
    let target: Belongings
    /// Whether that is the caller's own.
    let isOwn: Bool
    /// Whether the caller goes by more than one role, and so has to say in which.
    var hasBothRoles = false

    /// The request; the same id every time, so that answers can be compared.
    var line: String {
        get throws {
            let ofCandidates = searchParams ?? jobParams ?? comparisonParams ?? interviewParams ?? followUpParams
            let ofBoth = sharingParams ?? coachingParams
            let params = try (accountParams ?? libraryParams ?? layerParams ?? ofCandidates ?? ofBoth).known
            return #"{"jsonrpc":"2.0","id":7,"method":"\#(method)","params":\#(params)}"#
        }
    }

    /// The revision at which a thing is; 1 of one that is not there.
    func revision(_ table: String, _ id: String) -> Revision {
        world.revisions["\(table) \(id)"] ?? 1
    }
}

extension MatrixCall {
    private var accountParams: String? {
        let password = isOwn ? TestService.password : "quite another password"
        return switch row {
        case "server.ping", "rpc.discover", "session.logout", "session.revokeOthers", "account.me", "secondFactor.get",
            "dimension.list":
            "{}"
        case "session.list":
            #"{"limit":5}"#
        case "session.hello":
            #"{"protocol":{"min":1,"max":1},"client":"matrix 1","token":"\#(target.token)"}"#
        case "session.login":
            #"{"email":"\#(target.email)","password":"\#(password)"}"#
        case "session.revoke":
            #"{"id":"\#(target.session)"}"#
        case "account.activate":
            #"""
            {"code":"\#(target.code)","email":"new-\#(own.account)@example.org","displayName":"Nora",\#
            "password":"\#(TestService.password)"}
            """#
        case "account.changePassword":
            #"{"current":"\#(password)","new":"seven slow tugboats upstream"}"#
        case "account.changePassword:wrong":
            #"{"current":"quite another password","new":"seven slow tugboats upstream"}"#
        case "account.resetPassword":
            #"{"code":"\#(target.code)","email":"\#(target.email)","new":"seven slow tugboats upstream"}"#
        case "secondFactor.start":
            #"{"password":"\#(password)"}"#
        case "secondFactor.start:wrong":
            #"{"password":"quite another password"}"#
        case "secondFactor.confirm":
            #"{"code":"123456"}"#
        case "secondFactor.renewCodes", "secondFactor.remove":
            #"{"password":"\#(password)","code":"123456"}"#
        case "secondFactor.renewCodes:wrong", "secondFactor.remove:wrong":
            #"{"password":"quite another password","code":"123456"}"#
        case "account.export":
            isOwn ? "{}" : #"{"cursor":"\#(target.account).0"}"#
        case "account.import":
            #"{"archive":"\#(target.account)","piece":0,"pieces":\#(isOwn ? 2 : 1),"text":"no archive"}"#
        case "account.import:broken":
            #"{"archive":"\#(target.account)","piece":0,"pieces":1,"text":"no archive"}"#
        case "account.erase":
            #"{"password":"\#(password)"}"#
        case "account.erase:wrong":
            #"{"password":"quite another password"}"#
        case "account.cancelErasure":
            "{}"
        default:
            nil
        }
    }

    private var sharingParams: String? {
        switch row {
        case "relationship.invite":
            #"{"coach":"\#(target.coach)"}"#
        case "relationship.invite:account":
            #"{"coach":"\#(target.account)"}"#
        case "relationship.invite:suspended":
            #"{"coach":"\#(isOwn ? world.things.suspendedCoach : target.coach)"}"#
        case "relationship.accept", "relationship.decline", "relationship.pause", "relationship.end":
            #"{"id":"\#(target.relationship)"}"#
        case "relationship.resume":
            #"{"id":"\#(target.relationship)","revision":\#(revision("relationship", target.relationship))}"#
        case "relationship.makeCode", "relationship.listCodes":
            "{}"
        case "relationship.withdrawCode":
            #"{"id":"\#(target.clientInvitation)"}"#
        case "relationship.lookUpCode", "relationship.redeem":
            #"{"code":"\#(target.clientCode)"}"#
        case "relationship.list", "share.list":
            hasBothRoles ? #"{"role":"candidate"}"# : "{}"
        case "relationship.list:candidate", "share.list:candidate":
            #"{"role":"candidate"}"#
        case "relationship.list:coach", "share.list:coach":
            #"{"role":"coach"}"#
        case "share.create":
            share(relationship: target, opportunity: target)
        case "share.create:relationship":
            share(relationship: target, opportunity: own)
        case "share.create:opportunity":
            share(relationship: own, opportunity: target)
        case "share.create:jobSearch":
            #"{"relationship":"\#(own.relationship)","subject":"priorities","jobSearch":"\#(target.jobSearch)"}"#
        case "share.create:comparison":
            #"{"relationship":"\#(own.relationship)","subject":"comparison","comparison":"\#(target.comparison)"}"#
        case "share.create:interview":
            #"{"relationship":"\#(own.relationship)",\#(ofInterview)}"#
        case "share.preview":
            #"{"subject":"opportunity","opportunity":"\#(target.opportunity)"}"#
        case "share.preview:jobSearch":
            #"{"subject":"priorities","jobSearch":"\#(target.jobSearch)"}"#
        case "share.preview:comparison":
            #"{"subject":"comparison","comparison":"\#(target.comparison)"}"#
        case "share.preview:interview":
            "{\(ofInterview)}"
        case "share.revoke":
            #"{"id":"\#(target.share)"}"#
        case "receipt.list":
            #"{"opportunity":"\#(target.opportunity)"}"#
        case "event.subscribe", "event.list":
            "{}"
        case "event.acknowledge":
            #"{"upTo":1}"#
        default:
            nil
        }
    }

    private var ofInterview: String {
        #""subject":"answers","opportunity":"\#(target.opportunity)","interview":"\#(target.interview)""#
    }

    private func share(relationship: Belongings, opportunity: Belongings) -> String {
        #"""
        {"relationship":"\#(relationship.relationship)","opportunity":"\#(opportunity.opportunity)",\#
        "subject":"opportunity","fields":["overview"]}
        """#
    }
}
