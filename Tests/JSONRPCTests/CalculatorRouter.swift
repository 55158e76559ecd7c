import JSONRPC

/// The server of the specification's examples, which takes parameters by position and by name.
enum CalculatorRouter {
    private struct Operands: Decodable {
        let minuend: Int
        let subtrahend: Int
    }

    static func handle(_ request: RPCRequest) async -> Result<[UInt8], RPCError> {
        do {
            return .success(try answer(request))
        } catch let error as RPCError {
            return .failure(error)
        } catch let error as JSONDecodingError {
            return .failure(.invalidParams(error))
        } catch {
            return .failure(.internalError(incident: "test"))
        }
    }

    private static func answer(_ request: RPCRequest) throws -> [UInt8] {
        switch (request.method, request.params) {
        case ("subtract", let params?) where params.kind == .object:
            let operands = try request.namedParams(Operands.self)
            return bytes("\(operands.minuend - operands.subtrahend)")
        case ("subtract", let params?):
            let operands = try JSONDecoding.decode([Int].self, from: params)
            return bytes("\(operands[0] - operands[1])")
        case ("sum", let params?), ("notify_sum", let params?):
            return bytes("\(try JSONDecoding.decode([Int].self, from: params).reduce(0, +))")
        case ("get_data", nil):
            return bytes(#"["hello",5]"#)
        case ("update", _), ("notify_hello", _):
            return bytes("null")
        default:
            throw RPCError.methodNotFound
        }
    }
}
