import ArgumentParser
import JSONRPC
import TwoWayProtocol

/// Calls any method of the contract.
struct CallCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "call",
        abstract: "Call any method of the server by its name, with parameters as JSON.",
        discussion: """
            For scripts, and for what has no command of its own. The answer is printed as JSON.

              twoway call --list
              twoway call jobSearch.create '{"title": "New job"}'
              twoway call library.check - < params.json
            """
    )

    @Argument(help: "The method, such as opportunity.list.")
    var method: String?

    @Argument(help: "The parameters as a JSON object, or - to read them from standard input.")
    var params: String?

    @Flag(help: "List the methods instead, with who may call them.")
    var list = false

    @OptionGroup var options: ServerOptions

    func validate() throws {
        guard list || method != nil else { throw ValidationError("Say which method; --list shows them all.") }
    }

    func run(_ conversation: Conversation) async throws {
        guard let method else { return showMethods(conversation.output) }
        guard !list else { return showMethods(conversation.output) }
        let declaration = try Self.declaration(of: method)
        let params = try readParams()
        let json = try await conversation.server.call(
            method: declaration.name,
            params: params,
            needsLogin: Self.needsLogin(declaration),
            safety: CallSafety(declaration, params: try params?.parsed())
        )
        conversation.output.json(json)
    }

    /// The method of the contract by this name.
    static func declaration(of name: String) throws(CommandFailure) -> any TwoWayMethod.Type {
        if let method = API.methods.first(where: { $0.name == name }) { return method }
        let names = API.methods.map { $0.name }
        let area = name.prefix { $0 != "." } + "."
        let alike = Nearest.word(to: name, among: names).map { [$0] } ?? names.filter { $0.hasPrefix(area) }
        throw .usage(
            "There is no method \"\(name)\".",
            hint: alike.isEmpty ? "See all: twoway call --list" : "Do you mean \(alike.joined(separator: ", "))?"
        )
    }

    private static func needsLogin<Method: TwoWayMethod>(_ method: Method.Type) -> Bool {
        CallSafety.needsLogin(method)
    }

    private func readParams() throws -> RawJSON? {
        guard let params else { return nil }
        let bytes = params == "-" ? try InputFile.read("-", atMost: 1 << 20) : Array(params.utf8)
        do {
            return try RawJSON(validating: bytes)
        } catch {
            throw CommandFailure.usage("The parameters are not JSON: \(error.description).")
        }
    }

    private func showMethods(_ output: Output) {
        if output.isJSON { return output.jsonValue(API.methods.map { $0.name }) }
        var table = Table([.word("Method"), .word("Who"), .remark("What it does")])
        for method in API.methods {
            table.add([Cell(method.name), Cell(Self.access(method)), Cell(method.summary)])
        }
        output.table(table, none: "There are no methods.")
    }

    private static func access<Method: TwoWayMethod>(_ method: Method.Type) -> String {
        Method.Access.name
    }
}
