import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// Group figures as they were released: a coach reads those of the own libraries, by version and month and no other way.
struct StatisticsService: Sendable {
    let store: Store

    func serve(on router: inout Router) {
        router.serve(Statistics.List.self, by: list)
        router.serve(Statistics.Get.self, by: get)
    }

    func list(
        _ params: Statistics.List.Params,
        by coach: Coach
    ) async throws(ServiceFailure) -> Page<StatisticsRelease> {
        let request = try PageRequest(Statistics.List.self, params)
        let page = ReleasePage(
            owner: coach.id,
            library: params.library,
            after: try Self.place(request.afterText),
            rows: request.rows
        )
        let rows = try await store.read(by: coach, .all(.statisticsReleases, page))
        return request.page(rows, text: { "\($0.period)/\($0.library)/\($0.version)" })
    }

    func get(_ params: Statistics.Get.Params, by coach: Coach) async throws(ServiceFailure) -> GroupFigures {
        guard let version = Int32(exactly: params.version) else { throw .notFound }
        let reading = ReleaseReading(
            library: OwnedID(coach.id, params.library),
            version: Int(version),
            month: params.period
        )
        let (release, cells) = try await store.read(
            by: coach,
            .first(.statisticsRelease, reading),
            .all(.statisticsCells, reading)
        )
        guard let release else { throw .notFound }
        return GroupFigures(
            library: params.library,
            version: params.version,
            period: params.period,
            contributors: release.contributors,
            releasedAt: release.releasedAt,
            topics: Self.topics(cells)
        )
    }

    /// Where a page goes on, from the text of its cursor.
    private static func place(_ text: String?) throws(ServiceFailure) -> ReleasePage.Place? {
        guard let text else { return nil }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, let month = try? StatisticsMonth(parts[0]), let library = ID<Library>(parts[1]),
            let version = Int32(parts[2])
        else { throw .invalid(path: "params.cursor", reason: "does not belong to this list") }
        return ReleasePage.Place(month: month, library: library, version: Int(version))
    }

    /// Puts questions below their topics; a topic comes before its questions.
    private static func topics(_ cells: [ReleasedCell]) -> [TopicFigures] {
        var topics: [TopicFigures] = []
        for cell in cells {
            guard let question = cell.question else {
                topics.append(TopicFigures(topic: cell.topic, total: cell.counts, questions: []))
                continue
            }
            guard !topics.isEmpty else { continue }
            topics[topics.count - 1].questions.append(
                QuestionFigures(key: question.key, text: question.text, counts: cell.counts)
            )
        }
        return topics
    }
}
