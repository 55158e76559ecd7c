import TwoWayModel
import TwoWayProtocol
import TwoWaySite

/// What a coach reads at the desk, and what the two of them have said to each other.
extension Stage {
    func deskReads() -> [Case] {
        threads() + prompts() + opinions() + [
            .list(Clients.List.self, "", PageParams(), on: coach),
            .list(Relationships.ListCodes.self, "", PageParams(), on: coach),
            .list(Statistics.List.self, "", .init(), on: coach),
            .list(Statistics.List.self, "library", .init(library: library.id), on: coach),
            .call(
                Statistics.Get.self,
                "",
                .init(
                    library: library.id,
                    version: 1,
                    period: StatisticsMonth(containing: Timestamp.now().day(adding: -40))
                ),
                on: coach
            ),
        ]
    }

    private func threads() -> [Case] {
        let opportunity = busiest.opportunity.id
        let ways: [(String, Note.Visibility, ID<Opportunity>?, Caller)] = [
            ("candidate", .shared, nil, candidate), ("candidate, opportunity", .shared, opportunity, candidate),
            ("coach", .shared, nil, coach), ("coach, opportunity", .shared, opportunity, coach),
            ("own notes", .coachOnly, nil, coach), ("own notes, opportunity", .coachOnly, opportunity, coach),
        ]
        return ways.map { way, visibility, opportunity, caller in
            .list(
                Notes.List.self,
                way,
                .init(relationship: relationship.id, visibility: visibility, opportunity: opportunity),
                on: caller
            )
        }
    }

    private func prompts() -> [Case] {
        [
            .list(Prompts.List.self, "candidate", .init(), on: candidate),
            .list(Prompts.List.self, "candidate, open", .init(state: .open), on: candidate),
            .list(
                Prompts.List.self,
                "candidate, relationship",
                .init(relationship: relationship.id),
                on: candidate
            ),
            .list(Prompts.List.self, "coach", .init(), on: coach),
            .list(Prompts.List.self, "coach, relationship", .init(relationship: relationship.id), on: coach),
            .list(Prompts.List.self, "coach, withdrawn", .init(state: .withdrawn), on: coach),
            .call(Prompts.Get.self, "candidate", .init(id: prompt), on: candidate),
            .call(Prompts.Get.self, "coach", .init(id: prompt), on: coach),
        ]
    }

    private func opinions() -> [Case] {
        [
            .list(Opinions.List.self, "candidate", .init(), on: candidate),
            .list(Opinions.List.self, "coach", .init(), on: coach),
            .call(Opinions.Get.self, "candidate, revealed", .init(id: opinion), on: candidate),
            .call(Opinions.Get.self, "coach, revealed", .init(id: opinion), on: coach),
        ]
    }
}
