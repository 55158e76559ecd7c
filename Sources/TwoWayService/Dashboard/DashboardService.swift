import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// What needs doing now.
struct DashboardService: Sendable {
    let store: Store

    func serve(on router: inout Router) {
        router.serve(Dashboards.Get.self, by: get)
    }

    func get(_ params: NoParams, by candidate: Candidate) async throws(ServiceFailure) -> Dashboard {
        let now = store.now()
        let today = LocalDateTime(now, in: candidate.account.timeZone).day
        let question = DashboardQuestion(owner: candidate.id, now: now, today: today)
        let found = try await store.read(
            by: candidate,
            .all(.dashboardUnprepared, question),
            .all(.dashboardComing, question),
            .all(.dashboardToClose, question),
            .all(.dashboardMustAsks, question),
            .all(.dashboardBeliefs, question),
            .all(.dashboardContradictions, question),
            .all(.dashboardDue, question),
            .all(.dashboardDueSoon, question),
            .all(.dashboardPromises, question),
            .all(.dashboardOffers, question),
            .all(.dashboardReality, question),
            .all(.dashboardUnaskable, question),
            .all(.dashboardUpgrades, question),
            .one(.dashboardOverlays, question),
            .all(.dashboardPrompts, question),
            .all(.dashboardComments, question),
            .all(.dashboardOpinions, question)
        )
        return Dashboard(
            at: now,
            today: today,
            unprepared: TopOf(found.0),
            coming: TopOf(found.1),
            toClose: TopOf(found.2),
            openMustAsks: TopOf(found.3),
            unchecked: TopOf(found.4),
            contradictions: TopOf(found.5),
            due: TopOf(found.6),
            dueSoon: TopOf(found.7),
            promisesToCheck: TopOf(found.8),
            offerDeadlines: TopOf(found.9),
            realityDue: TopOf(found.10),
            unaskable: TopOf(found.11),
            upgrades: TopOf(found.12),
            coaching: CoachingDesk(
                prompts: TopOf(found.14),
                comments: TopOf(found.15),
                opinions: TopOf(found.16)
            ),
            conflicts: found.13.conflicts,
            dormant: found.13.dormant
        )
    }
}

extension TopOf {
    fileprivate init(_ rows: [DashboardEntry<Entry>]) {
        self.init(items: rows.map(\.entry), total: rows.first?.total ?? 0)
    }
}
