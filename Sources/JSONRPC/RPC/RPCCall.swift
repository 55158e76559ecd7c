/// Writes requests and notifications, for the calling side and for pushing.
public enum RPCCall {
    /// Writes a call without params; without an id it is a notification.
    public static func encode(method: String, id: RPCID?) -> [UInt8] {
        write(method, params: nil, id)
    }

    /// Writes a call; without an id it is a notification.
    public static func encode(method: String, params: RawJSON, id: RPCID?) -> [UInt8] {
        write(method, params: params.bytes, id)
    }

    /// Writes a call; without an id it is a notification.
    ///
    /// Params that encode as null, such as an optional that is nil, are left out: the specification has no null params.
    public static func encode(
        method: String,
        params: some Encodable,
        id: RPCID?
    ) throws(JSONEncodingError) -> [UInt8] {
        let bytes = try JSONEncoding.encode(params)
        return write(method, params: bytes == RawJSON.null.bytes ? nil : bytes, id)
    }

    /// Joins calls to a batch.
    public static func batch(_ calls: some Sequence<[UInt8]>) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginArray()
        for call in calls { writer.raw(call) }
        writer.endArray()
        return writer.bytes
    }

    private static func write(_ method: String, params: [UInt8]?, _ id: RPCID?) -> [UInt8] {
        var writer = JSONWriter(capacity: 96 + (params?.count ?? 0))
        writer.append(#"{"jsonrpc":"2.0","method":"#)
        writer.string(method)
        if let params {
            writer.name("params")
            writer.raw(params)
        }
        if let id {
            writer.name("id")
            writer.raw(id.bytes)
        }
        writer.endObject()
        return writer.bytes
    }
}
