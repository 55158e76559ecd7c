/// The parts of a PHC string for Argon2id, read strictly.
///
/// Grammar: https://github.com/P-H-C/phc-string-format. `libargon2` would allocate whatever the string asks for and
/// accepts other spellings, so the string is taken apart here before the library may see it.
struct PHCText {
    let parameters: Argon2Parameters
    let salt: [UInt8]
    let digest: [UInt8]

    static let saltRange = 8...64
    static let digestRange = 16...64
    /// More than the longest string within the ranges above.
    static let maximumBytes = 256

    init(parameters: Argon2Parameters, salt: [UInt8], digest: [UInt8]) {
        self.parameters = parameters
        self.salt = salt
        self.digest = digest
    }

    /// The canonical string.
    var encoded: String {
        let costs = "m=\(parameters.memoryKiB),t=\(parameters.passes),p=\(parameters.lanes)"
        return "$argon2id$v=19$\(costs)$\(Base64Text.standard.encode(salt))$\(Base64Text.standard.encode(digest))"
    }

    init(_ text: String) throws(PasswordHashRefusal) {
        guard text.utf8.count <= Self.maximumBytes else { throw .malformed }
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0].isEmpty else { throw .malformed }
        guard parts[1] == "argon2id", parts[2] == "v=19" else { throw .unsupportedAlgorithm }
        parameters = try Self.readCosts(parts[3])
        guard let salt = Base64Text.standard.decode(parts[4]), let digest = Base64Text.standard.decode(parts[5]) else {
            throw .malformed
        }
        guard Self.saltRange.contains(salt.count), Self.digestRange.contains(digest.count) else {
            throw .parametersOutOfRange
        }
        self.salt = salt
        self.digest = digest
        // One spelling for one hash: leading zeros, signs and look-alike characters end here.
        guard encoded.utf8.elementsEqual(text.utf8) else { throw .malformed }
    }

    private static func readCosts(_ text: Substring) throws(PasswordHashRefusal) -> Argon2Parameters {
        let members = text.split(separator: ",", omittingEmptySubsequences: false)
        guard members.count == 3 else { throw .malformed }
        var numbers: [UInt32] = []
        for (member, name) in zip(members, ["m=", "t=", "p="]) {
            guard member.hasPrefix(name) else { throw .malformed }
            let digits = member.dropFirst(2)
            guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { throw .malformed }
            guard let number = UInt32(digits) else { throw .parametersOutOfRange }
            numbers.append(number)
        }
        return try Argon2Parameters(memoryKiB: numbers[0], passes: numbers[1], lanes: numbers[2])
    }
}
