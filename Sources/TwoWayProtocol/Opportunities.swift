import JSONRPC
import TwoWayModel

/// Employers.
public enum Organisations {
    static let methods: [any TwoWayMethod.Type] = [Create.self, List.self, Update.self, Merge.self]

    /// Notes an employer.
    public enum Create: TwoWayMethod {
        public static let name = "organisation.create"
        public static let summary = "Notes an employer."
        public static let failures: [FailureKind] = [.limitReached]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var name: Title
            public var website: Line?
            public var notes: Prose?
            public var idempotencyKey: IdempotencyKey?

            public init(name: Title, website: Line? = nil, notes: Prose? = nil, idempotencyKey: IdempotencyKey? = nil) {
                self.name = name
                self.website = website
                self.notes = notes
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = Organisation
    }

    /// Lists the employers one has noted.
    public enum List: TwoWayMethod {
        public static let name = "organisation.list"
        public static let summary = "Lists the employers one has noted, newest first."
        public typealias Access = CandidatesOnly
        public typealias Params = PageParams
        public typealias Result = Page<Organisation>
    }

    /// Edits an employer.
    public enum Update: TwoWayMethod {
        public static let name = "organisation.update"
        public static let summary = "Edits an employer: absent members stay, null clears."
        public static let failures: [FailureKind] = [.notFound, .staleRevision]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var id: ID<Organisation>
            public var revision: Revision
            public var name: Title?
            public var website: Patch<Line>
            public var notes: Patch<Prose>
            public var idempotencyKey: IdempotencyKey?

            public init(
                id: ID<Organisation>,
                revision: Revision,
                name: Title? = nil,
                website: Patch<Line> = .unchanged,
                notes: Patch<Prose> = .unchanged,
                idempotencyKey: IdempotencyKey? = nil
            ) {
                self.id = id
                self.revision = revision
                self.name = name
                self.website = website
                self.notes = notes
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = Organisation
    }
}

/// The people at the employers.
public enum People {
    static let methods: [any TwoWayMethod.Type] = [Create.self, List.self, Update.self, Merge.self]

    /// Notes a person.
    public enum Create: TwoWayMethod {
        public static let name = "person.create"
        public static let summary = "Notes a person."
        public static let failures: [FailureKind] = [.notFound, .limitReached]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var organisation: ID<Organisation>?
            public var name: Title
            public var jobTitle: Title?
            public var role: InterviewerRole
            public var notes: Prose?
            public var idempotencyKey: IdempotencyKey?

            public init(
                organisation: ID<Organisation>? = nil,
                name: Title,
                jobTitle: Title? = nil,
                role: InterviewerRole,
                notes: Prose? = nil,
                idempotencyKey: IdempotencyKey? = nil
            ) {
                self.organisation = organisation
                self.name = name
                self.jobTitle = jobTitle
                self.role = role
                self.notes = notes
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = Person
    }

    /// Lists the people one has noted.
    public enum List: TwoWayMethod {
        public static let name = "person.list"
        public static let summary = "Lists the people one has noted, newest first."
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, PagedParams {
            /// Only the people of this employer.
            public var organisation: ID<Organisation>?
            public var limit: Int?
            public var cursor: String?

            public init(organisation: ID<Organisation>? = nil, limit: Int? = nil, cursor: String? = nil) {
                self.organisation = organisation
                self.limit = limit
                self.cursor = cursor
            }
        }

        public typealias Result = Page<Person>
    }

    /// Edits a person.
    public enum Update: TwoWayMethod {
        public static let name = "person.update"
        public static let summary = "Edits a person: absent members stay, null clears."
        public static let failures: [FailureKind] = [.notFound, .staleRevision]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var id: ID<Person>
            public var revision: Revision
            public var name: Title?
            public var jobTitle: Patch<Title>
            public var role: InterviewerRole?
            public var notes: Patch<Prose>
            public var idempotencyKey: IdempotencyKey?

            public init(
                id: ID<Person>,
                revision: Revision,
                name: Title? = nil,
                jobTitle: Patch<Title> = .unchanged,
                role: InterviewerRole? = nil,
                notes: Patch<Prose> = .unchanged,
                idempotencyKey: IdempotencyKey? = nil
            ) {
                self.id = id
                self.revision = revision
                self.name = name
                self.jobTitle = jobTitle
                self.role = role
                self.notes = notes
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = Person
    }
}

/// Jobs that are being pursued.
public enum Opportunities {
    static let methods: [any TwoWayMethod.Type] = [
        Create.self, List.self, Get.self, Update.self, Advance.self, Merge.self,
    ]

    /// Starts to pursue a job.
    public enum Create: TwoWayMethod {
        public static let name = "opportunity.create"
        public static let summary = "Starts to pursue a job, in a job search that is not closed."
        public static let failures: [FailureKind] = [.notFound, .invalidState, .limitReached]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var jobSearch: ID<JobSearch>
            public var organisation: ID<Organisation>
            public var title: Title
            public var functionName: Title?
            public var posting: Line?
            public var location: Title?
            public var workMode: WorkMode?
            public var pay: PayRange?
            public var futureSupervisor: ID<Person>?
            public var idempotencyKey: IdempotencyKey?

