import TwoWayModel
import TwoWayProtocol

/// What a share is about and opens, checked as far as it can be without looking at what is stored.
struct ShareChoice: Sendable {
    let subject: ShareSubject
    let anchor: ShareAnchor
    /// In the order of all fields.
    let fields: [ShareField]

    init(_ params: Shares.Create.Params) throws(ServiceFailure) {
        try self.init(
            params.subject,
            ShareAnchor(
                jobSearch: params.jobSearch,
                opportunity: params.opportunity,
                comparison: params.comparison,
                interview: params.interview
            ),
            params.fields
        )
    }

    init(_ params: Shares.Preview.Params) throws(ServiceFailure) {
        try self.init(
            params.subject,
            ShareAnchor(
                jobSearch: params.jobSearch,
                opportunity: params.opportunity,
                comparison: params.comparison,
                interview: params.interview
            ),
            params.fields
        )
    }

    private init(_ subject: ShareSubject, _ anchor: ShareAnchor, _ fields: [ShareField]?) throws(ServiceFailure) {
        self.subject = subject
        self.anchor = anchor
        try Self.check(anchor, for: subject)
        guard let fields else {
            self.fields = subject.usualFields
            return
        }
        guard !fields.isEmpty else {
            throw .invalid(path: "params.fields", reason: "must name at least one field")
        }
        guard fields.count <= ShareField.allCases.count else {
            throw .invalid(path: "params.fields", reason: "names a field more than once")
        }
        for (index, field) in fields.enumerated() where !subject.fields.contains(field) {
            throw .invalid(path: "params.fields[\(index)]", reason: "is not a field of \(subject.rawValue)")
        }
        self.fields = subject.fields.filter { fields.contains($0) }
    }

    private static func check(_ anchor: ShareAnchor, for subject: ShareSubject) throws(ServiceFailure) {
        let needed: String
        var narrows = false
        switch subject {
        case .priorities: needed = "jobSearch"
        case .comparison: needed = "comparison"
        case .opportunity, .assessment, .decision: needed = "opportunity"
        case .interviews, .plans, .answers:
            needed = "opportunity"
            narrows = true
        }
        let given = [
            ("jobSearch", anchor.jobSearch != nil), ("opportunity", anchor.opportunity != nil),
            ("comparison", anchor.comparison != nil),
        ]
        for (name, isGiven) in given where isGiven != (name == needed) {
            throw .invalid(
                path: "params.\(name)",
                reason: isGiven ? "does not go with \(subject.rawValue)" : "is needed for \(subject.rawValue)"
            )
        }
        guard narrows || anchor.interview == nil else {
            throw .invalid(path: "params.interview", reason: "does not go with \(subject.rawValue)")
        }
    }
}
