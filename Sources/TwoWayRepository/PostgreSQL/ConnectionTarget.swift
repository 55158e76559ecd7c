import CLibPQ

/// What a connection is started with, in the form that libpq wants.
struct ConnectionTarget: Sendable {
    private let keywords: [String]
    private let values: [String]

    init(_ configuration: DatabaseConfiguration) {
        let given = ConnectionTarget.options(in: configuration.conninfo)
        let options = [given, configuration.sessionOptions].compactMap(\.self).joined(separator: " ")
        // What stands before `dbname` is a default that the connection string may change; what stands after it holds.
        let parameters: KeyValuePairs = [
            "keepalives_idle": "30",
            "keepalives_interval": "10",
            "keepalives_count": "3",
            "tcp_user_timeout": "20000",
            "fallback_application_name": configuration.applicationName,
            "dbname": configuration.conninfo,
            "client_encoding": "UTF8",
            "options": options,
        ]
        keywords = parameters.map(\.key)
        values = parameters.map(\.value)
    }

    /// Starts a connection without waiting for it; nil if there is no memory for it.
    func start() -> OpaquePointer? {
        withCStrings(keywords) { keywords in
            withCStrings(values) { values in
                PQconnectStartParams(keywords, values, 1)
            }
        }
    }

    /// The `options` that a connection string brings along; nil if there are none.
    private static func options(in conninfo: String) -> String? {
        guard let entries = PQconninfoParse(conninfo, nil) else { return nil }
        defer { PQconninfoFree(entries) }
        var entry = entries
        while let keyword = entry.pointee.keyword {
            if String(cString: keyword) == "options", let value = entry.pointee.val { return String(cString: value) }
            entry += 1
        }
        return nil
    }
}

/// Calls `body` with a null-terminated array of C strings, valid during the call.
func withCStrings<Result>(
    _ strings: [String],
    _ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Result
) -> Result {
    var bytes: [CChar] = []
    let offsets = strings.map { string in
        defer { bytes.append(contentsOf: string.utf8CString) }
        return bytes.count
    }
    return bytes.withUnsafeBufferPointer { buffer in
        let pointers = offsets.map { buffer.baseAddress?.advanced(by: $0) } + [nil]
        return pointers.withUnsafeBufferPointer { body($0.baseAddress) }
    }
}