            public init(
                jobSearch: ID<JobSearch>,
                organisation: ID<Organisation>,
                title: Title,
                functionName: Title? = nil,
                posting: Line? = nil,
                location: Title? = nil,
                workMode: WorkMode? = nil,
                pay: PayRange? = nil,
                futureSupervisor: ID<Person>? = nil,
                idempotencyKey: IdempotencyKey? = nil
            ) {
                self.jobSearch = jobSearch
                self.organisation = organisation
                self.title = title
                self.functionName = functionName
                self.posting = posting
                self.location = location
                self.workMode = workMode
                self.pay = pay
                self.futureSupervisor = futureSupervisor
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = Opportunity
    }

    /// Lists one's opportunities.
    public enum List: TwoWayMethod {
        public static let name = "opportunity.list"
        public static let summary = "Lists one's opportunities, newest first, merged ones only when asked for."
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, PagedParams {
            public var jobSearch: ID<JobSearch>?
            public var stage: Opportunity.Stage?
            /// Also those that were merged into another one.
            public var merged: Bool?
            public var limit: Int?
            public var cursor: String?

            public init(
                jobSearch: ID<JobSearch>? = nil,
                stage: Opportunity.Stage? = nil,
                merged: Bool? = nil,
                limit: Int? = nil,
                cursor: String? = nil
            ) {
                self.jobSearch = jobSearch
                self.stage = stage
                self.merged = merged
                self.limit = limit
                self.cursor = cursor
            }
        }

        public typealias Result = Page<Opportunity>
    }

    /// Answers what the viewer may see of an opportunity, owner and coach alike.
    public enum Get: TwoWayMethod {
        public static let name = "opportunity.get"
        public static let summary =
            "Answers an opportunity: all of it to its owner, to a coach the fields that are shared."
        public static let failures: [FailureKind] = [.notFound]
        public typealias Access = MembersOnly

        public struct Params: Codable, Sendable {
            public var id: ID<Opportunity>

            public init(id: ID<Opportunity>) {
                self.id = id
            }
        }

        public typealias Result = OpportunityView
    }

    /// Edits an opportunity.
    public enum Update: TwoWayMethod {
        public static let name = "opportunity.update"
        public static let summary = "Edits an opportunity: absent members stay, null clears."
        public static let failures: [FailureKind] = [.notFound, .staleRevision]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var id: ID<Opportunity>
            public var revision: Revision
            public var title: Title?
            public var functionName: Patch<Title>
            public var posting: Patch<Line>
            public var location: Patch<Title>
            public var workMode: Patch<WorkMode>
            public var pay: Patch<PayRange>
            public var offerDeadline: Patch<Timestamp>
            public var futureSupervisor: Patch<ID<Person>>
            public var idempotencyKey: IdempotencyKey?

            public init(
                id: ID<Opportunity>,
                revision: Revision,
                title: Title? = nil,
                functionName: Patch<Title> = .unchanged,
                posting: Patch<Line> = .unchanged,
                location: Patch<Title> = .unchanged,
                workMode: Patch<WorkMode> = .unchanged,
                pay: Patch<PayRange> = .unchanged,
                offerDeadline: Patch<Timestamp> = .unchanged,
                futureSupervisor: Patch<ID<Person>> = .unchanged,
                idempotencyKey: IdempotencyKey? = nil
            ) {
                self.id = id
                self.revision = revision
                self.title = title
                self.functionName = functionName
                self.posting = posting
                self.location = location
                self.workMode = workMode
                self.pay = pay
                self.offerDeadline = offerDeadline
                self.futureSupervisor = futureSupervisor
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = Opportunity
    }

    /// Moves an opportunity to another stage.
    public enum Advance: TwoWayMethod {
        public static let name = "opportunity.advance"
        public static let summary =
            "Moves an opportunity to another stage; closing needs a reason, accepting that every must-have passes or is waived."
        public static let failures: [FailureKind] = [.notFound, .staleRevision, .invalidState, .limitReached]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var id: ID<Opportunity>
            public var revision: Revision
            public var stage: Opportunity.Stage
            /// Needed exactly when the stage is closed.
            public var closedReason: Opportunity.ClosedReason?
            public var note: Prose?
            public var idempotencyKey: IdempotencyKey?

            public init(
                id: ID<Opportunity>,
                revision: Revision,
                stage: Opportunity.Stage,
                closedReason: Opportunity.ClosedReason? = nil,
                note: Prose? = nil,
                idempotencyKey: IdempotencyKey? = nil
            ) {
                self.id = id
                self.revision = revision
                self.stage = stage
                self.closedReason = closedReason
                self.note = note
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = Opportunity
    }
}
