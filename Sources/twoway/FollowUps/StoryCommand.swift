import ArgumentParser
import JSONRPC
import TwoWayModel
import TwoWayProtocol

/// Success stories.
struct StoryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "story",
        abstract: "Keep the success stories that you want to tell.",
        discussion: """
              twoway story add "The big migration" --situation "Two systems." \\
                --task "One system by May." --action "Tests first." --result "No outage."
              twoway story show migration
            """,
        subcommands: [Add.self, List.self, Show.self, Edit.self, Delete.self]
    )

    struct Add: ServerCommand {
        static let configuration = CommandConfiguration(abstract: "Write a story.")

        @Argument(help: "What to call it.", transform: Title.argument)
        var title: Title

        @Option(help: "How things stood.", transform: Prose.argument)
        var situation: Prose?

        @Option(help: "What was to be done.", transform: Prose.argument)
        var task: Prose?

        @Option(help: "What you did.", transform: Prose.argument)
        var action: Prose?

        @Option(help: "What came of it.", transform: Prose.argument)
        var result: Prose?

        @OptionGroup var options: ServerOptions

        func run(_ conversation: Conversation) async throws {
            let params = Stories.Create.Params(
                title: title,
                situation: situation,
                task: task,
                action: action,
                result: result,
                idempotencyKey: .make()
            )
            let story = try await conversation.server.call(Stories.Create.self, params)
            conversation.output.show(story) { story in
                conversation.output.say(
                    StyledText(story.title.text, .strong) + StyledText(" is written, ID \(story.id.short).")
                )
            }
        }
    }

    struct List: ServerCommand {
        static let configuration = CommandConfiguration(abstract: "List your stories.")

        @OptionGroup var listing: ListOptions
        @OptionGroup var options: ServerOptions

        func run(_ conversation: Conversation) async throws {
            let found = try await conversation.server.list(Stories.List.self, .init(), atMost: listing.limit)
            conversation.output.show(
                found,
                none: "There is no story yet; write one: twoway story add TITLE",
                columns: [.word("ID"), .text("Story"), .remark("Result")]
            ) { [Cell($0.id), Cell($0.title, .strong), Cell($0.result, .faint)] }
        }
    }

    struct Show: ServerCommand {
        static let configuration = CommandConfiguration(abstract: "Show a story.")

        @Argument(help: "The story: title or ID.")
        var story: String

        @OptionGroup var options: ServerOptions

        func run(_ conversation: Conversation) async throws {
            let story = try await conversation.story(story)
            guard !options.json else { return conversation.output.jsonValue(story) }
            var facts = Facts()
            facts.add("Story", Cell(story.title, .strong))
            facts.add("Situation", Cell(story.situation))
            facts.add("Task", Cell(story.task))
            facts.add("Action", Cell(story.action))
            facts.add("Result", Cell(story.result))
            facts.add("ID", Cell(shown: story.id.description, plain: story.id.description))
            conversation.output.facts(facts)
        }
    }

    struct Edit: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Change a story; what is not named stays, and an empty text clears."
        )

        @Argument(help: "The story: title or ID.")
        var story: String

        @Option(help: "What to call it.", transform: Title.argument)
        var title: Title?

        @Option(help: "How things stood.")
        var situation: String?

        @Option(help: "What was to be done.")
        var task: String?

        @Option(help: "What you did.")
        var action: String?

        @Option(help: "What came of it.")
        var result: String?

        @OptionGroup var options: ServerOptions

        func run(_ conversation: Conversation) async throws {
            let story = try await conversation.story(story)
            let params = Stories.Update.Params(
                id: story.id,
                revision: story.revision,
                title: title,
                situation: try Self.patch(situation),
                task: try Self.patch(task),
                action: try Self.patch(action),
                result: try Self.patch(result),
                idempotencyKey: .make()
            )
            let updated = try await conversation.server.call(Stories.Update.self, params)
            conversation.output.show(updated) { conversation.output.say("Changed: \($0.title.text)") }
        }

        private static func patch(_ text: String?) throws -> Patch<Prose> {
            guard let text else { return .unchanged }
            return text.isEmpty ? .clear : .set(try Prose.argument(text))
        }
    }

    struct Delete: ServerCommand {
        static let configuration = CommandConfiguration(abstract: "Delete a story.")

        @Argument(help: "The story: title or ID.")
        var story: String

        @OptionGroup var options: ServerOptions

        func run(_ conversation: Conversation) async throws {
            let story = try await conversation.story(story)
            let done = try await conversation.server.call(
                Stories.Delete.self,
                .init(id: story.id, revision: story.revision, idempotencyKey: .make())
            )
            conversation.output.show(done) { _ in conversation.output.say("Deleted: \(story.title.text)") }
        }
    }
}
