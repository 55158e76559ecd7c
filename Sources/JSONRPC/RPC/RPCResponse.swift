/// Writes answers.
enum RPCResponse {
    /// Wraps a result, which is JSON already; nil if it would be longer than allowed.
    static func success(_ result: [UInt8], id: RPCID, within budget: Int) -> [UInt8]? {
        let head: StaticString = #"{"jsonrpc":"2.0","result":"#
        let middle: StaticString = #","id":"#
        let length = head.utf8CodeUnitCount + result.count + middle.utf8CodeUnitCount + id.bytes.count + 1
        guard length <= budget else { return nil }
        var writer = JSONWriter(capacity: length)
        writer.append(head)
        writer.raw(result)
        writer.append(middle)
        writer.raw(id.bytes)
        writer.endObject()
        return writer.bytes
    }

    static func failure(_ error: RPCError, id: RPCID) -> [UInt8] {
        var writer = JSONWriter()
        writer.append(#"{"jsonrpc":"2.0","error":"#)
        error.write(to: &writer)
        writer.append(#","id":"#)
        writer.raw(id.bytes)
        writer.endObject()
        return writer.bytes
    }
}
