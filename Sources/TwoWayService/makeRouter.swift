import JSONRPC
import TwoWayAuth
import TwoWayProtocol
import TwoWayRepository

/// What the services are made of, besides the database.
public struct ServiceSettings: Sendable {
    public var hasher: PasswordHasher
    public var throttle: LoginThrottle
    /// What seals seeds of second factors; without it none can be set up.
    public var keys: SealingKeys?
    public var comparisons: ComparisonWorker
    public var events: EventDesk
    /// What hello tells of the connection.
    public var limits: Sessions.Hello.Limits
    /// Name and version, as hello tells them.
    public var serverName: String

    public init(
        hasher: PasswordHasher,
        throttle: LoginThrottle,
        keys: SealingKeys? = nil,
        comparisons: ComparisonWorker,
        events: EventDesk,
        limits: Sessions.Hello.Limits,
        serverName: String
    ) {
        self.hasher = hasher
        self.throttle = throttle
        self.keys = keys
        self.comparisons = comparisons
        self.events = events
        self.limits = limits
        self.serverName = serverName
    }
}

/// Every service on one router; a new area adds its line here.
public func makeRouter(store: Store, settings: ServiceSettings) throws -> Router {
    var router = Router()
    let signIn = SignIn(store: store, hasher: settings.hasher, throttle: settings.throttle, keys: settings.keys)
    let contract = try OpenRPC.document()
    router.serve(Server.Ping.self) { (_, _) async throws(ServiceFailure) in Done() }
    router.serve(Server.Discover.self) { (_, _) async throws(ServiceFailure) in contract }
    SessionService(store: store, signIn: signIn, limits: settings.limits, serverName: settings.serverName)
        .serve(on: &router)
    AccountService(store: store, signIn: signIn).serve(on: &router)
    SecondFactorService(store: store, signIn: signIn).serve(on: &router)
    OwnDataService(store: store, signIn: signIn).serve(on: &router)
    LibraryService(store: store).serve(on: &router)
    SubscriptionService(store: store).serve(on: &router)
    SuggestionService(store: store).serve(on: &router)
    QuestionService(store: store).serve(on: &router)
    OwnQuestionService(store: store).serve(on: &router)
    OverlayService(store: store).serve(on: &router)
    UpgradeService(store: store).serve(on: &router)
    JobSearchService(store: store).serve(on: &router)
    PrioritySetService(store: store).serve(on: &router)
    PriorityInsightService(store: store).serve(on: &router)
    OrganisationService(store: store).serve(on: &router)
    PersonService(store: store).serve(on: &router)
    OpportunityService(store: store).serve(on: &router)
    MergeService(store: store).serve(on: &router)
    ResearchService(store: store).serve(on: &router)
    BeliefService(store: store).serve(on: &router)
    ContradictionService(store: store).serve(on: &router)
    InterviewService(store: store).serve(on: &router)
    PlanService(store: store).serve(on: &router)
    CoverageService(store: store).serve(on: &router)
    CaptureService(store: store).serve(on: &router)
    ClosingService(store: store).serve(on: &router)
    CalendarService(store: store).serve(on: &router)
    EmployerQuestionService(store: store).serve(on: &router)
    PromiseService(store: store).serve(on: &router)
    FollowUpService(store: store).serve(on: &router)
    StoryService(store: store).serve(on: &router)
    DashboardService(store: store).serve(on: &router)
    EvidenceService(store: store).serve(on: &router)
    AssessmentService(store: store).serve(on: &router)
    DecisionService(store: store).serve(on: &router)
    RealityService(store: store).serve(on: &router)
    AssessmentVersionService(store: store).serve(on: &router)
    WaiverService(store: store).serve(on: &router)
    ComparisonService(store: store, worker: settings.comparisons).serve(on: &router)
    RelationshipService(store: store).serve(on: &router)
    ShareService(store: store).serve(on: &router)
    ClientService(store: store).serve(on: &router)
    NoteService(store: store).serve(on: &router)
    PromptService(store: store).serve(on: &router)
    OpinionService(store: store).serve(on: &router)
    EventService(store: store, desk: settings.events).serve(on: &router)
    StatisticsService(store: store).serve(on: &router)
    return router
}
