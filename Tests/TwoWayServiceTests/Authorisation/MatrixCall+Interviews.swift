/// The parameters of interviews, their plans, and what is captured in them.
extension MatrixCall {
    var interviewParams: String? { meetingParams ?? closingParams ?? planParams ?? captureParams }

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

    private var closingParams: String? {
        let id = target.heldInterview
        return switch row {
        case "interview.debrief":
            #"{"id":"\#(id)"}"#
        case "interview.close":
            edit("interview", id, #""fates":[{"item":"\#(target.leftItem)","fate":"drop","reason":"Told already."}]"#)
        case "interview.close:item":
            edit(
                "interview",
                own.heldInterview,
                #""fates":[{"item":"\#(own.leftItem)","fate":"drop","reason":"Told already."}"#
                    + (isOwn ? "]" : #",{"item":"\#(target.leftItem)","fate":"drop","reason":"Told already."}]"#)
            )
        case "interview.close:to":
            edit(
                "interview",
                own.heldInterview,
                #""fates":[{"item":"\#(own.leftItem)","fate":"carry_over","to":"\#(target.nextInterview)"}]"#
            )
        case "interview.calendar":
            #"{"interview":"\#(target.interview)"}"#
        case "interview.calendar:opportunity":
            #"{"opportunity":"\#(target.opportunity)"}"#
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
                #"{"source":{"library":"\#(target.library)","version":2,"questionKey":"last-week"}}"#
            )
        case "plan.save:ownQuestion":
            plan(of: own.interview, #"{"ownQuestion":"\#(target.ownQuestion)"}"#)
        case "plan.save:belief":
            plan(of: own.interview, #"{"text":"Why now?","belief":"\#(target.belief)"}"#)
        case "plan.save:contradiction":
            plan(of: own.interview, #"{"text":"Why now?","contradiction":"\#(target.contradiction)"}"#)
        case "plan.save:carriedFrom":
            plan(of: own.interview, #"{"carriedFrom":"\#(target.leftItem)"}"#)
        case "plan.save:story":
            plan(
                of: own.interview,
                #"{"text":"Why now?"}"#,
                #","talkingPoints":[{"text":"The ferry.","story":"\#(target.story)"}]"#
            )
        case "plan.suggest":
            #"{"interview":"\#(id)"}"#
        case "plan.sheet":
            #"{"interview":"\#(id)","format":"markdown"}"#
        default:
            nil
        }
    }

    private func plan(of interview: String, _ item: String, _ more: String = "") -> String {
        #"{"interview":"\#(interview)","revision":\#(revision("plan", interview)),"items":[\#(item)]\#(more)}"#
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
        case "capture.record:employerQuestion":
            capture(
                #""employerQuestions":[{"id":"\#(target.employerQuestion)","text":"Why you?","askedAt":"\#(time)"}]"#
            )
        case "capture.record:employerQuestionPerson":
            capture(
                #""employerQuestions":[{"id":"\#(new.answer)","text":"Why you?","askedAt":"\#(time)","#
                    + #""person":"\#(target.peer)"}]"#
            )
        case "capture.record:promise":
            capture(#""promises":[{"id":"\#(target.promise)","text":"A desk.","promisedOn":"2026-05-04"}]"#)
        case "capture.record:promisePerson":
            capture(
                #""promises":[{"id":"\#(new.answer)","text":"A desk.","promisedOn":"2026-05-04","#
                    + #""person":"\#(target.peer)"}]"#
            )
        case "capture.record:promisePriority":
            capture(
                #""promises":[{"id":"\#(new.answer)","text":"A desk.","promisedOn":"2026-05-04","#
                    + #""priority":"\#(target.priority)"}]"#
            )
        case "capture.record:followUp":
            capture(#""followUps":[{"id":"\#(target.followUp)","text":"Write.","owedBy":"candidate"}]"#)
        case "capture.record:followUpPerson":
            capture(
                #""followUps":[{"id":"\#(new.answer)","text":"Write.","owedBy":"candidate","#
                    + #""person":"\#(target.peer)"}]"#
            )
        case "capture.amend":
            #"{"asking":"\#(target.asking)","revision":\#(revision("asking", target.asking)),"outcome":"partial"}"#
        case "capture.remove":
            #"{"interview":"\#(target.interview)","askings":["\#(target.asking)"]}"#
        case "capture.remove:asking":
            #"{"interview":"\#(own.interview)","askings":["\#(target.asking)"]}"#
        case "capture.removeEmployerQuestions":
            #"{"employerQuestions":["\#(target.employerQuestion)"]}"#
        case "capture.employerQuestions":
            #"{"interview":"\#(target.interview)"}"#
        case "capture.list":
            #"{"interview":"\#(target.interview)"}"#
        default:
            nil
        }
    }

    private var time: String { "2026-05-04T08:00:00Z" }

    /// What is captured beside askings, in an own interview.
    private func capture(_ members: String) -> String {
        #"{"interview":"\#(own.interview)","askings":[],\#(members)}"#
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
    func edit(_ table: String, _ id: String, _ members: String) -> String {
        #"{"id":"\#(id)","revision":\#(revision(table, id)),\#(members)}"#
    }
}
