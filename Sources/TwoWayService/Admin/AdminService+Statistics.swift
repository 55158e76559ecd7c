import JSONRPC
import TwoWayModel
import TwoWayRepository

/// Releasing group figures; what is counted never leaves this file before it has passed the disclosure rules (R20).
extension AdminService {
    /// What came of releasing a month.
    public enum Release: Sendable, Equatable {
        /// For how many versions of libraries there was a group large enough.
        case released(versions: Int)
        /// It was released before, and stays as it is.
        case before
    }

    /// Releases the figures of a month that is over, once.
    public func releaseStatistics(_ month: StatisticsMonth) async throws(ServiceFailure) -> Release {
        var generator = SystemRandomNumberGenerator()
        return try await releaseStatistics(month, using: &generator)
    }

    /// The same with a chance that a test can repeat.
    func releaseStatistics<Generator: RandomNumberGenerator>(
        _ month: StatisticsMonth,
        using generator: inout Generator
    ) async throws(ServiceFailure) -> Release {
        guard month.isClosed(at: store.now()) else {
            throw .invalidState("The month \(month) is not over yet, in UTC.")
        }
        var drawing = generator
        let release = try await asking { () async throws -> Release in
            try await store.database.transaction(as: .admin, within: .seconds(900)) { transaction in
                guard try await !transaction.one(.isMonthReleased, month) else { return .before }
                let counted = try await transaction.all(.countStatistics, month)
                let releases = PreparedRelease.all(of: counted, using: &drawing)
                let text = try JSONEncoding.encode(releases)
                guard try await transaction.one(.releaseStatistics, (month: month, releases: text)) else {
                    return .before
                }
                try await note("admin.statisticsRelease", nil, ["month": month.text], in: transaction)
                return .released(versions: releases.count)
            }
        }
        generator = drawing
        return release
    }
}

/// What may be shown of a version in a month, as it is handed to the database.
private struct PreparedRelease: Encodable {
    struct Cell: Encodable {
        let place: Int
        let topicPlace: Int
        let topic: Title
        let key: Slug?
        let question: Line?
        let planned: Int?
        let asked: Int?
        let answered: Int?
        let evaded: Int?
        let informative: Int?
    }

    let owner: ID<Account>
    let library: ID<Library>
    let version: Int
    let contributors: Int
    let cells: [Cell]

    static func all(of counted: [CountedCell], using generator: inout some RandomNumberGenerator) -> [PreparedRelease] {
        var releases: [PreparedRelease] = []
        var rest = counted[...]
        while let first = rest.first {
            let group = rest.prefix { $0.library.id == first.library.id && $0.version == first.version }
            rest = rest.dropFirst(group.count)
            if let release = PreparedRelease(Array(group), using: &generator) { releases.append(release) }
        }
        return releases
    }

    /// Leaves out topics without any figure; nil when the group is too small for anything.
    private init?(_ cells: [CountedCell], using generator: inout some RandomNumberGenerator) {
        guard let first = cells.first else { return nil }
        var topics: [(head: CountedCell, questions: [CountedCell])] = []
        for cell in cells {
            if cell.question == nil {
                topics.append((cell, []))
            } else if !topics.isEmpty {
                topics[topics.count - 1].questions.append(cell)
            }
        }
        let counts = Disclosure.Counts(
            contributors: first.contributors,
            topics: topics.map { topic in
                Disclosure.Counts.Topic(total: topic.head.counts, questions: topic.questions.map(\.counts))
            }
        )
        guard let shown = Disclosure.shown(counts, using: &generator) else { return nil }
        owner = first.library.owner
        library = first.library.id
        version = first.version
        contributors = shown.contributors
        var prepared: [Cell] = []
        for (topic, figures) in zip(topics, shown.topics) {
            guard !figures.total.isEmpty || figures.questions.contains(where: { !$0.isEmpty }) else { continue }
            prepared.append(Cell(topic.head, figures.total, place: prepared.count))
            for (question, counts) in zip(topic.questions, figures.questions) where !counts.isEmpty {
                prepared.append(Cell(question, counts, place: prepared.count))
            }
        }
        self.cells = prepared
    }
}

extension PreparedRelease.Cell {
    fileprivate init(_ cell: CountedCell, _ counts: ShownCounts, place: Int) {
        self.init(
            place: place,
            topicPlace: cell.topicPlace,
            topic: cell.topic,
            key: cell.question?.key,
            question: cell.question?.text,
            planned: counts.planned,
            asked: counts.asked,
            answered: counts.answered,
            evaded: counts.evaded,
            informative: counts.informative
        )
    }
}
