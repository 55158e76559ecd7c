/// The parameters of what is between a candidate and a coach.
extension MatrixCall {
    var coachingParams: String? { noteParams ?? promptParams ?? opinionParams }

    private var noteParams: String? {
        let note = #""id":"\#(target.note)","revision":\#(revision("note", target.note))"#
        return switch row {
        case "client.list":
            "{}"
        case "note.create":
            #"{\#(place(target, target)),"visibility":"shared","text":"Well."}"#
        case "note.create:opportunity":
            #"{\#(place(own, target)),"visibility":"shared","text":"Well."}"#
        case "note.create:private":
            #"{"relationship":"\#(target.relationship)","visibility":"coach_only","text":"Well."}"#
        case "note.update":
            #"{\#(note),"text":"Reworded."}"#
        case "note.list":
            "{\(place(target, target))}"
        case "note.list:private":
            #"{"relationship":"\#(target.relationship)","visibility":"coach_only"}"#
        case "note.delete":
            "{\(note)}"
        case "note.seen":
            #"{"relationship":"\#(target.relationship)"}"#
        default:
            nil
        }
    }

    private var promptParams: String? {
        let relationship = #""relationship":"\#(target.relationship)""#
        return switch row {
        case "prompt.create": #"{\#(place(target, target)),"text":"Think of the boss."}"#
        case "prompt.create:opportunity": #"{\#(place(own, target)),"text":"Think of the boss."}"#
        case "prompt.list": "{\(relationship)\(hasBothRoles ? #","role":"candidate""# : "")}"
        case "prompt.list:candidate": #"{\#(relationship),"role":"candidate"}"#
        case "prompt.list:coach": #"{\#(relationship),"role":"coach"}"#
        case "prompt.get": #"{"id":"\#(target.answeredPrompt)"}"#
        case "prompt.answer": #"{"id":"\#(target.prompt)","outcome":"done"}"#
        case "prompt.withdraw": #"{"id":"\#(target.prompt)"}"#
        default: nil
        }
    }

    private var opinionParams: String? {
        // Whoever has a sheet has saved it once.
        let sheet = #""id":"\#(target.opinion)","revision":1"#
        return switch row {
        case "opinion.ask": "{\(place(target, target))}"
        case "opinion.ask:opportunity": "{\(place(own, target))}"
        case "opinion.list": hasBothRoles ? #"{"role":"candidate"}"# : "{}"
        case "opinion.list:candidate": #"{"role":"candidate"}"#
        case "opinion.list:coach": #"{"role":"coach"}"#
        case "opinion.get": #"{"id":"\#(target.opinion)"}"#
        case "opinion.rate": #"{\#(sheet),"ratings":[{"priority":"\#(target.priority)","rating":3}]}"#
        case "opinion.seal": "{\(sheet)}"
        case "opinion.cancel": #"{"id":"\#(target.opinion)"}"#
        default: nil
        }
    }

    private func place(_ relationship: Belongings, _ opportunity: Belongings) -> String {
        #""relationship":"\#(relationship.relationship)","opportunity":"\#(opportunity.opportunity)""#
    }
}
