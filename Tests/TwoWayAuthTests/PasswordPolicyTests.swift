import Testing

@testable import TwoWayAuth

struct PasswordPolicyTests {
    let anna = PasswordContext(login: "anna.schmidt83@example.com", displayName: "Anna Schmidt-Öztürk")

    private func refusal(_ password: String, by policy: PasswordPolicy = .passwordOnly) -> PasswordRefusal? {
        do throws(PasswordRefusal) {
            try policy.check(password, context: anna)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [
        "lobster tapestry quarry ninepins", "blue mountain river cookie", "my cat sleeps on the piano",
        "k7Qz-vPw2-mXr9-tBn4", "sieben graue Elefanten tanzen", "猫と犬と鳥と魚と花と木と山と川とは美", "Tr0ub4dor&3 und mehr davon",
        "the two way mirror on the wall", "483920175566203", "🐴🦉🍋🚲🎻🧵🪁🌵🦑🧊🪶🎩🛶🧲🪐", "anna likes knitting socks",
        "7391-quagga-4826-zq-0175",
    ])
    func `a long password of one's own is accepted`(password: String) {
        #expect(refusal(password) == nil)
    }

    @Test func `length is counted in scalars and with the bounds included`() {
        let text = "lobster tapestry quarry ninepins "
        #expect(refusal(String(text.prefix(15))) == nil)
        #expect(refusal(String(text.prefix(14))) == .tooShort(minimum: 15))
        #expect(refusal("") == .tooShort(minimum: 15))
        let long = String(String(repeating: text, count: 8).prefix(256))
        #expect(refusal(long) == nil)
        #expect(refusal(long + "x") == .tooLong(maximum: 256))
        #expect(refusal(String(repeating: "x", count: 5_000_000)) == .tooLong(maximum: 256))
        // One grapheme, seven scalars.
        #expect(refusal("👨‍👩‍👧‍👦 lobstert") == nil)
    }

    @Test func `with a second factor eight are enough`() {
        #expect(refusal("k7Qz-vPw", by: .withSecondFactor) == nil)
        #expect(refusal("k7Qz-vP", by: .withSecondFactor) == .tooShort(minimum: 8))
        #expect(refusal("k7Qz-vPw") == .tooShort(minimum: 15))
    }

    @Test func `normalisation neither lengthens a short password nor hides a long one`() {
        // U+FDFA is one scalar and eighteen after NFKC; e and an acute accent are two and then one.
        #expect(refusal("\u{FDFA}") == .tooShort(minimum: 15))
        #expect(refusal(String(repeating: "\u{FDFA}lobster", count: 20)) == .tooLong(maximum: 256))
        #expect(refusal("lobster tap e\u{301}") == .tooShort(minimum: 15))
    }

    @Test(arguments: [
        "aaaaaaaaaaaaaaa", "               ", "abababababababab", "abcabcabcabcabcabc", "lob lob lob lob lob",
        "x1x1x1x1x1x1x1x1",
        "zqxjzqxjzqxjzqxjzqxj", "AaAaAaAaAaAaAaA", "......aaaaaa.....", "zzzzzzzzzzqqqqqqqqq", "twowaytwowaytwoway",
    ])
    func `a few characters over and over are refused`(password: String) {
        #expect(refusal(password) == .repetitive)
    }

    @Test(arguments: [
        "123456789012345", "987654321098765", "abcdefghijklmno", "ZYXWVUTSRQPONML", "qwertyuiopasdfg",
        "QwErTyUiOpAsDfG",
        "1qaz2wsx3edc4rfv", "1q2w3e4r5t6y7u8i", "a1b2c3d4e5f6g7h8", "112233445566778", "qwertzuiopasdfgh",
        "123 456 789 0123",
        "a-b-c-d-e-f-g-h-i", "poiuytrewqlkjhg", "azertyuiop12345", "１２３４５６７８９０１２３４５", "!@#$%^&*()!@#$%",
    ])
    func `a walk along alphabet, digits or keyboard is refused`(password: String) {
        #expect(refusal(password) == .sequential)
    }

    @Test(arguments: [
        "passwordpassword", "Password12345678!", "p@$$w0rdp@$$w0rd", "iloveyouforever", "ILoveYou Forever 2024",
        "correct horse battery staple",
        "CorrectHorseBatteryStaple1", "1l0vey0uf0rever", "thisismypassword", "letmein, Letmein! LetMeIn",
        "password1password2", "trustno1-passwort",
        "maytheforcebewithyou",
        "sunshine-princess", "password_sunshine_password", "Ｐａｓｓｗｏｒｄ Ｐａｓｓｗｏｒｄ", "ichliebedich2015!",
        "administrator12345",
        "2024!administrator", "supercalifragilisticexpialidocious",
    ])
    func `well-known passwords are refused in any disguise`(password: String) {
        #expect(refusal(password) == .common)
    }

    @Test(arguments: ["password", "P4ssw0rd", "sunshine1", "football!", "iloveyou2", "trustno1", "princess"])
    func `short well-known passwords are refused with a second factor`(password: String) {
        #expect(refusal(password, by: .withSecondFactor) == .common)
    }

    @Test(arguments: [
        "anna.schmidt83@example.com", "annaschmidtannaschmidt", "Anna Schmidt 1983!", "4nn4.5chm1dt.1983",
        "twoway twoway 2025!",
        "TwoWay-Password", "twoway4829173650", "password-anna-password", "SchmidtÖztürkXkq", "oztwoway.schmidt",
        "example-anna-2025",
    ])
    func `little more than one's own name or the service's is refused`(password: String) {
        #expect(refusal(password) == .personal)
    }

    @Test func `the context of somebody else does not matter`() throws {
        let bob = PasswordContext(login: "bob@example.org")
        try PasswordPolicy.passwordOnly.check("annaschmidt1983", context: bob)
        #expect(refusal("annaschmidt1983") == .personal)
    }

    @Test func `an odd login or name makes a context all the same`() throws {
        for login in ["", "@", "@@@", "a@b", "anna", ".@.", String(repeating: "anna.", count: 10_000)] {
            let context = PasswordContext(login: login, displayName: String(repeating: "x y ", count: 10_000))
            #expect(context.words.contains("twoway"))
            try PasswordPolicy.passwordOnly.check("lobster tapestry quarry", context: context)
        }
    }

    @Test func `a password made to be slow to judge is judged`() {
        #expect(refusal(String(repeating: "passpassword", count: 21) + "q") == nil)
        #expect(refusal(String(repeating: "passpassword", count: 21)) == .common)
    }

    @Test func `every entry of the list is refused, so it is written as it is compared`() {
        #expect(CommonPasswords.words.count > 800)
        for word in CommonPasswords.words {
            #expect(PasswordWords.forms(of: word) == [word])
            #expect(word.unicodeScalars.count >= 3)
        }
    }

    @Test func `a refusal says what to do and does not repeat the password`() {
        #expect("\(PasswordRefusal.tooShort(minimum: 15))".hasPrefix("needs at least 15 characters"))
        let all: [PasswordRefusal] = [.tooLong(maximum: 256), .repetitive, .sequential, .personal, .common]
        #expect(Set(all.map(\.description)).count == all.count)
    }
}
