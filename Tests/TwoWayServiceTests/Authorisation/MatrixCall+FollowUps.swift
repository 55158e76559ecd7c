/// The parameters of what is promised, owed and told around the questions.
extension MatrixCall {
    var followUpParams: String? { promiseParams ?? owedParams ?? storyParams }

    private var promiseParams: String? {
        let id = target.promise
        return switch row {
        case "promise.create": promise(of: target, interview: target, person: target, priority: target)
        case "promise.create:interview": promise(of: own, interview: target, person: own, priority: own)
        case "promise.create:person": promise(of: own, interview: own, person: target, priority: own)
        case "promise.create:priority": promise(of: own, interview: own, person: own, priority: target)
        case "promise.update": edit("promise", id, #""state":"in_offer""#)
        case "promise.update:person": edit("promise", own.promise, #""person":"\#(target.peer)""#)
        case "promise.update:priority": edit("promise", own.promise, #""priority":"\#(target.secondPriority)""#)
        case "promise.list": #"{"opportunity":"\#(target.opportunity)"}"#
        case "promise.delete": #"{"id":"\#(id)","revision":\#(revision("promise", id))}"#
        default: nil
        }
    }

    private func promise(
        of job: Belongings,
        interview: Belongings,
        person: Belongings,
        priority: Belongings
    ) -> String {
        #"{"opportunity":"\#(job.opportunity)","interview":"\#(interview.interview)","person":"\#(person.person)","#
            + #""priority":"\#(priority.priority)","text":"A desk.","promisedOn":"2026-05-04"}"#
    }

    private var owedParams: String? {
        switch row {
        case "followUp.create": followUp(of: target, interview: target, person: target)
        case "followUp.create:interview": followUp(of: own, interview: target, person: own)
        case "followUp.create:person": followUp(of: own, interview: own, person: target)
        case "followUp.update": edit("followUp", target.followUp, #""state":"done""#)
        case "followUp.update:person": edit("followUp", own.followUp, #""person":"\#(target.peer)""#)
        case "followUp.list": #"{"opportunity":"\#(target.opportunity)"}"#
        case "dashboard.get": "{}"
        default: nil
        }
    }

    private func followUp(of job: Belongings, interview: Belongings, person: Belongings) -> String {
        #"{"opportunity":"\#(job.opportunity)","interview":"\#(interview.interview)","person":"\#(person.person)","#
            + #""owedBy":"candidate","text":"Write."}"#
    }

    private var storyParams: String? {
        let id = target.story
        return switch row {
        case "story.create": #"{"title":"The bridge"}"#
        case "story.update": edit("story", id, #""title":"The bridge""#)
        case "story.list": "{}"
        case "story.delete": #"{"id":"\#(id)","revision":\#(revision("story", id))}"#
        default: nil
        }
    }
}
