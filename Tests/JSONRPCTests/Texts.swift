import JSONRPC

/// The bytes of a text.
func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

/// The text of some bytes.
func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

func parse(_ text: String) throws -> JSONNode { try JSONDocument(parsing: bytes(text)).root }

func decode<T: Decodable>(_ type: T.Type, _ text: String) throws -> T {
    try JSONDecoding.decode(type, from: parse(text))
}

func encode(_ value: some Encodable) throws -> String { text(try JSONEncoding.encode(value)) }

/// The error of a text that must not be accepted.
func syntaxError(_ bytes: [UInt8], limits: JSONReaderLimits = .default) -> JSONSyntaxError? {
    do {
        _ = try JSONDocument(parsing: bytes, limits: limits)
        return nil
    } catch {
        return error
    }
}

/// The error of a value that must not be accepted, as "path reason".
func decodingError<T: Decodable>(_ type: T.Type, _ text: String) throws -> String? {
    let node = try parse(text)
    do {
        _ = try JSONDecoding.decode(type, from: node)
        return nil
    } catch {
        return error.description
    }
}
