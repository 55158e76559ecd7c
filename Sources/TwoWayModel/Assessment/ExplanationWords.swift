/// The words and numbers that the sentences of an explanation are made of.
extension SourceClass {
    /// The start of a sentence that a rating ends.
    var says: String {
        switch self {
        case .writtenOffer: "The written offer says"
        case .futureSupervisor: "The future supervisor said"
        case .hiringManager: "The hiring manager said"
        case .observation: "What you saw says"
        case .peer: "A peer said"
        case .directReport: "A direct report said"
        case .skipLevel: "The manager above said"
        case .executive: "An executive said"
        case .recruiter: "The recruiter said"
        case .hr: "HR said"
        case .published: "What is published says"
        case .hearsay: "Hearsay says"
        }
    }

    /// Whose word it is, within a sentence.
    var voice: String {
        switch self {
        case .writtenOffer: "the written offer"
        case .futureSupervisor: "the future supervisor"
        case .hiringManager: "the hiring manager"
        case .observation: "your own eyes"
        case .peer: "a peer"
        case .directReport: "a direct report"
        case .skipLevel: "the manager above"
        case .executive: "an executive"
        case .recruiter: "the recruiter"
        case .hr: "HR"
        case .published: "what is published"
        case .hearsay: "hearsay"
        }
    }

    /// What to look for next, as the start of a sentence.
    var example: String {
        switch self {
        case .writtenOffer: "See it in the written offer"
        case .observation: "See it for yourself on site"
        case .published: "Find it published"
        case .hearsay: "Hear of a case of it"
        case .futureSupervisor, .hiringManager, .peer, .directReport, .skipLevel, .executive, .recruiter, .hr:
            "Ask \(voice) for an example"
        }
    }
}

extension Specificity {
    var manner: String {
        switch self {
        case .example: "with an example"
        case .practice: "as a practice"
        case .general: "in general terms"
        case .evasive: "evasively"
        }
    }
}

extension Scope {
    /// Nothing for the job itself.
    var place: String {
        switch self {
        case .organisation: ", about the organisation as a whole"
        case .function: ", about this part of the organisation"
        case .supervisor: ", about the future supervisor"
        case .job: ""
        }
    }
}

extension ValueInterval {
    /// Such as "0.68 to 0.78"; a single value where both ends read the same.
    var inWords: String {
        let (from, to) = (lo.inTwoDigits, hi.inTwoDigits)
        return from == to ? from : "\(from) to \(to)"
    }
}

extension Double {
    /// Two digits behind the point, as a reader expects them; far beyond what an interval needs it stops counting.
    var inTwoDigits: String {
        guard isFinite else { return "-" }
        let hundredths = Int((Swift.min(magnitude, 1e9) * 100).rounded())
        let digits = hundredths % 100
        return "\(self < 0 && hundredths > 0 ? "-" : "")\(hundredths / 100).\(digits < 10 ? "0" : "")\(digits)"
    }

    /// A share from 0 to 1.
    var inPercent: String {
        guard isFinite else { return "-" }
        return "\(Int((Swift.min(Swift.max(self, 0), 1) * 100).rounded())) %"
    }

    /// A whole rating without digits behind the point.
    var asRating: String {
        guard isFinite, magnitude < 1e9, self == rounded() else { return inTwoDigits }
        return "\(Int(self))"
    }
}
