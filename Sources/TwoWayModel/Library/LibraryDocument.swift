/// A whole library as one text: what a coach writes in a YAML or Markdown file, what a draft stores, what a version freezes.
///
/// Its members are plain strings so that an unfinished draft can be kept; `check()` says what is missing before it can be
/// published.
public struct LibraryDocument: Codable, Sendable, Hashable {
    public var slug: String
    public var title: String
    public var summary: String?
    /// BCP 47 tag, such as "en".
    public var language: String
    public var licence: String?
    public var topics: [Topic]

    public init(
        slug: String,
        title: String,
        summary: String? = nil,
        language: String,
        licence: String? = nil,
        topics: [Topic]
    ) {
        self.slug = slug
        self.title = title
        self.summary = summary
        self.language = language
        self.licence = licence
        self.topics = topics
    }

    public struct Topic: Codable, Sendable, Hashable {
        /// An identity that never changes inside the library.
        public var key: String
        public var title: String
        public var summary: String?
        /// A general topic belongs to every list, also when it is nobody's priority.
        public var general: Bool?
        public var questions: [Question]

        public init(key: String, title: String, summary: String? = nil, general: Bool? = nil, questions: [Question]) {
            self.key = key
            self.title = title
            self.summary = summary
            self.general = general
            self.questions = questions
        }
    }

    public struct Question: Codable, Sendable, Hashable {
        /// An identity that never changes and is never reused inside the library (R3).
        public var key: String
        public var text: String
        public var purpose: String?
        public var followUps: [String]?
        public var listenFor: [String]?
        public var warningSigns: [String]?
        public var kind: QuestionKind?
        public var subject: QuestionSubject?
        public var horizon: QuestionHorizon?
        public var audience: [InterviewerRole]?
        public var minutes: Int?
        /// How much an answer usually settles, 0 to 1.
        public var informativeness: Double?
        /// Keys of the catalogue of dimensions.
        public var dimensions: [String]?

        public init(
            key: String,
            text: String,
            purpose: String? = nil,
            followUps: [String]? = nil,
            listenFor: [String]? = nil,
            warningSigns: [String]? = nil,
            kind: QuestionKind? = nil,
            subject: QuestionSubject? = nil,
            horizon: QuestionHorizon? = nil,
            audience: [InterviewerRole]? = nil,
            minutes: Int? = nil,
            informativeness: Double? = nil,
            dimensions: [String]? = nil
        ) {
            self.key = key
            self.text = text
            self.purpose = purpose
            self.followUps = followUps
            self.listenFor = listenFor
            self.warningSigns = warningSigns
            self.kind = kind
            self.subject = subject
            self.horizon = horizon
            self.audience = audience
            self.minutes = minutes
            self.informativeness = informativeness
            self.dimensions = dimensions
        }
    }
}

public enum QuestionKind: String, Codable, CaseIterable, Sendable {
    case example
    case practice
    case predecessor
    case forecast
    case factual
    case opinion
    case hypothetical
}

public enum QuestionSubject: String, Codable, CaseIterable, Sendable {
    case work
    case opportunity
    case boss
    case team
    case organisation
}

public enum QuestionHorizon: String, Codable, CaseIterable, Sendable {
    case firstThreeMonths = "first_3_months"
    case firstSixMonths = "first_6_months"
    case firstYear = "first_year"
    case longTerm = "long_term"
}

/// What a check has to say about one place of a document.
public struct Finding: Codable, Sendable, Hashable {
    public enum Severity: String, Codable, CaseIterable, Sendable {
        /// Must be mended before the library can be published.
        case error
        /// Worth a look.
        case warning
    }

    public var severity: Severity
    /// The place, such as `topics[2].questions[0].purpose`.
    public var path: String
    public var message: String

    public init(severity: Severity, path: String, message: String) {
        self.severity = severity
        self.path = path
        self.message = message
    }
}
