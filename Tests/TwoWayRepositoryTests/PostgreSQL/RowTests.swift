import CLibPQ
import Foundation
import Testing

@testable import TwoWayRepository

/// What the server sends is not trusted: wrong types, lengths and counts are errors, never traps.
@Suite struct RowTests {
    private typealias Cell = (oid: UInt32, bytes: [UInt8]?)

    /// One row of cells in binary format, as libpq would hand it over; nil is NULL.
    private func row(_ cells: [Cell]) throws -> Row { Row(try result([cells]), at: 0) }

    private func result(_ rows: [[Cell]]) throws -> QueryResult {
        let cells = try #require(rows.first)
        let handle = try #require(PQmakeEmptyPGresult(nil, PGRES_TUPLES_OK))
        var name = Array("column".utf8CString)
        name.withUnsafeMutableBufferPointer { name in
            var attributes = cells.map { cell in
                PGresAttDesc(
                    name: name.baseAddress,
                    tableid: 0,
                    columnid: 0,
                    format: 1,
                    typid: cell.oid,
                    typlen: -1,
                    atttypmod: -1
                )
            }
            PQsetResultAttrs(handle, Int32(cells.count), &attributes)
        }
        for (number, cells) in rows.enumerated() {
            for (index, cell) in cells.enumerated() {
                var bytes = (cell.bytes ?? []).map { CChar(bitPattern: $0) } + [0]
                PQsetvalue(handle, Int32(number), Int32(index), &bytes, Int32(cell.bytes?.count ?? -1))
            }
        }
        return QueryResult(handle)
    }

    @Test func `a row is read column by column`() throws {
        var row = try row([(20, [0, 0, 0, 0, 0, 0, 1, 2]), (25, Array("Tür".utf8)), (16, [1]), (23, nil)])
        #expect(try row.int() == 258)
        #expect(try row.text() == "Tür")
        #expect(try row.bool())
        #expect(row.isNull)
        #expect(try row.optionalInt() == nil)
        #expect(row.column == 4)
    }

    @Test func `a row tells whether it goes on with what the row before began`() throws {
        let cells: [[UInt8]?] = [[1, 2], [1, 2], [1, 3], [1], nil, nil, [1]]
        let result = try result(cells.map { bytes -> [Cell] in [(25, bytes)] })
        let repeats = cells.indices.map { Row(result, at: $0).repeatsRowBefore }
        #expect(repeats == [false, true, false, false, false, false, false])
        var behind = Row(result, at: 1)
        behind.skip()
        #expect(!behind.repeatsRowBefore)
    }

    @Test func `a missing column is an error`() throws {
        var row = try row([(16, [1])])
        _ = try row.bool()
        #expect(throws: RowError(column: 1, expected: "integer", found: "no more columns")) { try row.int() }
        #expect(!row.isNull)
    }

    @Test func `NULL is an error where it was not expected`() throws {
        var row = try row([(25, nil)])
        #expect(throws: RowError(column: 0, expected: "text", found: "NULL")) { try row.text() }
    }

    @Test func `the error names the column and never the value`() throws {
        var row = try row([(25, Array("secret".utf8))])
        #expect(throws: RowError(column: 0, expected: "uuid", found: "6 bytes of type 25")) { try row.uuid() }
    }

