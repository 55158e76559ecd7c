/// The parameters of the methods that only candidates call, and of those that coaches may read by.
extension MatrixCall {
    var jobParams: String? { searchParams ?? opportunityParams ?? assessmentParams }

    private var searchParams: String? {
        let id = target.jobSearch
        return switch row {
        case "jobSearch.create":
            #"{"title":"Summer"}"#
        case "jobSearch.list", "organisation.list":
            "{}"
        case "prioritySet.get":
            #"{"jobSearch":"\#(id)"}"#
        case "prioritySet.get:draft":
            #"{"jobSearch":"\#(id)","draft":true}"#
        case "prioritySet.save":
            prioritySet(of: id, entry: #"{"title":"Pay","direction":"more","weight":1}"#)
        case "prioritySet.save:priority":
            prioritySet(
                of: own.jobSearch,
                entry: #"{"key":"\#(target.priority)","title":"Pay","direction":"more","weight":1}"#
            )
        case "prioritySet.activate":
            #"{"id":"\#(target.draftSet)","revision":\#(revision("prioritySet", target.draftSet))}"#
        default:
            nil
        }
    }

    private func prioritySet(of search: String, entry: String) -> String {
        #"{"jobSearch":"\#(search)","revision":\#(revision("draft", search)),"weightMode":"exact","#
            + #""priorities":[\#(entry)]}"#
    }

    private var opportunityParams: String? {
        let id = target.opportunity
        return switch row {
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
        case "opportunity.get":
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

    private var assessmentParams: String? {
        let id = target.opportunity
        return switch row {
        case "evidence.rate":
            evidence(of: id, priority: target.priority, #""origin":"research","sourceClass":"published""#)
        case "evidence.rate:priority":
            evidence(of: own.opportunity, priority: target.priority, #""origin":"research","sourceClass":"published""#)
        case "evidence.rate:answer":
            evidence(of: own.opportunity, priority: own.priority, #""origin":"answer","answer":"\#(target.answer)""#)
        case "evidence.list", "assessment.get":
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

    private func evidence(of opportunity: String, priority: String, _ source: String) -> String {
        #"{"opportunity":"\#(opportunity)","priority":"\#(priority)","scope":"job","rating":4,"#
            + #""specificity":"general",\#(source)}"#
    }

    private func rating(of opportunity: String, priority: String, revision: Int) -> String {
        #"{"opportunity":"\#(opportunity)","priority":"\#(priority)","revision":\#(revision),"#
            + #""interval":{"lo":0.5,"hi":0.75}}"#
    }
}

extension MatrixCall {
    var interviewParams: String? { meetingParams ?? planParams ?? captureParams }

    private var meetingParams: String? {
        let id = target.interview
        return switch row {
        case "interview.create":
            interview(of: target, with: target)
        case "interview.create:person":
            interview(of: own, with: target)
        case "interview.list":
            #"{"opportunity":"\#(target.opportunity)"}"#
        case "interview.get":
            #"{"id":"\#(id)"}"#
        case "interview.update":
            edit("interview", id, #""title":"Lunch""#)
        case "interview.update:person":
            edit(
                "interview",
                own.interview,
                #""interviewers":[{"person":"\#(own.person)"},{"person":"\#(target.peer)"}]"#
            )
        case "interview.advance":
            edit("interview", id, #""state":"held""#)
        default:
            nil
        }
    }

    private func interview(of job: Belongings, with people: Belongings) -> String {
        #"{"opportunity":"\#(job.opportunity)","title":"Lunch","format":"informal","#
            + #""interviewers":[{"person":"\#(people.person)"}]}"#
    }

    private var planParams: String? {
        let id = target.interview
        return switch row {
        case "plan.get":
            #"{"interview":"\#(id)"}"#
        case "plan.save":
            plan(of: id, #"{"text":"Why now?"}"#)
        case "plan.save:item":
            plan(of: own.interview, #"{"id":"\#(target.item)","text":"Why now?"}"#)
        case "plan.save:person":
            plan(of: own.interview, #"{"text":"Why now?","targetPerson":"\#(target.peer)"}"#)
        case "plan.save:priority":
            plan(of: own.interview, #"{"text":"Why now?","priorities":["\#(target.priority)"]}"#)
        case "plan.save:library":
            plan(
                of: own.interview,
                #"{"source":{"library":"\#(target.library)","version":1,"questionKey":"last-week"}}"#
            )
        case "plan.sheet":
            #"{"interview":"\#(id)","format":"markdown"}"#
        default:
            nil
        }
    }

    private func plan(of interview: String, _ item: String) -> String {
        #"{"interview":"\#(interview)","revision":\#(revision("plan", interview)),"items":[\#(item)]}"#
    }

    private var captureParams: String? {
        let new = (asking: "5b1c0f0e-0000-4000-8000-000000000001", answer: "5b1c0f0e-0000-4000-8000-000000000002")
        return switch row {
        case "capture.record":
            capture(in: target, asking: new.asking, answer: new.answer, item: target.item, person: target.person)
        case "capture.record:item":
            capture(in: own, asking: new.asking, answer: new.answer, item: target.item, person: own.person)
        case "capture.record:person":
            capture(in: own, asking: new.asking, answer: new.answer, item: own.item, person: target.peer)
        case "capture.record:asking":
            capture(in: own, asking: target.asking, answer: new.answer, item: own.item, person: own.person)
        case "capture.record:answer":
            capture(in: own, asking: new.asking, answer: target.answer, item: own.item, person: own.person)
        case "capture.list":
            #"{"interview":"\#(target.interview)"}"#
        default:
            nil
        }
    }

    private func capture(
        in place: Belongings,
        asking: String,
        answer: String,
        item: String,
        person: String
    ) -> String {
        #"{"interview":"\#(place.interview)","askings":[{"id":"\#(asking)","item":"\#(item)","person":"\#(person)","#
            + #""askedAt":"2026-05-04T08:00:00Z","outcome":"answered","answer":{"id":"\#(answer)","body":"Soon.","#
            + #""specificity":"general","captured":"after"}}]}"#
    }

    /// An edit of a thing at the revision at which it is.
    private func edit(_ table: String, _ id: String, _ members: String) -> String {
        #"{"id":"\#(id)","revision":\#(revision(table, id)),\#(members)}"#
    }
}
