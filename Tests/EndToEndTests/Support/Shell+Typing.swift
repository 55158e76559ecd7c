import JSONRPC
import Testing

/// Commands as people type them: words parted by spaces, and 'some words' that belong together.
extension Shell {
    /// Runs a line, which has to end with a status, and gives all that the person sees; `answers` is what is typed meanwhile.
    @discardableResult
    func type(
        _ line: String,
        answers: [String] = [],
        status: Int32 = 0,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> String {
        let input = answers.map { $0 + "\n" }.joined()
        let outcome = try await run(Self.words(line), input: input, status: status, sourceLocation: sourceLocation)
        return [outcome.output, outcome.errors].filter { !$0.isEmpty }.joined(separator: "\n")
    }

    /// Runs a line with `--json` and reads its answer as a value.
    func read<Value: Decodable>(
        _ type: Value.Type,
        _ line: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Value {
        let words = Self.words(line) + ["--json"]
        let outcome = try await run(words, input: "", status: 0, sourceLocation: sourceLocation)
        return try JSONDecoding.decode(type, from: JSONDocument(parsing: Array(outcome.output.utf8)).root, at: "answer")
    }

    private static func words(_ line: String) -> [String] {
        var words: [String] = []
        var word: String?
        var isQuoted = false
        for character in line {
            switch character {
            case "'":
                isQuoted.toggle()
                word = word ?? ""
            case " " where !isQuoted:
                if let finished = word { words.append(finished) }
                word = nil
            default: word = (word ?? "") + String(character)
            }
        }
        if let word { words.append(word) }
        return words
    }
}