    @Test(arguments: [0, 1, 3, 5, 7, 9, 15, 17])
    func `values of wrong length are refused`(length: Int) throws {
        let bytes = [UInt8](repeating: 1, count: length)
        var sizes = try row([(20, bytes), (23, bytes), (21, bytes), (701, bytes), (700, bytes), (2_950, bytes)])
        for _ in 0..<3 { #expect(throws: RowError.self) { try sizes.int() } }
        for _ in 0..<2 { #expect(throws: RowError.self) { try sizes.double() } }
        #expect(throws: RowError.self) { try sizes.uuid() }
        var times = try row([(1_184, bytes), (1_114, bytes), (1_082, bytes)])
        #expect(throws: RowError.self) { try times.timestamp() }
        #expect(throws: RowError.self) { try times.localTimestamp() }
        #expect(throws: RowError.self) { try times.date() }
        if length != 1 {
            var flag = try row([(16, bytes)])
            #expect(throws: RowError.self) { try flag.bool() }
        }
    }

    @Test func `text that is not UTF-8 is refused`() throws {
        var row = try row([(25, [0xc3, 0x28])])
        #expect(throws: RowError.self) { try row.text() }
    }

    @Test func `infinite and unreachable times are refused`() throws {
        let infinity: [UInt8] = [0x7f] + [UInt8](repeating: 0xff, count: 7)
        let beyond: [UInt8] = [0x7f] + [UInt8](repeating: 0xff, count: 6) + [0xfe]
        let before: [UInt8] = [0x80] + [UInt8](repeating: 0, count: 7)
        var row = try row([(1_184, infinity), (1_184, beyond), (1_184, before), (1_082, [0x7f, 0xff, 0xff, 0xff])])
        for _ in 0..<3 { #expect(throws: RowError.self) { try row.timestamp() } }
        #expect(throws: RowError.self) { try row.date() }
    }

    @Test func `a jsonb of another version is refused`() throws {
        var row = try row([(3_802, [2, 0x7b, 0x7d]), (3_802, []), (3_802, [1, 0x7b, 0x7d]), (114, [0x7b, 0x7d])])
        #expect(throws: RowError.self) { try row.json() }
        #expect(throws: RowError.self) { try row.json() }
        #expect(try row.json() == Array("{}".utf8))
        #expect(try row.json() == Array("{}".utf8))
    }

    @Test func `an unknown case is refused`() throws {
        enum Colour: String { case red }
        var row = try row([(25, Array("red".utf8)), (25, Array("blue".utf8)), (25, nil)])
        #expect(try row.text(as: Colour.self) == .red)
        #expect(throws: RowError.self) { try row.text(as: Colour.self) }
        #expect(try row.optionalText(as: Colour.self) == nil)
    }

    /// A one-dimensional array's header: dimensions, flags, element type, count, lower bound.
    private func header(dimensions: Int32 = 1, element: UInt32 = 25, count: Int32) -> [UInt8] {
        [dimensions, 0, Int32(bitPattern: element), count, 1].flatMap { value in
            withUnsafeBytes(of: value.bigEndian) { Array($0) }
        }
    }

    @Test func `an array is read`() throws {
        var row = try row([
            (1_009, header(count: 2) + [0, 0, 0, 1, 0x61, 0, 0, 0, 0]),
            (1_009, Array(header(dimensions: 0, count: 0).prefix(12))),
        ])
        #expect(try row.textArray() == ["a", ""])
        #expect(try row.textArray().isEmpty)
    }

    @Test func `arrays that lie about their size are refused`() throws {
        let element: [UInt8] = [0, 0, 0, 1, 0x61]
        let hostile: [[UInt8]] = [
            [],
            [0, 0, 0, 1],
            header(count: .max) + element,
            header(count: -1) + element,
            header(count: 2) + element,
            header(count: 1) + element + [0],
            header(count: 1) + [0x7f, 0xff, 0xff, 0xff, 0x61],
            header(count: 1) + [0xff, 0xff, 0xff, 0xff],
            header(count: 1) + [0x80, 0, 0, 0],
            header(dimensions: 2, count: 1) + element,
            header(dimensions: -1, count: 1) + element,
            header(element: 20, count: 1) + element,
            Array(header(dimensions: 0, count: 0).prefix(12)) + [0],
        ]
        for bytes in hostile {
            var row = try row([(1_009, bytes)])
            #expect(throws: RowError.self, "\(bytes)") { try row.textArray() }
        }
    }

    @Test func `no prefix of a good array is read as one`() throws {
        let whole =
            header(element: 2_950, count: 2) + [0, 0, 0, 16] + [UInt8](repeating: 1, count: 16)
            + [0, 0, 0, 16] + [UInt8](repeating: 2, count: 16)
        var good = try row([(2_951, whole)])
        #expect(try good.uuidArray().count == 2)
        for length in 0..<whole.count {
            var row = try row([(2_951, Array(whole.prefix(length)))])
            #expect(throws: RowError.self) { try row.uuidArray() }
        }
    }
}
