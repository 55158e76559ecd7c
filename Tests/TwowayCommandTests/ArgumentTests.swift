import ArgumentParser
import Testing
import TwoWayModel
import TwoWayProtocol

@testable import twoway

@Suite struct ArgumentTests {
    private func parse<Command: ParsableCommand>(_ type: Command.Type, _ words: String...) throws -> Command {
        try #require(try Twoway.parseAsRoot(words) as? Command)
    }

    private func refuses(_ words: String...) -> Bool {
        do {
            _ = try Twoway.parseAsRoot(words)
            return false
        } catch {
            return Twoway.exitCode(for: error) == .validationFailure
        }
    }

    @Test func `every command has a help text with a summary`() {
        var waiting: [any ParsableCommand.Type] = [Twoway.self]
        var count = 0
        while let command = waiting.popLast() {
            count += 1
            #expect(!command.configuration.abstract.isEmpty, "\(command)")
            #expect(!Twoway.helpMessage(for: command, columns: 80).isEmpty)
            waiting += command.configuration.subcommands
            waiting += command.configuration.groupedSubcommands.flatMap(\.subcommands)
        }
        #expect(count > 50)
    }

    @Test func `no example in a help text is wider than a terminal`() {
        var waiting: [any ParsableCommand.Type] = [Twoway.self]
        while let command = waiting.popLast() {
            let lines = command.configuration.discussion.split(separator: "\n")
            for line in lines where line.hasPrefix("  ") { #expect(line.count <= 79, "\(line)") }
            waiting += command.configuration.subcommands
            waiting += command.configuration.groupedSubcommands.flatMap(\.subcommands)
        }
    }

    @Test func `the commands of the coach's desk take what their help says`() throws {
        let fork = try parse(LibraryForkCommand.self, "library", "fork", "starter", "mine", "--version", "2")
        #expect(fork.slug.text == "mine" && fork.version == 2 && fork.visibility == nil)
        let decide = try parse(LibraryDecideCommand.self, "library", "decide", "3f9a01bc", "declined")
        #expect(decide.fate == .declined && decide.reply == nil)
        let pushed = try parse(LibraryPushCommand.self, "library", "import", "-", "--format", "csv")
        #expect(pushed.file == "-" && pushed.format == .csv)
        let search = try parse(
            LibrarySearchCommand.self,
            "library",
            "search",
            "hours",
            "--kind",
            "example",
            "--audience",
            "hiring_manager"
        )
        #expect(search.text?.text == "hours" && search.kind == .example && search.audience == .hiringManager)
        #expect(throws: (any Error).self) {
            try parse(LibraryYankCommand.self, "library", "yank", "starter", "1")
        }
        #expect(throws: (any Error).self) {
            try parse(LibraryForkCommand.self, "library", "fork", "starter", "Not A Slug")
        }
    }

    @Test func `a plan takes several questions in one go`() throws {
        let plan = try parse(
            InterviewPlanEditCommand.self,
            "interview",
            "plan",
            "First talk",
            "--library",
            "starter",
            "--question",
            "a",
            "b",
            "--must-ask",
            "c",
            "--own",
            "Why?"
        )
        #expect(plan.interview == "First talk")
        #expect(plan.question == ["a", "b"])
        #expect(plan.mustAsk == ["c"])
        #expect(plan.own.map(\.text) == ["Why?"])
        let people = try parse(
            InterviewAddCommand.self,
            "interview",
            "add",
            "Talk",
            "--opportunity",
            "acme",
            "--with",
            "Dana",
            "Sam:peer",
            "--with",
            "Kim"
        )
        #expect(people.people == ["Dana", "Sam:peer", "Kim"])
    }

    @Test func `assess without a word is to show`() throws {
        #expect(try parse(AssessShowCommand.self, "assess", "acme").opportunity == "acme")
        #expect(try parse(AssessRateCommand.self, "assess", "rate", "acme", "training", "0.5", "0.75").high == 0.75)
    }

    @Test func `what cannot be meant is refused before anything is sent`() {
        #expect(refuses("priorities", "add", "training", "--weight=-1"))
        #expect(refuses("priorities", "add", "training", "--weight", "nan"))
        #expect(refuses("priorities", "add", "training", "--weight", "1", "--must-have"))
        #expect(refuses("priorities", "add", "training", "--weight", "1", "--target", "2", "--direction", "more"))
        #expect(refuses("priorities", "add", "--weight", "1"))
        #expect(refuses("opportunity", "move", "acme", "closed"))
        #expect(refuses("opportunity", "move", "acme", "offer", "--reason", "other"))
        #expect(refuses("opportunity", "move", "acme", "nowhere"))
        #expect(
            refuses(
                "interview",
                "record",
                "x",
                "--item",
                "1",
                "--person",
                "d",
                "--outcome",
                "answered",
                "--answer",
                "a"
            )
        )
        #expect(
            refuses(
                "interview",
                "record",
                "x",
                "--item",
                "1",
                "--person",
                "d",
                "--outcome",
                "declined",
                "--answer",
                "a",
                "--specificity",
                "general"
            )
        )
        #expect(refuses("evidence", "rate", "acme", "training", "6", "--answer", "x"))
        #expect(refuses("evidence", "rate", "acme", "training", "5"))
        #expect(refuses("assess", "rate", "acme", "training", "0.8", "0.2"))
        #expect(refuses("share", "add", "acme", "--with", "kim", "--what", "assessment", "--fields", "pay"))
        #expect(refuses("share", "add", "acme", "--with", "kim", "--what", "assessment", "--fields", ","))
        #expect(refuses("share", "add", "--with", "kim", "--what", "assessment"))
        #expect(refuses("share", "preview", "acme", "--what", "everything"))
        #expect(refuses("coach", "join"))
        #expect(refuses("receipts", "--what", "everything"))
        #expect(refuses("sessions", "revoke"))
        #expect(refuses("sessions", "revoke", "x", "--others"))
        #expect(refuses("activate", "CODE", "--email", "nobody", "--name", "A"))
        #expect(refuses("library", "list", "--limit", "0"))
        #expect(refuses("call"))
    }

    @Test func `fields of a share are separated by commas`() throws {
        let share = try parse(
            ShareAddCommand.self,
            "share",
            "add",
            "acme",
            "--with",
            "kim",
            "--what",
            "assessment",
            "--fields",
            "intervals,gates"
        )
        #expect(share.choice.fields == [.intervals, .gates])
    }

    @Test(arguments: [
        ("localhost", "localhost:7464", true), ("127.0.0.1:1", "127.0.0.1:1", true), ("[::1]:2", "[::1]:2", true),
        ("Example.org:443", "example.org:443", false), ("::1", "[::1]:7464", true),
        ("127.0.0.1.evil.example", "127.0.0.1.evil.example:7464", false),
        ("127.1.2.3", "127.1.2.3:7464", true), ("128.0.0.1", "128.0.0.1:7464", false),
    ])
    func `a server is a host with or without a port`(text: String, place: String, isLoopback: Bool) throws {
        let server = try ServerPlace(text)
        #expect(server.description == place)
        #expect(server.isLoopback == isLoopback)
    }

    @Test(arguments: ["", ":1", "host:0", "host:65536", "host:x", "http://host", "a b", "[::1", "[::1]x", "user@host"])
    func `what is no server is refused`(text: String) {
        #expect(failure { _ = try ServerPlace(text) }?.status == .usage)
    }

    @Test func `nothing goes unencrypted to another machine unless told in words`() throws {
        func options(_ words: String...) throws -> ServerOptions {
            try ServerOptions.parse(words)
        }
        #expect(failure { _ = try Conversation(try options("--server", "example.org")) }?.status == .usage)
        #expect(try Conversation(try options("--server", "example.org", "--plaintext")).tls == nil)
        #expect(try Conversation(try options("--server", "example.org", "--tls")).tls != nil)
        #expect(
            try Conversation(try options("--server", "example.org", "--ca", "/a.pem")).tls?.authorityPath == "/a.pem"
        )
        #expect(try Conversation(try options("--server", "localhost")).tls == nil)
    }

    @Test func `option goes before environment, and environment before the usual place`() throws {
        let plain = try ServerOptions.parse([])
        #expect(try plain.place(environment: [:]) == .standard)
        #expect(try plain.place(environment: ["TWOWAY_SERVER": "a:1"]).description == "a:1")
        #expect(plain.profileName(environment: ["TWOWAY_PROFILE": "coach"]) == "coach")
        let told = try ServerOptions.parse(["--server", "b:2", "--profile", "p"])
        #expect(try told.place(environment: ["TWOWAY_SERVER": "a:1"]).description == "b:2")
        #expect(told.profileName(environment: ["TWOWAY_PROFILE": "coach"]) == "p")
    }

    @Test func `times are read on the clocks of a zone`() throws {
        let berlin = try TimeZoneName("Europe/Berlin")
        #expect(try TimeText.timestamp("2026-05-04 09:30", in: berlin).text == "2026-05-04T07:30:00Z")
        #expect(try TimeText.timestamp("2026-05-04T09:30:15", in: berlin).text == "2026-05-04T07:30:15Z")
        #expect(try TimeText.timestamp("2026-05-04", in: berlin).text == "2026-05-03T22:00:00Z")
        #expect(try TimeText.timestamp("2026-05-04T09:30:00+05:00", in: berlin).text == "2026-05-04T04:30:00Z")
        #expect(failure { _ = try TimeText.timestamp("tomorrow", in: berlin) }?.status == .usage)
        #expect(failure { _ = try TimeText.timestamp("2026-02-30 10:00", in: berlin) }?.status == .usage)
    }

    @Test func `pay is read as it is written`() throws {
        let pay = try PayText.argument("60000-75000 EUR year")
        #expect(pay == PayRange(low: 60_000, high: 75_000, currency: try CurrencyCode("EUR"), period: .year))
        #expect(try PayText.argument("30 eur/hour").high == 30)
        #expect(PayText.text(pay) == "60000-75000 EUR a year")
        for text in ["", "60000", "75000-60000 EUR year", "1-2-3 EUR year", "-5 EUR year", "1 EURO year", "1 EUR week"]
        {
            #expect(throws: (any Error).self) { try PayText.argument(text) }
        }
    }

    @Test func `a hidden line is edited key by key`() {
        func typed(_ keys: [UInt8]) -> HiddenEntry {
            var entry = HiddenEntry()
            for key in keys where !entry.isFinished { entry.type(key) }
            return entry
        }
        #expect(typed(Array("ab\u{E9}".utf8) + [0x7F, 0x0A]).text == "ab")
        #expect(typed(Array("ab".utf8) + [0x15] + Array("c\r".utf8)).text == "c")
        #expect(typed(Array("ab".utf8) + [0x03]).text == nil)
        #expect(typed([0x7F, 0x61, 0x04]).text == "a")
        #expect(typed([0xFF, 0x0A]).text == nil)
    }

    @Test func `an unknown method is answered with what may be meant`() throws {
        #expect(try CallCommand.declaration(of: "opportunity.get").name == "opportunity.get")
        #expect(
            failure { _ = try CallCommand.declaration(of: "opportunity.gett") }?.hint == "Do you mean opportunity.get?"
        )
        #expect(failure { _ = try CallCommand.declaration(of: "nothing") }?.hint == "See all: twoway call --list")
    }
}
