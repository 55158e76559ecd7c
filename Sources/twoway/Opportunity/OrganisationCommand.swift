import ArgumentParser
import TwoWayModel
import TwoWayProtocol

/// Employers.
struct OrganisationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "organisation",
        abstract: "Note employers.",
        subcommands: [AddOrganisation.self, ListOrganisations.self, OrganisationMergeCommand.self]
    )

    struct AddOrganisation: ServerCommand {
        static let configuration = CommandConfiguration(
            commandName: "add",
            abstract: "Note an employer.",
            discussion: "  twoway organisation add \"Acme Ltd\" --website https://acme.example"
        )

        @Argument(help: "Its name.", transform: Title.argument)
        var name: Title

        @Option(help: "Its address on the web.", transform: Line.argument)
        var website: Line?

        @Option(help: "What you know of it.", transform: Prose.argument)
        var notes: Prose?

        @OptionGroup var options: ServerOptions

        func run(_ conversation: Conversation) async throws {
            let params = Organisations.Create.Params(
                name: name,
                website: website,
                notes: notes,
                idempotencyKey: .make()
            )
            let organisation = try await conversation.server.call(Organisations.Create.self, params)
            conversation.output.show(organisation) { organisation in
                conversation.output.say(
                    StyledText(organisation.name.text, .strong) + StyledText(" is noted, ID \(organisation.id.short).")
                )
            }
        }
    }

    struct ListOrganisations: ServerCommand {
        static let configuration = CommandConfiguration(commandName: "list", abstract: "List the employers you noted.")

        @OptionGroup var listing: ListOptions
        @OptionGroup var options: ServerOptions

        func run(_ conversation: Conversation) async throws {
            let found = try await conversation.server.list(Organisations.List.self, .init(), atMost: listing.limit)
            conversation.output.show(
                found,
                none: "There is no organisation yet; note one: twoway organisation add NAME",
                columns: [.word("ID"), .text("Organisation"), .remark("Website"), .remark("Notes")]
            ) { organisation in
                [
                    Cell(organisation.id), Cell(organisation.name, .strong), Cell(organisation.website),
                    Cell(organisation.notes, .faint),
                ]
            }
        }
    }
}

/// The people at the employers.
struct PersonCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "person",
        abstract: "Note the people you meet.",
        subcommands: [AddPerson.self, ListPeople.self, PersonMergeCommand.self]
    )

    struct AddPerson: ServerCommand {
        static let configuration = CommandConfiguration(
            commandName: "add",
            abstract: "Note a person.",
            discussion: """
                  twoway person add "Dana Diaz" --role hiring_manager --organisation Acme
                """
        )

        @Argument(help: "The name.", transform: Title.argument)
        var name: Title

        @Option(help: "What the person is to you in interviews.")
        var role: InterviewerRole

        @Option(help: "The employer: name or ID.")
        var organisation: String?

        @Option(help: "The person's job.", transform: Title.argument)
        var jobTitle: Title?

        @Option(help: "What you know of the person.", transform: Prose.argument)
        var notes: Prose?

        @OptionGroup var options: ServerOptions

        func run(_ conversation: Conversation) async throws {
            var employer: ID<Organisation>?
            if let organisation { employer = try await conversation.organisation(organisation) }
            let params = People.Create.Params(
                organisation: employer,
                name: name,
                jobTitle: jobTitle,
                role: role,
                notes: notes,
                idempotencyKey: .make()
            )
            let person = try await conversation.server.call(People.Create.self, params)
            conversation.output.show(person) { person in
                conversation.output.say(
                    StyledText(person.name.text, .strong)
                        + StyledText(" (\(person.role.words)) is noted, ID \(person.id.short).")
                )
            }
        }
    }

    struct ListPeople: ServerCommand {
        static let configuration = CommandConfiguration(commandName: "list", abstract: "List the people you noted.")

        @Option(help: "Only those of an employer: name or ID.")
        var organisation: String?

        @OptionGroup var listing: ListOptions
        @OptionGroup var options: ServerOptions

        func run(_ conversation: Conversation) async throws {
            var employer: ID<Organisation>?
            if let organisation { employer = try await conversation.organisation(organisation) }
            let params = People.List.Params(organisation: employer)
            let people = try await conversation.server.list(People.List.self, params, atMost: listing.limit)
            let employers = options.json ? [:] : try await Self.names(of: people.value.items, conversation)
            conversation.output.show(
                people,
                none: "There is nobody yet; note somebody: twoway person add NAME --role ROLE",
                columns: [
                    .word("ID"), .text("Person"), .word("Role"), .text("Job"), .text("Organisation"), .remark("Notes"),
                ]
            ) { person in
                [
                    Cell(person.id), Cell(person.name, .strong), Cell(person.role), Cell(person.jobTitle),
                    Cell(person.organisation.flatMap { employers[$0] }), Cell(person.notes, .faint),
                ]
            }
        }

        private static func names(
            of people: [Person],
            _ conversation: Conversation
        ) async throws -> [ID<Organisation>: Title] {
            guard people.contains(where: { $0.organisation != nil }) else { return [:] }
            let found = try await conversation.server.list(Organisations.List.self, .init()).value.items
            return Dictionary(found.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        }
    }
}
