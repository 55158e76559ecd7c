import Foundation
import Testing
import TwoWayRepository
import TwoWayTestSupport

/// Every kind of value goes to PostgreSQL and comes back the same.
@Suite struct SQLValueTests {
    @Test func `scalars come back as they were sent, and NULL after them`() async throws {
        try await TestDatabase.with(migrated: false) { test async throws in
            let database = test.open()
            let examples = [Scalars.usual, Scalars(), Scalars.extreme, Scalars.usual]
            for sent in examples {
                let got = try await database.one(.scalars, sent, as: .admin)
                #expect(got == sent)
            }
        }
    }

    @Test func `arrays come back as they were sent, empty ones and NULL too`() async throws {
        try await TestDatabase.with(migrated: false) { test async throws in
            let database = test.open()
            for sent in [Arrays.usual, Arrays.empty, Arrays()] {
                let got = try await database.one(.arrays, sent, as: .admin)
                #expect(got == sent)
            }
        }
    }

    @Test func `arrays of all kinds can be unnested into rows`() async throws {
        try await TestDatabase.with(migrated: false) { test async throws in
            let database = test.open()
            let rows = try await database.all(.unnested, (), as: .admin)
            #expect(rows == ["true 1970-01-01 00:00:01+00 \\x00ff {\"a\": 1}", "NULL NULL NULL NULL"])
        }
    }

    @Test func `an array with NULL in it is refused by a reader that knows no NULL`() async throws {
        try await TestDatabase.with(migrated: false) { test async throws in
            let database = test.open()
            await #expect(throws: StorageError.self) {
                try await database.one(.texts, ["a", nil], as: .admin)
            }
            #expect(try await database.one(.texts, ["a", "b"], as: .admin) == ["a", "b"])
        }
    }

    @Test func `a megabyte of text goes there and back`() async throws {
        try await TestDatabase.with(migrated: false) { test async throws in
            let database = test.open()
            let text = String(repeating: "Ö", count: 1 << 19)
            // Several at once on one connection: more than the socket takes, in both directions.
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<16 {
                    group.addTask {
                        try await database.one(.texts, [text, "end"], as: .admin) == [text, "end"]
                    }
                }
                for try await isSame in group { #expect(isSame) }
            }
        }
    }

    @Test func `times that PostgreSQL cannot hold are refused and never changed`() async throws {
        try await TestDatabase.with(migrated: false) { test async throws in
            let database = test.open()
            for sent in [
                Scalars(timestamp: .min), Scalars(timestamp: .min + 1), Scalars(date: .max), Scalars(date: .min),
            ] {
                await #expect(throws: StorageError.self) { try await database.one(.scalars, sent, as: .admin) }
            }
        }
    }
}

private struct Scalars: Hashable, Sendable {
    var bool: Bool?
    var int: Int?
    var int4: Int?
    var double: Double?
    var text: String?
    var bytes: [UInt8]?
    var uuid: UUID?
    var timestamp: Int64?
    var localTimestamp: Int64?
    var date: Int?
    var json: [UInt8]?

    static let usual = Scalars(
        bool: true,
        int: 42,
        int4: -7,
        double: .pi,
        text: "Grüße 🎻",
        bytes: [0, 255, 92],
        uuid: UUID(),
        timestamp: 1_750_000_000_123_456,
        localTimestamp: -1,
        date: -25_567,
        json: Array(#"{"a": [1, null]}"#.utf8)
    )

    static let extreme = Scalars(
        bool: false,
        int: .min,
        int4: Int(Int32.max),
        double: -.infinity,
        text: "",
        bytes: [],
        uuid: UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)),
        timestamp: 0,
        localTimestamp: 253_402_300_799_999_999,
        date: 0,
        json: Array("null".utf8)
    )
}

private struct Arrays: Hashable, Sendable {
    var ints: [Int]?
    var doubles: [Double]?
    var texts: [String]?
    var uuids: [UUID]?

    static let usual = Arrays(
        ints: [1, .min, .max],
        doubles: [0.5, -.infinity],
        texts: ["", "NULL", "a,\"b\\"],
        uuids: [UUID(), UUID()]
    )
    static let empty = Arrays(ints: [], doubles: [], texts: [], uuids: [])
}

extension Statement<Scalars, Scalars> {
    fileprivate static let scalars = Statement(
        name: "scalars",
        sql: "SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11",
        bind: {
            [
                .bool($0.bool), .int($0.int), .int4($0.int4.flatMap { Int32(exactly: $0) }), .double($0.double),
                .text($0.text), .bytes($0.bytes), .uuid($0.uuid), .timestamp($0.timestamp),
                .localTimestamp($0.localTimestamp), .date(daysSince1970: $0.date), .json($0.json),
            ]
        },
        decode: { row throws(RowError) in
            Scalars(
                bool: try row.optionalBool(),
                int: try row.optionalInt(),
                int4: try row.optionalInt(),
                double: try row.optionalDouble(),
                text: try row.optionalText(),
                bytes: try row.optionalBytes(),
                uuid: try row.optionalUUID(),
                timestamp: try row.optionalTimestamp(),
                localTimestamp: try row.optionalLocalTimestamp(),
                date: try row.optionalDate(),
                json: try row.optionalJSON()
            )
        }
    )
}

extension Statement<Arrays, Arrays> {
    fileprivate static let arrays = Statement(
        name: "arrays",
        sql: "SELECT $1, $2, $3, $4",
        bind: { [.intArray($0.ints), .doubleArray($0.doubles), .textArray($0.texts), .uuidArray($0.uuids)] },
        decode: { row throws(RowError) in
            Arrays(
                ints: try row.optionalIntArray(),
                doubles: try row.optionalDoubleArray(),
                texts: try row.optionalTextArray(),
                uuids: try row.optionalUUIDArray()
            )
        }
    )
}

extension Statement<[String?], [String]> {
    fileprivate static let texts = Statement(
        name: "texts",
        sql: "SELECT $1",
        bind: { [.textArray($0)] },
        decode: { row throws(RowError) in try row.textArray() }
    )
}

extension Statement<Void, String> {
    fileprivate static let unnested = Statement(
        name: "unnested",
        sql: """
            SELECT concat_ws(' ', coalesce(b::text, 'NULL'), coalesce(t::text, 'NULL'), coalesce(y::text, 'NULL'),
                coalesce(j::text, 'NULL'))
            FROM unnest($1, $2, $3, $4) AS u (b, t, y, j)
            """,
        bind: {
            [
                .boolArray([true, nil]), .timestampArray([1_000_000, nil]), .bytesArray([[0, 255], nil]),
                .jsonArray([Array(#"{"a":1}"#.utf8), nil]),
            ]
        },
        decode: { row throws(RowError) in try row.text() }
    )
}
