import Foundation
import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

struct SheetTests {
    private static func sheet(
        _ scene: InterviewScene,
        of interview: Interview,
        as format: Sheet.Format
    ) async throws -> String {
        let sheet = try await scene.candidate.call(
            Plans.RenderSheet.self,
            .init(interview: interview.id, format: format)
        )
        #expect(sheet.format == format)
        return sheet.content
    }

    /// An interview with a must-ask of a library, a question of one's own, one that was asked and one that was dropped.
    private static func planned(_ service: TestService) async throws -> (InterviewScene, Interview) {
        let scene = try await InterviewScene(service)
        let coach = try await service.signUp("kim", roles: [.coach])
        let library = try await coach.publishLibrary()
        _ = try await scene.candidate.call(Subscriptions.Create.self, .init(library: library.id))
        let interview = try await scene.interview(
            end: "2026-05-04T08:15:00Z",
            interviewers: [.init(person: scene.manager.id), .init(person: scene.peer.id)]
        )
        let source = QuestionSource(library: library.id, version: 1, questionKey: try Slug("last-week"))
        let plan = try await scene.save(
            [
                .init(source: source, targetPerson: scene.manager.id, mustAsk: true),
                .init(text: try Line("Who helps when it is too much?"), targetRole: .peer, minutes: 12),
                try .own("What was asked already?"),
                .init(text: try Line("What was dropped?"), dropReason: try Line("Known")),
            ],
            of: interview
        )
        try await scene.record([try .asked(scene.peer, item: plan.items[2])], in: interview)
        return (scene, interview)
    }

