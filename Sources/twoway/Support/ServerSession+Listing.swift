import JSONRPC
import TwoWayProtocol

/// Some or all items of a list, and whether there are more.
struct Listing<Item: Sendable>: Sendable {
    var items: [Item]
    var hasMore: Bool
}

extension ServerSession {
    /// The most items that are looked through when something is searched for by its name.
    static let searchDepth = 1000

    /// Reads a list page by page up to a number of items.
    ///
    /// The JSON is the server's page if one was enough, else one page put together from several.
    func list<Method: TwoWayMethod, Item>(
        _ method: Method.Type,
        _ params: Method.Params,
        atMost limit: Int = searchDepth
    ) async throws -> Reply<Listing<Item>> where Method.Params: PagedParams, Method.Result == Page<Item> {
        var params = params
        var items: [Item] = []
        var pages: [RawJSON] = []
        var cursor: String?
        repeat {
            params.limit = min(limit - items.count, PageLimits.maximum)
            params.cursor = cursor
            let page = try await call(method, params)
            items += page.value.items
            pages.append(page.json)
            cursor = page.value.nextCursor
        } while cursor != nil && items.count < limit
        let listing = Listing(items: items, hasMore: cursor != nil)
        return Reply(value: listing, json: PageText.joined(pages, cursor: cursor))
    }
}

/// Pages as text.
enum PageText {
    /// One page with the items of all, as the server wrote them, and the cursor of the last.
    static func joined(_ pages: [RawJSON], cursor: String?) -> RawJSON {
        if pages.count == 1, let page = pages.first { return page }
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("items")
        writer.beginArray()
        for page in pages {
            guard let items = try? page.parsed()["items"] else { continue }
            for item in items.elements { writer.raw(item.rawBytes) }
        }
        writer.endArray()
        if let cursor {
            writer.name("nextCursor")
            writer.string(cursor)
        }
        writer.endObject()
        return RawJSON(trusted: writer.bytes)
    }
}
