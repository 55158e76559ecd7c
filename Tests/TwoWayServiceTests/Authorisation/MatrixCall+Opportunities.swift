/// The parameters of what is pursued, found out and believed, and of those methods that coaches may read by.
extension MatrixCall {
    var jobParams: String? {
        opportunityParams ?? mergeParams ?? researchParams ?? beliefParams ?? contradictionParams ?? decisionParams
            ?? assessmentParams ?? judgementParams
    }

    private var opportunityParams: String? {
        let id = target.opportunity
        return switch row {
        case "organisation.list":
            "{}"
        case "organisation.create":
            #"{"name":"Harbour"}"#
        case "organisation.update":
            edit("organisation", target.organisation, #""name":"Harbour""#)
        case "person.create":
            #"{"organisation":"\#(target.organisation)","name":"Ida","role":"peer"}"#
        case "person.list":
            #"{"organisation":"\#(target.organisation)"}"#
        case "person.update":
            edit("person", target.person, #""name":"Ida""#)
        case "opportunity.create":
            opportunity(search: target, organisation: target, supervisor: target)
        case "opportunity.create:jobSearch":
            opportunity(search: target, organisation: own, supervisor: own)
        case "opportunity.create:organisation":
            opportunity(search: own, organisation: target, supervisor: own)
        case "opportunity.create:person":
            opportunity(search: own, organisation: own, supervisor: target)
        case "opportunity.list":
            #"{"jobSearch":"\#(target.jobSearch)"}"#
        case "opportunity.get", "opportunity.coverage":
            #"{"id":"\#(id)"}"#
        case "opportunity.update":
            edit("opportunity", id, #""title":"Lead""#)
        case "opportunity.update:person":
            edit("opportunity", own.opportunity, #""futureSupervisor":"\#(target.peer)""#)
        case "opportunity.advance":
            edit("opportunity", id, #""stage":"interviewing""#)
        default:
            nil
        }
    }

    private func opportunity(search: Belongings, organisation: Belongings, supervisor: Belongings) -> String {
        #"{"jobSearch":"\#(search.jobSearch)","organisation":"\#(organisation.organisation)","title":"Lead","#
            + #""futureSupervisor":"\#(supervisor.person)"}"#
    }

    private var mergeParams: String? {
        switch row {
        case "organisation.merge": merge("organisation", target.secondOrganisation, target.organisation)
        case "organisation.merge:from": merge("organisation", target.secondOrganisation, own.organisation)
        case "organisation.merge:into": merge("organisation", own.secondOrganisation, target.organisation)
        case "person.merge": merge("person", target.peer, target.person)
        case "person.merge:from": merge("person", target.peer, own.person)
        case "person.merge:into": merge("person", own.peer, target.person)
        case "opportunity.merge": merge("opportunity", target.secondOpportunity, target.opportunity)
        case "opportunity.merge:from": merge("opportunity", target.secondOpportunity, own.opportunity)
        case "opportunity.merge:into": merge("opportunity", own.secondOpportunity, target.opportunity)
        default: nil
        }
    }

    private func merge(_ table: String, _ from: String, _ into: String) -> String {
        #"{"from":"\#(from)","into":"\#(into)","revision":\#(revision(table, into)),"#
            + #""fromRevision":\#(revision(table, from))}"#
    }

    private var researchParams: String? {
        let id = target.research
        return switch row {
        case "research.create": research(target, target, more: "")
        case "research.create:organisation": research(target, nil, more: "")
        case "research.create:opportunity": research(own, target, more: "")
        case "research.create:priority": research(own, own, more: #","priorities":["\#(target.priority)"]"#)
        case "research.create:ownQuestion": research(own, own, more: #","question":\#(ownQuestion)"#)
        case "research.create:library": research(own, own, more: #","question":\#(libraryQuestion)"#)
        case "research.update": edit("research", id, #""source":"Almanac""#)
        case "research.update:organisation":
            edit("research", own.research, #""organisation":"\#(target.organisation)","opportunity":null"#)
        case "research.update:opportunity":
            edit("research", own.research, #""opportunity":"\#(isOwn ? own.secondOpportunity : target.opportunity)""#)
        case "research.update:priority": edit("research", own.research, #""priorities":["\#(target.secondPriority)"]"#)
        case "research.update:ownQuestion": edit("research", own.research, #""question":\#(ownQuestion)"#)
        case "research.update:library": edit("research", own.research, #""question":\#(libraryQuestion)"#)
        case "research.list": #"{"organisation":"\#(target.organisation)"}"#
        case "research.list:opportunity": #"{"opportunity":"\#(target.opportunity)"}"#
        case "research.delete": #"{"id":"\#(id)","revision":\#(revision("research", id))}"#
        default: nil
        }
    }

    private var ownQuestion: String { #"{"own":"\#(target.ownQuestion)","fate":"answered"}"# }

    private var libraryQuestion: String {
        #"{"library":"\#(target.followed)","questionKey":"last-week","fate":"answered"}"#
    }

    private func research(_ employer: Belongings, _ job: Belongings?, more: String) -> String {
        let opportunity = job.map { #""opportunity":"\#($0.opportunity)","# } ?? ""
        return #"{"organisation":"\#(employer.organisation)",\#(opportunity)"source":"Almanac","body":"A new hall.","#
            + #""sourceClass":"published","foundOn":"2026-04-02"\#(more)}"#
    }

    private var beliefParams: String? {
        let id = target.belief
        return switch row {
        case "belief.create": belief(of: target, target)
        case "belief.create:priority": belief(of: own, target)
        case "belief.update": edit("belief", id, #""statement":"Said to be so.""#)
        case "belief.dismiss": edit("belief", id, #""reason":"No matter.""#)
        case "belief.list": #"{"opportunity":"\#(target.opportunity)"}"#
        case "belief.get": #"{"id":"\#(id)"}"#
        default: nil
        }
    }

    private var contradictionParams: String? {
        let id = target.contradiction
        return switch row {
        case "contradiction.list": #"{"opportunity":"\#(target.opportunity)"}"#
        case "contradiction.get": #"{"id":"\#(id)"}"#
        case "contradiction.explain": #"{"id":"\#(id)","explanation":"Two teams."}"#
        case "contradiction.acceptRisk", "contradiction.dismiss": #"{"id":"\#(id)","reason":"Be it so."}"#
        default: nil
        }
    }

    private var decisionParams: String? {
        let id = target.decision
        return switch row {
        case "decision.record": #"{"opportunity":"\#(target.opportunity)","kind":"wait","reasons":"Not yet."}"#
        case "decision.reverse": #"{"id":"\#(id)","reason":"Now."}"#
        case "decision.start": #"{"id":"\#(target.acceptance)","startsOn":"2026-02-01","revision":1}"#
        case "decision.list": #"{"opportunity":"\#(target.opportunity)"}"#
        case "decision.get": #"{"id":"\#(id)"}"#
        case "realityCheck.due", "calibration.get": "{}"
        case "realityCheck.record": reality(of: target.acceptedJob, target.acceptedPriority)
        case "realityCheck.record:priority": reality(of: own.acceptedJob, target.acceptedPriority)
        default: nil
        }
    }

    private func reality(of job: String, _ priority: String) -> String {
        #"{"opportunity":"\#(job)","day":30,"ratings":[{"priority":"\#(priority)","rating":4}]}"#
    }

    private func belief(of job: Belongings, _ place: Belongings) -> String {
        #"{"opportunity":"\#(job.opportunity)","priority":"\#(place.priority)","statement":"Said to be so.","#
            + #""scope":"function","expected":4}"#
    }

    private var assessmentParams: String? {
        let id = target.opportunity
        return switch row {
        case "evidence.rate":
            evidence(of: id, priority: target.priority, #""origin":"research","sourceClass":"published""#)
        case "evidence.rate:priority":
            evidence(of: own.opportunity, priority: target.priority, #""origin":"research","sourceClass":"published""#)
        case "evidence.rate:answer":
            evidence(of: own.opportunity, priority: own.priority, #""origin":"answer","answer":"\#(target.answer)""#)
        case "evidence.rate:research":
            evidence(
                of: own.opportunity,
                priority: own.priority,
                #""origin":"research","research":"\#(target.research)""#
            )
        case "evidence.rate:promise":
            evidence(of: own.opportunity, priority: own.priority, #""origin":"promise","promise":"\#(target.promise)""#)
        case "evidence.list", "assessment.get", "assessment.history", "waiver.list":
            #"{"opportunity":"\#(id)"}"#
        case "evidence.retire":
            #"{"id":"\#(target.evidence)"}"#
        case "assessment.rate":
            rating(of: id, priority: target.priority, revision: revision("rating", id))
        case "assessment.rate:priority":
            rating(of: own.opportunity, priority: target.priority, revision: isOwn ? 1 : 0)
        default:
            nil
        }
    }

    private var judgementParams: String? {
        let id = target.opportunity
        return switch row {
        case "assessment.explain": #"{"opportunity":"\#(id)","priority":"\#(target.priority)"}"#
        case "assessment.explain:priority":
            #"{"opportunity":"\#(own.opportunity)","priority":"\#(target.priority)"}"#
        case "assessment.save":
            #"{"opportunity":"\#(id)","revision":\#(revision("assessment", id)),"canSucceed":{"verdict":"yes"}}"#
        case "assessment.finalise": #"{"opportunity":"\#(id)","revision":\#(revision("assessment", id))}"#
        case "assessment.version": #"{"opportunity":"\#(id)","version":1}"#
        case "waiver.grant": waiver(of: id, priority: target.secondPriority)
        case "waiver.grant:priority": waiver(of: own.opportunity, priority: target.secondPriority)
        case "waiver.revoke": #"{"id":"\#(target.waiver)"}"#
        default: nil
        }
    }

    private func waiver(of opportunity: String, priority: String) -> String {
        #"{"opportunity":"\#(opportunity)","priority":"\#(priority)","reason":"The team makes up for it."}"#
    }

    private func evidence(of opportunity: String, priority: String, _ source: String) -> String {
        #"{"opportunity":"\#(opportunity)","priority":"\#(priority)","scope":"job","rating":4,"#
            + #""specificity":"general",\#(source)}"#
    }

    private func rating(of opportunity: String, priority: String, revision: Int) -> String {
        #"{"opportunity":"\#(opportunity)","priority":"\#(priority)","revision":\#(revision),"#
            + #""interval":{"lo":0.5,"hi":0.75}}"#
    }
}
