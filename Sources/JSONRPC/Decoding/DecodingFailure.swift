/// Why decoding failed, before the way to the place is looked up.
///
/// The way is found by walking over everything that comes before, which a type that tries one form after the other for
/// every element of a long array must not pay for each time. So it is looked up once, when the failure leaves the module.
struct DecodingFailure: Error {
    /// The entry of the innermost value that is there.
    let index: Int
    /// The rest of the way, to a member that is missing or that a type complained about by itself.
    let steps: [any CodingKey]
    let reason: String

    init(index: Int, steps: [any CodingKey], reason: String) {
        self.index = index
        self.steps = steps
        self.reason = reason
    }

    /// Explains what a type's own `init(from:)` threw.
    ///
    /// - Parameters:
    ///   - error: what was thrown; a failure from further inside stays what it is.
    ///   - type: the type that was being decoded.
    ///   - index: the entry it was decoded from.
    ///   - depth: how many steps lead to that entry, asked for only if the error names a place of its own.
    init(_ error: any Error, of type: any Any.Type, at index: Int, depth: () -> Int) {
        if let failure = error as? Self {
            self = failure
        } else if let names = EnumerationNames.of(type) {
            self.init(index: index, steps: [], reason: "must be one of: \(names.joined(separator: ", "))")
        } else if let context = (error as? DecodingError)?.context {
            let steps = context.codingPath.isEmpty ? [] : Array(context.codingPath.dropFirst(depth()))
            self.init(index: index, steps: steps, reason: Self.reason(context))
        } else {
            self.init(index: index, steps: [], reason: "is not valid")
        }
    }

    /// The standard library says "Cannot initialize Stage from invalid String value xyz", which repeats the value.
    private static func reason(_ context: DecodingError.Context) -> String {
        context.debugDescription.hasPrefix("Cannot initialize")
            ? "is not one of the accepted values" : context.debugDescription
    }
}

extension DecodingError {
    fileprivate var context: Context? {
        switch self {
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .keyNotFound(_, let context): context
        case .dataCorrupted(let context): context
        @unknown default: nil
        }
    }
}
