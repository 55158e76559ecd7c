import ArgumentParser
import TwoWayModel
import TwoWayProtocol

/// The fields of a share as people write them.
enum ShareFields {
    /// What there is to be opened, a line for each subject.
    static var overview: String {
        let width = ShareSubject.allCases.map(\.rawValue.count).max() ?? 0
        let margin = String(repeating: " ", count: width + 4)
        return ShareSubject.allCases.map { subject in
            let name = subject.rawValue + String(repeating: " ", count: width - subject.rawValue.count)
            let lines = DisplayWidth.wrapped(text(subject.fields), to: 78 - margin.count)
            return "  \(name)  " + lines.joined(separator: "\n\(margin)")
        }
        .joined(separator: "\n")
    }

    static func argument(_ text: String) throws -> [ShareField] {
        let words = text.split { $0 == "," || $0 == " " }.map(String.init)
        guard !words.isEmpty else { throw ValidationError("name at least one field.") }
        return try words.map { word in
            guard let field = ShareField(rawValue: word.split(separator: "-").joined(separator: "_")) else {
                throw ValidationError("\"\(word)\" is not one of \(Self.text(ShareField.allCases)).")
            }
            return field
        }
    }

    static func text(_ fields: [ShareField]) -> String {
        fields.map(\.rawValue).joined(separator: ", ")
    }

    static func cell(_ fields: [ShareField]) -> Cell {
        Cell(shown: text(fields), plain: fields.map(\.rawValue).joined(separator: ","))
    }
}

/// The names behind the ids in a list of shares; for a coach only those of the candidates, since to read a title would
/// leave a receipt.
struct NameBook {
    private var opportunities: [ID<Opportunity>: String] = [:]
    private var accounts: [ID<Account>: Title] = [:]
    private var searches: [ID<JobSearch>: String] = [:]
    private var interviews: [ID<Interview>: String] = [:]

    init(_ conversation: Conversation, isNeeded: Bool, side: Role) async throws {
        guard isNeeded else { return }
        for one in try await conversation.server.list(Relationships.List.self, .init(role: side)).value.items {
            accounts[one.coach] = one.coachName
            accounts[one.candidate] = one.candidateName
        }
        guard side == .candidate else { return }
        for one in try await conversation.server.list(Opportunities.List.self, .init()).value.items {
            opportunities[one.id] = "\(one.title), \(one.organisationName)"
        }
        for one in try await conversation.server.list(JobSearches.List.self, .init()).value.items {
            searches[one.id] = one.title.text
        }
        for one in try await conversation.server.list(Interviews.List.self, .init()).value.items {
            interviews[one.id] = one.title.text
        }
    }

    /// What something is about: its title, or its id to go by.
    func thing(_ anchor: ShareAnchor) -> Cell {
        if let opportunity = anchor.opportunity {
            guard let name = opportunities[opportunity] else { return Cell(opportunity) }
            let interview = anchor.interview.map { ": \(interviews[$0] ?? $0.short)" } ?? ""
            return Cell(shown: name + interview, plain: opportunity.description, .strong)
        }
        if let search = anchor.jobSearch {
            guard let name = searches[search] else { return Cell(search) }
            return Cell(shown: name, plain: search.description, .strong)
        }
        return anchor.comparison.map { Cell($0) } ?? .empty
    }

    func account(_ id: ID<Account>) -> Cell {
        accounts[id].map { Cell($0) } ?? Cell(id)
    }
}
