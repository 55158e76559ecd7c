/// The parameters of what is compared.
extension MatrixCall {
    var comparisonParams: String? {
        let ownPair = comparing(own, own.opportunity, own.secondOpportunity)
        return switch row {
        case "comparison.create", "comparison.whatIf":
            "{\(comparing(target, target.opportunity, target.secondOpportunity))}"
        case "comparison.create:opportunity", "comparison.whatIf:opportunity":
            "{\(comparing(own, own.opportunity, target.secondOpportunity))}"
        case "comparison.whatIf:priority":
            #"{\#(ownPair),"weights":[{"priority":"\#(target.priority)","weight":0.5}]}"#
        case "comparison.whatIf:rating":
            #"{\#(ownPair),"ratings":[{"opportunity":"\#(target.opportunity)","priority":"\#(own.priority)","#
                + #""interval":{"lo":0.5,"hi":0.75}}]}"#
        case "comparison.get", "comparison.delete":
            #"{"id":"\#(target.comparison)"}"#
        case "comparison.list":
            #"{"jobSearch":"\#(target.jobSearch)"}"#
        default:
            nil
        }
    }

    private func comparing(_ place: Belongings, _ first: String, _ second: String) -> String {
        #""jobSearch":"\#(place.jobSearch)","opportunities":["\#(first)","\#(second)"]"#
    }
}
