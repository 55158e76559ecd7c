import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

extension WorldBuilder {
    /// What a candidate and a coach say to each other about a job that is shared; answers the ids that both get to see.
    ///
    /// The words of the texts: `zq-NAME-desk` is for both, `zq-NAME-sheet` for the candidate until it is revealed,
    /// `zq-COACH-sealed` for the coach until then, and `zq-COACH-private` for the coach alone.
    func talk(
        about job: inout Belongings,
        _ name: String,
        _ candidate: Player,
        with coach: Player
    ) async throws -> Set<String> {
        let opportunity: ID<Opportunity> = try ID(job.opportunity).known
        let relationship: ID<Relationship> = try ID(job.relationship).known
        let both = "zq-\(name)-desk"
        func say(_ player: Player, _ visibility: Note.Visibility, _ word: String) async throws -> String {
            let params = Notes.Create.Params(
                relationship: relationship,
                visibility: visibility,
                opportunity: visibility == .shared ? opportunity : nil,
                text: try Prose("What about Tuesday? \(word)")
            )
            return try await client(player).call(Notes.Create.self, params).id.description
        }
        job.note = try await say(candidate, .shared, both)
        let reply = try await say(coach, .shared, both)
        _ = try await say(coach, .coachOnly, "zq-\(coach)-private")
        job.answeredPrompt = try await prompt(relationship, opportunity, both, by: coach)
        _ = try await client(candidate).call(
            Prompts.Answer.self,
            .init(
                id: try ID(job.answeredPrompt).known,
                outcome: .answered,
                reply: try Prose("The team first. \(both)")
            )
        )
        job.prompt = try await prompt(relationship, opportunity, both, by: coach)
        try await rate(&job, relationship, opportunity, name, candidate, coach)
        return [job.note, reply, job.answeredPrompt, job.prompt, job.opinion, both]
    }

    private func prompt(
        _ relationship: ID<Relationship>,
        _ opportunity: ID<Opportunity>,
        _ word: String,
        by coach: Player
    ) async throws -> String {
        let params = Prompts.Create.Params(
            relationship: relationship,
            opportunity: opportunity,
            text: try Line("Whom do you trust there? \(word)"),
            dueOn: try Day("2026-01-09")
        )
        return try await client(coach).call(Prompts.Create.self, params).id.description
    }

    /// Both have a whole sheet, and neither is sealed.
    private func rate(
        _ job: inout Belongings,
        _ relationship: ID<Relationship>,
        _ opportunity: ID<Opportunity>,
        _ name: String,
        _ candidate: Player,
        _ coach: Player
    ) async throws {
        let asked = try await client(candidate).call(
            Opinions.Ask.self,
            .init(
                relationship: relationship,
                opportunity: opportunity,
                question: try Line("Do I dream? zq-\(name)-desk")
            )
        )
        for (player, rating, word) in [(candidate, 4, "zq-\(name)-sheet"), (coach, 2, "zq-\(coach)-sealed")] {
            let ratings = try [job.priority, job.secondPriority].map { key in
                OpinionRating(priority: try ID(key).known, rating: rating, note: try Line("As I see it. \(word)"))
            }
            _ = try await client(player).call(
                Opinions.Rate.self,
                .init(id: asked.id, revision: 0, ratings: ratings, note: try Prose("In all. \(word)"))
            )
        }
        job.opinion = asked.id.description
    }

    /// A note of a coach's own about a candidate who only asks so far.
    func noteForOneself(_ own: inout Belongings, _ coach: Player) async throws {
        let params = Notes.Create.Params(
            relationship: try ID(own.relationship).known,
            visibility: .coachOnly,
            text: try Prose("Sounds shy. zq-\(coach)-private")
        )
        own.note = try await client(coach).call(Notes.Create.self, params).id.description
    }
}
