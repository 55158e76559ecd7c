/// Answers lines: reads requests and batches, passes each request on, and writes the answers.
public struct RPCProcessor: Sendable {
    private let limits: RPCLimits

    public init(limits: RPCLimits = .default) {
        self.limits = limits
    }

    /// Answers one line.
    ///
    /// The requests of a batch are handled one after the other, and answered in their order. An answer that would be too
    /// long is replaced by `response_too_large`, whose request has been carried out nevertheless.
    ///
    /// - Parameters:
    ///   - line: one JSON text, without the end of the line.
    ///   - handler: carries out one request and gives its result as JSON; what it gives for a notification is dropped.
    /// - Returns: one JSON text; nil if there is nothing to answer.
    public func respond(
        to line: [UInt8],
        handler: (RPCRequest) async -> Result<[UInt8], RPCError>
    ) async -> [UInt8]? {
        let root: JSONNode
        do {
            root = try JSONDocument(parsing: line, limits: limits.reader).root
        } catch {
            return RPCResponse.failure(.parseError(error), id: .null)
        }
        guard root.kind == .array else {
            return await respond(to: root, within: limits.maximumResponseBytes, handler: handler)
        }
        return await respond(toBatch: root, handler: handler)
    }

    private func respond(
        to envelope: JSONNode,
        within budget: Int,
        handler: (RPCRequest) async -> Result<[UInt8], RPCError>
    ) async -> [UInt8]? {
        let request: RPCRequest
        do {
            request = try RPCRequest(envelope: envelope)
        } catch {
            return RPCResponse.failure(error.error, id: error.id)
        }
        let result = await handler(request)
        guard let id = request.id else { return nil }
        let response =
            switch result {
            case .success(let value): RPCResponse.success(value, id: id, within: budget)
            case .failure(let error): RPCResponse.failure(error, id: id)
            }
        if let response, response.count <= budget { return response }
        return tooLarge(id: id)
    }

    private func respond(
        toBatch batch: JSONNode,
        handler: (RPCRequest) async -> Result<[UInt8], RPCError>
    ) async -> [UInt8]? {
        guard batch.count > 0 else {
            return RPCResponse.failure(.invalidRequest("a batch must hold at least one request"), id: .null)
        }
        guard batch.count <= limits.maximumBatch else {
            let reason = "a batch must hold at most \(limits.maximumBatch) requests"
            return RPCResponse.failure(.invalidRequest(reason), id: .null)
        }
        // Every request that is still to come keeps enough room to be told that its answer was too large.
        var reserved = batch.elements.reduce(0) { $0 + leastRoom(for: $1) }
        var writer = JSONWriter(capacity: 1_024)
        writer.beginArray()
        for element in batch.elements {
            reserved -= leastRoom(for: element)
            let budget = limits.maximumResponseBytes - writer.count - reserved - 2
            if let response = await respond(to: element, within: budget, handler: handler) {
                writer.raw(response)
            }
        }
        guard writer.count > 1 else { return nil }
        writer.endArray()
        return writer.bytes
    }

    private func tooLarge(id: RPCID) -> [UInt8] {
        RPCResponse.failure(.responseTooLarge(limit: limits.maximumResponseBytes), id: id)
    }

    /// An upper bound for the shortest answer to an element, with its comma.
    private func leastRoom(for element: JSONNode) -> Int { 384 + (element["id"]?.rawBytes.count ?? 0) }
}
