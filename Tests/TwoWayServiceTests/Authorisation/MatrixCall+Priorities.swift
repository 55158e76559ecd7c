/// The parameters of job searches and what matters in them.
extension MatrixCall {
    var searchParams: String? {
        let id = target.jobSearch
        return switch row {
        case "jobSearch.create":
            #"{"title":"Summer"}"#
        case "jobSearch.list":
            "{}"
        case "jobSearch.update":
            edit("jobSearch", id, #""title":"Autumn""#)
        case "prioritySet.list", "prioritySet.outlook":
            #"{"jobSearch":"\#(id)"}"#
        case "prioritySet.outlook:opportunity":
            #"{"jobSearch":"\#(own.jobSearch)","opportunity":"\#(target.opportunity)"}"#
        case "prioritySet.drift":
            #"{"jobSearch":"\#(id)","from":1,"to":2}"#
        case "prioritySet.guide":
            #"{"answers":[{"dimension":"training","importance":3}]}"#
        case "prioritySet.get":
            #"{"jobSearch":"\#(id)"}"#
        case "prioritySet.get:draft":
            #"{"jobSearch":"\#(id)","draft":true}"#
        case "prioritySet.get:version":
            #"{"jobSearch":"\#(id)","version":1}"#
        case "prioritySet.save":
            prioritySet(of: id, entry: #"{"title":"Pay","direction":"more","weight":1}"#)
        case "prioritySet.save:priority":
            prioritySet(
                of: own.jobSearch,
                entry: #"{"key":"\#(target.priority)","title":"Pay","direction":"more","weight":1}"#
            )
        case "prioritySet.save:tradeOff":
            prioritySet(
                of: own.jobSearch,
                entry: [own.priority, own.secondPriority]
                    .map { #"{"key":"\#($0)","title":"Pay","direction":"more","weight":1}"# }.joined(separator: ","),
                #""tradeOffs":[{"give":"\#(target.secondPriority)","gain":"\#(own.priority)","limit":2}],"#
            )
        case "prioritySet.activate":
            #"{"id":"\#(target.draftSet)","revision":\#(revision("prioritySet", target.draftSet))}"#
        default:
            nil
        }
    }

    private func prioritySet(of search: String, entry: String, _ more: String = "") -> String {
        #"{"jobSearch":"\#(search)","revision":\#(revision("draft", search)),"weightMode":"exact",\#(more)"#
            + #""priorities":[\#(entry)]}"#
    }
}
