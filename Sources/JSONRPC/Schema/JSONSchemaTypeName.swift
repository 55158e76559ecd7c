/// Makes the name of a component from that of a type.
enum JSONSchemaTypeName {
    /// The type's name with its enclosing types but without its module; `Page<Item>` becomes `PageOfItem`.
    static func of(_ type: any Any.Type) -> String {
        var rest = Substring(String(reflecting: type))
        return name(&rest)
    }

    private static func name(_ rest: inout Substring) -> String {
        var parts: [String] = []
        var part = ""
        while let character = rest.first {
            switch character {
            case ".":
                parts.append(part)
                part = ""
            case "<":
                rest.removeFirst()
                part += "Of" + arguments(&rest)
                continue
            case ">", ",":
                return joined(parts + [part])
            case "(":
                // The place of a private or local type, which holds an address and would differ from run to run.
                rest = rest[(rest.firstIndex(of: ")") ?? rest.indices.last ?? rest.startIndex)...]
            default:
                if character.isLetter || character.isNumber { part.append(character) }
            }
            rest.removeFirst()
        }
        return joined(parts + [part])
    }

    private static func arguments(_ rest: inout Substring) -> String {
        var names = [name(&rest)]
        while rest.first == "," {
            rest.removeFirst()
            names.append(name(&rest))
        }
        if rest.first == ">" { rest.removeFirst() }
        return names.joined(separator: "And")
    }

    private static func joined(_ parts: [String]) -> String {
        (parts.count > 1 ? parts.dropFirst() : parts[...]).joined()
    }
}
