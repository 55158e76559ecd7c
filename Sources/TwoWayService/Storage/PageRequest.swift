import Crypto
import Foundation
import JSONRPC
import TwoWayAuth
import TwoWayModel
import TwoWayProtocol

/// Which page of a list is asked for, read from the parameters.
///
/// A cursor is the place after the last item, with eight bytes of the SHA-256 of method and filter in front, as base64url:
/// opaque to the client, and refused with any other filter. It opens nothing, since each row is checked as ever.
struct PageRequest {
    let limit: Int
    /// The place to go on after; nil on the first page.
    private let place: [UInt8]?
    private let tag: [UInt8]

    init<Method: TwoWayMethod>(
        _ method: Method.Type,
        _ params: Method.Params
    ) throws(ServiceFailure) where Method.Params: PagedParams {
        limit = params.limit ?? PageLimits.standard
        guard (1...PageLimits.maximum).contains(limit) else {
            throw .invalid(path: "params.limit", reason: "must be from 1 to \(PageLimits.maximum)")
        }
        var filter = params
        filter.limit = nil
        filter.cursor = nil
        do {
            let bytes = Array(Method.name.utf8) + (try JSONEncoding.encode(filter))
            tag = Array(SHA256.hash(data: bytes).prefix(8))
        } catch {
            throw .unexpected("the filter cannot be encoded: \(error)")
        }
        guard let cursor = params.cursor else {
            place = nil
            return
        }
        guard cursor.utf8.count <= 200, let bytes = Base64Text.urlSafe.decode(cursor), bytes.starts(with: tag),
            bytes.count > 8
        else {
            throw .invalid(path: "params.cursor", reason: "does not belong to this list")
        }
        place = Array(bytes.dropFirst(8))
    }

    /// How many rows to ask the database for: one more than the page, to know whether there is a next one.
    var rows: Int { limit + 1 }

    /// Lists of newest first go on below this id; on the first page the highest there is.
    var beforeID: UUID {
        get throws(ServiceFailure) {
            guard let place else { return Self.highest }
            guard place.count == 16 else { throw Self.foreignCursor }
            return place.withUnsafeBytes { UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) }
        }
    }

    /// Lists that are ordered by a number, highest first, go on below this one.
    var beforeNumber: Int {
        get throws(ServiceFailure) {
            guard let place else { return Int(Int32.max) }
            guard let number = Int(String(decoding: place, as: UTF8.self)) else { throw Self.foreignCursor }
            return number
        }
    }

    /// Lists of newest first that are ordered by an id and a number beside it go on below both.
    var beforeIDAndNumber: (id: UUID, number: Int) {
        get throws(ServiceFailure) {
            guard let place else { return (Self.highest, Int(Int32.max)) }
            guard place.count == 20 else { throw Self.foreignCursor }
            let id = place.withUnsafeBytes { UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) }
            let number = place.suffix(4).reduce(0) { $0 << 8 | Int($1) }
            guard number <= Int(Int32.max) else { throw Self.foreignCursor }
            return (id, number)
        }
    }

    /// Lists that are ordered by a text go on after this one; nil on the first page.
    var afterText: String? {
        get throws(ServiceFailure) {
            guard let place else { return nil }
            guard let text = String(validating: place, as: UTF8.self), !text.contains("\0") else {
                throw Self.foreignCursor
            }
            return text
        }
    }

    /// Lists that are ordered by a day and an id go on after these; nil on the first page.
    var afterDay: (day: Day, id: UUID)? {
        get throws(ServiceFailure) {
            guard let place else { return nil }
            guard place.count == 20 else { throw Self.foreignCursor }
            let day = place.prefix(4).reduce(0) { $0 << 8 | Int($1) }
            let id = place.suffix(16).withUnsafeBytes { UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) }
            return (Day(daysSince1970: Int(Int32(truncatingIfNeeded: day))), id)
        }
    }

    /// The page of the rows that came back, ordered by a day and an id.
    func page<Item>(_ rows: [Item], day: (Item) -> Day, id: (Item) -> UUID) -> Page<Item> {
        page(rows) { item in
            let days = UInt32(truncatingIfNeeded: day(item).daysSince1970)
            return withUnsafeBytes(of: days.bigEndian) { Array($0) } + withUnsafeBytes(of: id(item).uuid) { Array($0) }
        }
    }

    /// The page of the rows that came back, ordered by id.
    func page<Item>(_ rows: [Item], id: (Item) -> UUID) -> Page<Item> {
        page(rows) { item in withUnsafeBytes(of: id(item).uuid) { Array($0) } }
    }

    /// The page of the rows that came back, ordered by a number.
    func page<Item>(_ rows: [Item], number: (Item) -> Int) -> Page<Item> {
        page(rows) { Array(String(number($0)).utf8) }
    }

    /// The page of what the rows that came back stand for; they are ordered by an id and a number from 0 to 2^31 - 1.
    func page<Row, Item>(
        _ rows: [Row],
        place: (Row) -> (id: UUID, number: Int),
        item: (Row) throws(ServiceFailure) -> Item
    ) throws(ServiceFailure) -> Page<Item> {
        var items: [Item] = []
        for row in rows.prefix(limit) { items.append(try item(row)) }
        guard rows.count > limit, limit > 0 else { return Page(items: items) }
        let (id, number) = place(rows[limit - 1])
        let digits = UInt32(truncatingIfNeeded: number).bigEndian
        let bytes = withUnsafeBytes(of: id.uuid) { Array($0) } + withUnsafeBytes(of: digits) { Array($0) }
        return Page(items: items, nextCursor: Base64Text.urlSafe.encode(tag + bytes))
    }

    /// The page of the rows that came back, ordered by a text of at most 120 bytes.
    func page<Item>(_ rows: [Item], text: (Item) -> String) -> Page<Item> {
        page(rows) { Array(text($0).utf8) }
    }

    /// The page of what the rows that came back, ordered by a text, hold.
    func page<Row, Item>(_ rows: [Row], text: (Row) -> String, item: (Row) -> Item) -> Page<Item> {
        Page(items: rows.prefix(limit).map(item), nextCursor: cursor(after: rows) { Array(text($0).utf8) })
    }

    private func page<Item>(_ rows: [Item], place: (Item) -> [UInt8]) -> Page<Item> {
        Page(items: Array(rows.prefix(limit)), nextCursor: cursor(after: rows, place: place))
    }

    /// Nil when there are no more rows than fit on the page.
    private func cursor<Row>(after rows: [Row], place: (Row) -> [UInt8]) -> String? {
        guard rows.count > limit else { return nil }
        return rows.prefix(limit).last.map { Base64Text.urlSafe.encode(tag + place($0)) }
    }

    private static let highest = UUID(
        uuid: (255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255)
    )
    private static let foreignCursor = ServiceFailure.invalid(
        path: "params.cursor",
        reason: "does not belong to this list"
    )
}