    @Test func `the text has 78 columns, boxes to tick and room for notes`() async throws {
        try await TestService.with { service in
            let (scene, interview) = try await Self.planned(service)
            let text = try await Self.sheet(scene, of: interview, as: .text)
            let rule = String(repeating: "=", count: 78)
            let note = "        " + String(repeating: "_", count: 70)
            #expect(
                text == """
                    \(rule)
                    Nordlicht Verlag: Head of Production
                    Second talk. Round 1, by video
                    Monday 4 May 2026, 09:30 to 10:15 (Europe/Berlin)
                    With: Jana Ortmann (hiring manager), Piet Claas (peer)
                    3 questions, 20 of 15 minutes: more than there is time for
                    \(rule)

                    [ ]  1. MUST ASK: Where did the hours of last week go?
                            Ask Jana Ortmann, 5 min
                            Then: How was the week before?
                            Listen for: Named tasks with rough hours
                            Beware: Nobody can say
                    \(note)
                    \(note)

                    [ ]  2. Who helps when it is too much?
                            Ask a peer, 12 min
                    \(note)
                    \(note)

                    [x]  3. What was asked already?
                            3 min
                    \(note)
                    \(note)

                    What they asked:
                    \(note)
                    \(note)

                    Promised, by whom, until when:
                    \(note)
                    \(note)

                    """
            )
        }
    }

    @Test func `the Markdown is a task list`() async throws {
        try await TestService.with { service in
            let (scene, interview) = try await Self.planned(service)
            let markdown = try await Self.sheet(scene, of: interview, as: .markdown)
            #expect(
                markdown == """
                    # Nordlicht Verlag: Head of Production

                    **Second talk**\("  ")
                    Round 1, by video\("  ")
                    Monday 4 May 2026, 09:30 to 10:15 (Europe/Berlin)\("  ")
                    With Jana Ortmann (hiring manager), Piet Claas (peer)\("  ")
                    3 questions, 20 of 15 minutes: **more than there is time for**

                    - [ ] 1\\. **MUST ASK:** **Where did the hours of last week go?**\("  ")
                      Ask Jana Ortmann, 5 min

                      *Then:* How was the week before?\("  ")
                      *Listen for:* Named tasks with rough hours\("  ")
                      *Beware:* Nobody can say

                      Notes:

                    - [ ] 2\\. **Who helps when it is too much?**\("  ")
                      Ask a peer, 12 min

                      Notes:

                    - [x] 3\\. **What was asked already?**\("  ")
                      3 min

                      Notes:

                    **What they asked**

                    **Promised, by whom, until when**

                    """
            )
        }
    }

    @Test func `the page has everything, and neither loads nor runs anything`() async throws {
        try await TestService.with { service in
            let (scene, interview) = try await Self.planned(service)
            let html = try await Self.sheet(scene, of: interview, as: .html)
            for text in [
                "<!DOCTYPE html>", "What they asked", "Promised, by whom, until when",
                "Nordlicht Verlag: <span>Head of Production</span>", "Second talk",
                "Monday 4 May 2026, 09:30 to 10:15 (Europe/Berlin)",
                "with Jana Ortmann (hiring manager), Piet Claas (peer)",
                "3 questions, 20 of 15 minutes", #"class="extent over""#, "MUST ASK",
                "Where did the hours of last week go?",
                "Ask Jana Ortmann, 5&nbsp;min", "<b>Then:</b> How was the week before?",
                "<b>Listen for:</b> Named tasks with rough hours", "<b>Beware:</b> Nobody can say", "@page",
                "Ask a peer, 12&nbsp;min", #"<div class="box">x</div>"#,
            ] {
                #expect(html.contains(text), "\(text)")
            }
            for text in [
                "<script", "http://", "https://", "url(", "@import", "src=", "href=", "What was dropped?", "{{",
            ] {
                #expect(!html.contains(text), "\(text)")
            }
            #expect(html.components(separatedBy: "<li>").count == 4)
        }
    }

    @Test func `talking points stand before the questions, and what only the candidate may know does not`() async throws
    {
        try await TestService.with { service in
            let (scene, interview) = try await Self.planned(service)
            let keys = try await scene.priorities(["Pace, secretly"])
            let belief = try await scene.candidate.call(
                Beliefs.Create.self,
                .init(
                    opportunity: scene.opportunity.id,
                    priority: keys[0],
                    statement: try Line("They overwork people"),
                    basis: try Prose("A friend told me"),
                    scope: .job,
                    expected: 2
                )
            )
            let plan = try await scene.plan(of: interview)
            var entries = plan.items.map { Plans.Save.Entry($0) }
            entries[1].belief = belief.id
            entries[1].priorities = keys
            _ = try await scene.candidate.call(
                Plans.Save.self,
                .init(
                    interview: interview.id,
                    revision: plan.revision,
                    items: entries,
                    talkingPoints: [
                        TalkingPoint(text: try Line("1. The move to Lisbon")),
                        TalkingPoint(text: try Line("- <b>Two</b> *languages*")),
                    ]
                )
            )
            let text = try await Self.sheet(scene, of: interview, as: .text)
            #expect(text.contains("\nTo say:\n    - 1. The move to Lisbon\n    - - <b>Two</b> *languages*\n\n[ ]  1."))
            let markdown = try await Self.sheet(scene, of: interview, as: .markdown)
            #expect(
                markdown.contains("**To say**\n\n- 1\\. The move to Lisbon\n- \\- \\<b\\>Two\\</b\\> \\*languages\\*\n")
            )
            let html = try await Self.sheet(scene, of: interview, as: .html)
            #expect(html.contains("<li>1. The move to Lisbon</li><li>- &lt;b&gt;Two&lt;/b&gt; *languages*</li>"))
            for sheet in [text, markdown, html] {
                for secret in ["overwork", "friend", "secretly", "Known", "dropped", "\(belief.id)", "Adverts"] {
                    #expect(!sheet.contains(secret), "\(secret)")
                }
            }
        }
    }

    @Test func `an interview without a plan or a date has a sheet that says so`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let interview = try await scene.interview(start: nil, interviewers: [])
            for format in Sheet.Format.allCases {
                let sheet = try await Self.sheet(scene, of: interview, as: format)
                #expect(sheet.contains("Time not agreed yet"))
                #expect(sheet.contains("Nothing is planned yet."))
                #expect(sheet.contains("0 questions, 0 of 15 minutes"))
                #expect(!sheet.contains("With"))
            }
        }
    }

    @Test func `texts that look like markup stay texts`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let attack =
                #"<script>alert("1")</script> <img src=x onerror='y'> & {{text}} *b* _i_ `c` [l](http://x) # | ~"#
            let person = try await scene.candidate.person(attack, .recruiter)
            let interview = try await scene.interview(title: attack, interviewers: [.init(person: person.id)])
            _ = try await scene.save(
                [.init(text: try Line(attack), targetPerson: person.id, mustAsk: true)],
                of: interview
            )
            let html = try await Self.sheet(scene, of: interview, as: .html)
            #expect(!html.contains("<script"))
            #expect(!html.contains("<img"))
            let escaped =
                "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &lt;img src=x onerror=&#39;y&#39;&gt; &amp; {{text}}"
            // In the heading of the browser, the title, the people, the question and whom to ask.
            #expect(html.components(separatedBy: escaped).count == 6)

            let markdown = try await Self.sheet(scene, of: interview, as: .markdown)
            #expect(!markdown.contains("[l]("))
            let safe =
                ##"\<script\>alert("1")\</script\> \<img src\=x onerror\='y'\> \& "##
                + ##"\{\{text\}\} \*b\* \_i\_ \`c\` \[l\](http://x) \# \| \~"##
            #expect(markdown.components(separatedBy: safe).count == 5)
        }
    }

    @Test func `a letter with a mark on it is escaped, too`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            // A combining mark makes one character of it and the bracket, which an escape by characters would miss.
            let interview = try await scene.interview(title: "<\u{301}script>\u{301}alert(1)<\u{338}/script>")
            let html = try await Self.sheet(scene, of: interview, as: .html)
            #expect(html.unicodeScalars.contains("\u{301}"))
            // Every bracket that is left belongs to the template, and is followed by a name or a slash.
            let bytes = Array(html.utf8)
            for index in bytes.indices.dropLast() where bytes[index] == UInt8(ascii: "<") {
                #expect(bytes[index + 1] < 0x80)
            }
            #expect(!html.unicodeScalars.split(separator: "<").contains { $0.starts(with: "/script".unicodeScalars) })
        }
    }

    @Test func `long and wide texts wrap at 78 columns`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let interview = try await scene.interview(title: String(repeating: "面談", count: 30))
            _ = try await scene.save(
                [
                    try .own(String(repeating: "x", count: 300)),
                    try .own(String(repeating: "word ", count: 60) + "?"),
                    try .own(String(repeating: "質問", count: 100)),
                ],
                of: interview
            )
            let text = try await Self.sheet(scene, of: interview, as: .text)
            for line in text.split(separator: "\n") {
                let columns = line.reduce(0) { $0 + ($1.isASCII ? 1 : 2) }
                #expect(columns <= 78, "\(line)")
            }
            #expect(text.filter { $0 == "x" }.count == 300)
            #expect(text.filter { $0 == "質" }.count == 100)
        }
    }
}
