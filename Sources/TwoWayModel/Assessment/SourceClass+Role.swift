extension SourceClass {
    /// The class of what a person says in an interview; nil for a role that says nothing of how well they can know.
    ///
    /// People of other departments count as peers. The future supervisor is one whatever the role.
    public init?(role: InterviewerRole, isFutureSupervisor: Bool) {
        if isFutureSupervisor {
            self = .futureSupervisor
            return
        }
        switch role {
        case .recruiter: self = .recruiter
        case .hr: self = .hr
        case .hiringManager: self = .hiringManager
        case .skipLevel: self = .skipLevel
        case .peer, .crossFunctional: self = .peer
        case .directReport: self = .directReport
        case .executive: self = .executive
        case .other: return nil
        }
    }
}
