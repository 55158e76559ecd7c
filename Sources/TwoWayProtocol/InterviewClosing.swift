import TwoWayModel

extension Interviews {
    /// Shows what was not asked, before closing.
    public enum GetDebrief: TwoWayMethod {
        public static let name = "interview.debrief"
        public static let summary = "Shows what was planned and not asked, and which of it needs a fate before closing."
        public static let failures: [FailureKind] = [.notFound]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable {
            public var id: ID<Interview>

            public init(id: ID<Interview>) {
                self.id = id
            }
        }

        public typealias Result = Debrief
    }

    /// Closes an interview with a fate for every must-ask: carried over, dropped with a reason, or asked by mail.
    public enum Close: TwoWayMethod {
        public static let name = "interview.close"
        public static let summary =
            "Closes a held interview with a fate for every must-ask; other questions are put off."
        public static let failures: [FailureKind] = [
            .notFound, .staleRevision, .invalidState, .checkFailed, .limitReached,
        ]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var id: ID<Interview>
            public var revision: Revision
            /// For planned items, each at most once; at most 100.
            public var fates: [Fate]?
            public var idempotencyKey: IdempotencyKey?

            public init(
                id: ID<Interview>,
                revision: Revision,
                fates: [Fate]? = nil,
                idempotencyKey: IdempotencyKey? = nil
            ) {
                self.id = id
                self.revision = revision
                self.fates = fates
                self.idempotencyKey = idempotencyKey
            }
        }

        /// What becomes of an item that was not asked.
        public struct Fate: Codable, Sendable, Hashable {
            public var item: ID<PlanItem>
            public var fate: UnaskedFate
            /// Needed exactly with drop.
            public var reason: Line?
            /// With carry_over: an interview of the same opportunity that is proposed or scheduled.
            ///
            /// When absent the next one; when there is none yet, the item waits for it.
            public var to: ID<Interview>?
            /// With ask_by_mail: when the mail is due.
            public var dueOn: Day?

            public init(
                item: ID<PlanItem>,
                fate: UnaskedFate,
                reason: Line? = nil,
                to: ID<Interview>? = nil,
                dueOn: Day? = nil
            ) {
                self.item = item
                self.fate = fate
                self.reason = reason
                self.to = to
                self.dueOn = dueOn
            }
        }

        public typealias Result = ClosedInterview
    }

    /// Renders the appointments for a calendar (RFC 5545), without questions or notes.
    public enum Calendar: TwoWayMethod {
        public static let name = "interview.calendar"
        public static let summary =
            "Renders scheduled and cancelled interviews as iCalendar; the latest 500 when there are more."
        public static let failures: [FailureKind] = [.notFound]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable {
            /// Only those of this opportunity.
            public var opportunity: ID<Opportunity>?
            /// Only this one.
            public var interview: ID<Interview>?

            public init(opportunity: ID<Opportunity>? = nil, interview: ID<Interview>? = nil) {
                self.opportunity = opportunity
                self.interview = interview
            }
        }

        public struct Result: Codable, Sendable, Hashable {
            public var content: String

            public init(content: String) {
                self.content = content
            }
        }
    }
}
