import ArgumentParser
import TwoWayModel
import TwoWayProtocol

/// What a coach may read.
struct SharedCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "shared",
        abstract: "As a coach, list what candidates share with you, and read it.",
        discussion: """
            Read one by the ID of its share; the candidate is told of each reading, so nothing is read for the list.

              twoway shared
              twoway shared 3f9a01bc

            What an opportunity or an assessment opens can be read by the opportunity, too:

              twoway opportunity show 77b1c4e0
              twoway assess 77b1c4e0
            """
    )

    @Argument(help: "The share to read: its ID.")
    var share: String?

    @OptionGroup var listing: ListOptions
    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        guard let share else { return try await list(conversation) }
        let shares = try await conversation.server.list(Shares.List.self, .init(role: .coach)).value.items
        let lookup = Lookup<Share>(noun: "share", listing: "twoway shared")
        let id = try lookup.find(share, among: shares.map { .init($0.id) })
        guard let found = shares.first(where: { $0.id == id }) else {
            throw CommandFailure.notFound("There is no such share.", hint: "See what there is: twoway shared")
        }
        let document = try await SharedReading(conversation.server).read(found)
        if options.json {
            conversation.output.jsonValue(document)
        } else {
            SharedText.show(document, on: conversation.output)
        }
    }

    private func list(_ conversation: Conversation) async throws {
        let params = Shares.List.Params(role: .coach)
        let shares = try await conversation.server.list(Shares.List.self, params, atMost: listing.limit)
        let names = try await NameBook(conversation, isNeeded: !options.json, side: .coach)
        conversation.output.show(
            shares,
            none: "Nothing is shared with you.",
            columns: [
                .word("Of"), .text("Candidate"), .word("What"), .text("Fields"), .word("Since"),
                .word("Until"), .word("Share"), .word("How"),
            ]
        ) { share in
            [
                names.thing(share.anchor).inked(.strong), names.account(share.candidate), Cell(share.subject),
                ShareFields.cell(share.fields), Cell(share.from), Cell(share.until), Cell(share.id), Cell(share.mode),
            ]
        }
    }
}

/// Reads what a share is about, by the methods by which its owner does.
struct SharedReading {
    private let server: ServerSession

    init(_ server: ServerSession) {
        self.server = server
    }

    func read(_ share: Share) async throws -> ShareDocument {
        var document = ShareDocument()
        switch share.subject {
        case .priorities:
            guard let search = share.jobSearch else { break }
            document.priorities = try await server.read(PrioritySets.Get.self, .init(jobSearch: search))
        case .opportunity:
            guard let opportunity = share.opportunity else { break }
            document.opportunity = try await server.call(Opportunities.Get.self, .init(id: opportunity)).value
        case .assessment:
            guard let opportunity = share.opportunity else { break }
            document.assessment = try await server.call(Assessments.Get.self, .init(opportunity: opportunity)).value
        case .comparison:
            guard let comparison = share.comparison else { break }
            document.comparison = try await server.read(Comparisons.Get.self, .init(id: comparison))
        case .decision:
            document.decisions = try await decisions(share)
        case .interviews:
            document.interviews = try await interviews(share)
        case .plans:
            document.plans = []
            for interview in try await interviewIDs(share) {
                document.plans?.append(try await server.read(Plans.Get.self, .init(interview: interview)))
            }
        case .answers:
            document.answers = []
            for interview in try await interviewIDs(share) {
                document.answers? += try await answers(interview)
            }
        }
        return document
    }

    /// The one that is shared, or those of the opportunity.
    private func interviews(_ share: Share) async throws -> [SharedInterview] {
        if let interview = share.interview {
            return [try await server.read(Interviews.Get.self, .init(id: interview))]
        }
        return try await pages { cursor in
            try await server.read(Interviews.List.self, .init(opportunity: share.opportunity, cursor: cursor))
        }
    }

    private func interviewIDs(_ share: Share) async throws -> [ID<Interview>] {
        if let interview = share.interview { return [interview] }
        return try await interviews(share).map(\.id)
    }

    private func answers(_ interview: ID<Interview>) async throws -> [SharedAsking] {
        try await pages { cursor in
            try await server.read(Capture.List.self, .init(interview: interview, cursor: cursor))
        }
    }

    /// Each with its scorecard, which a list does not have.
    private func decisions(_ share: Share) async throws -> [SharedDecision] {
        let listed = try await pages { cursor in
            try await server.read(Decisions.List.self, .init(opportunity: share.opportunity, cursor: cursor))
        }
        var decisions: [SharedDecision] = []
        for decision in listed {
            decisions.append(try await server.read(Decisions.Get.self, .init(id: decision.id)))
        }
        return decisions
    }

    private func pages<Item>(_ page: (String?) async throws -> Page<Item>) async throws -> [Item] {
        var items: [Item] = []
        var cursor: String?
        repeat {
            let next = try await page(cursor)
            items += next.items
            cursor = next.nextCursor
        } while cursor != nil && items.count < ServerSession.searchDepth
        return items
    }
}
