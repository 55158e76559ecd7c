import Testing
import TwoWayModel
import TwoWayTestSupport

/// The words, limits and life cycles of the schema equal those of the model.
@Suite struct EnumAgreementTests {
    /// Columns that hold a word of a Swift enumeration.
    private static let words: [String: [String]] = [
        "account.status": words(Account.Status.self), "account_role.role": words(Role.self),
        "answer.captured": words(Answer.Captured.self), "answer.specificity": words(Specificity.self),
        "asking.outcome": words(Asking.Outcome.self), "dimension.default_direction": words(Direction.self),
        "evidence.origin": words(EvidenceOrigin.self), "evidence.scope": words(Scope.self),
        "evidence.source_class": words(SourceClass.self), "evidence.specificity": words(Specificity.self),
        "interview.format": words(Interview.Format.self), "interview.state": words(Interview.State.self),
        "interviewer.role": words(InterviewerRole.self), "invitation.roles": words(Role.self),
        "job_search.state": words(JobSearch.State.self), "library.status": words(Library.Status.self),
        "library.visibility": words(Library.Visibility.self),
        "opportunity.closed_reason": words(Opportunity.ClosedReason.self),
        "opportunity.pay_period": words(PayRange.Period.self), "opportunity.stage": words(Opportunity.Stage.self),
        "opportunity.work_mode": words(WorkMode.self), "person.role": words(InterviewerRole.self),
        "plan_item.origin": words(PlanItem.Origin.self), "plan_item.state": words(PlanItem.State.self),
        "plan_item.target_role": words(InterviewerRole.self), "priority.direction": words(Direction.self),
        "priority.required_source": words(SourceClass.self), "priority_set.state": words(PrioritySet.State.self),
        "priority_set.weight_mode": words(WeightMode.self), "relationship.status": words(Relationship.Status.self),
        "share.fields": words(ShareField.self), "share.subject": words(ShareSubject.self),
        "share.mode": words(Share.Mode.self), "receipt.subject": words(ShareSubject.self),
        "stage_event.from_stage": words(Opportunity.Stage.self),
        "stage_event.reason": words(Opportunity.ClosedReason.self),
        "stage_event.to_stage": words(Opportunity.Stage.self), "subscription.policy": words(Subscription.Policy.self),
        "subscription.state": words(Subscription.State.self), "\"overlay\".state": words(Overlay.State.self),
        "answer.value_kind": words(AnswerValue.Kind.self), "contradiction.state": words(Contradiction.State.self),
        "comparison.state": words(Comparison.State.self),
        "comparison_entry.standing": words(ComparisonStanding.self),
        "decision.kind": words(Decision.Kind.self), "decision.stage": words(Opportunity.Stage.self),
        "reality_finding.source_class": words(SourceClass.self),
        "belief.scope": words(Scope.self), "belief.state": words(Belief.State.self),
        "follow_up.owed_by": words(FollowUp.Side.self), "follow_up.state": words(FollowUp.State.self),
        "own_question.kind": words(QuestionKind.self), "priority_set.certainty": words(Certainty.self),
        "assessment.gives_verdict": words(Verdict.self), "assessment.state": words(AssessmentVersion.State.self),
        "assessment.success_verdict": words(Verdict.self), "promise.state": words(Promise.State.self),
        "comment.author": words(Role.self), "opinion.state": words(Opinion.State.self),
        "opinion_sheet.side": words(Role.self), "prompt.state": words(Prompt.State.self),
        "research_note.question_fate": words(AnsweredQuestion.Fate.self),
        "event.side": words(Role.self),
    ]

    /// Columns with words that are no enumeration of the model: who knows them, and why.
    private static let ownWords: [String: [String]] = [
        "answer.outcome": ["answered", "evaded", "partial"],  // the outcomes that have an answer (R10)
        "research_note.source_class": ResearchNote.sourceClasses.map(\.rawValue).sorted(),
        "suggestion_fate.fate": ["accepted", "declined", "superseded"],  // those the coach writes
        "invitation.purpose": ["invitation", "reset"],  // only the functions in sec read it
    ]

    private static func words<Word: CaseIterable & RawRepresentable<String>>(_: Word.Type) -> [String] {
        Word.allCases.map(\.rawValue).sorted()
    }

    @Test func `every word that a column takes is a case of its enumeration, and the reverse`() async throws {
        try await TestDatabase.with { database in
            let rows = try await database.sql(
                """
                SELECT k.conrelid::regclass, a.attname, w[1]
                FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid AND k.conkey = ARRAY[a.attnum],
                    regexp_matches(pg_get_constraintdef(k.oid), '''([a-z0-9_]+)''::text', 'g') w
                WHERE k.contype = 'c' AND k.connamespace = 'tw'::regnamespace AND pg_get_constraintdef(k.oid) ~ 'ARRAY\\['
                """
            )
            var stored: [String: [String]] = [:]
            for row in rows.map({ $0.compactMap { $0 } }) {
                let table = row[0].replacing("tw.", with: "")
                stored["\(table).\(row[1])", default: []].append(row[2])
            }
            let expected = Self.words.merging(Self.ownWords) { words, _ in words }
            #expect(Set(stored.keys) == Set(expected.keys))
            for (column, words) in expected {
                #expect(stored[column]?.sorted() == words, "\(column)")
            }
        }
    }

    @Test func `the longest texts are as long as the model says`() async throws {
        let limits = [
            Title.maximumBytes: [
                "account.display_name", "dimension.title", "job_search.title", "library.licence", "library.title",
                "library_version.author", "opportunity.function_name", "opportunity.location", "opportunity.title",
                "interview.title", "organisation.name", "person.job_title", "person.name", "priority.title",
                "session.label", "answer.value_unit", "comparison.title", "research_note.source", "story.title",
                "suggestion.signed_as", "statistics_cell.topic",
            ],
            Line.maximumBytes: [
                "asking.text", "dimension.summary", "opportunity.posting", "organisation.website",
                "plan_item.drop_reason",
                "plan_item.text", "priority_set.change_reason", "priority_set.freeze_cause",
                "\"overlay\".own_text", "belief.dismiss_reason", "belief.statement", "employer_question.text",
                "follow_up.text", "library.fork_credit", "library_version.yank_reason", "own_question.text",
                "promise.text", "promise.waive_reason", "research_note.link", "research_note.sharpened_text",
                "statistics_cell.question", "suggestion.text", "talking_point.text", "waiver.reason",
                "prompt.text", "opinion.question", "opinion_rating.note",
            ],
            Prose.maximumBytes: [
                "answer.body", "contradiction.reason", "decision.reasons", "reality_check.note", "evidence.note",
                "library.summary",
                "library_version.change_notes",
                "opportunity.stage_note",
                "organisation.notes", "person.notes", "priority.statement", "priority_rating.note", "stage_event.note",
                "\"overlay\".private_notes", "belief.basis", "employer_question.reply", "promise.offer_text",
                "research_note.body", "story.action", "story.result", "story.situation", "story.task",
                "suggestion.reason", "suggestion_fate.reply", "trade_off.note", "assessment.gives_note",
                "assessment.note", "assessment.success_note", "comment.text", "coach_note.text", "prompt.reply",
                "opinion_sheet.note",
            ],
        ]
        try await TestDatabase.with { database in
            let rows = try await database.sql(
                """
                SELECT k.conrelid::regclass || '.' || a.attname,
                    substring(pg_get_constraintdef(k.oid) FROM '<= ([0-9]+)')
                FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid AND k.conkey = ARRAY[a.attnum]
                WHERE k.contype = 'c' AND k.connamespace = 'tw'::regnamespace
                    AND pg_get_constraintdef(k.oid) ~ '^CHECK \\(\\(\\(octet_length\\(\\w+\\) >= 1'
                """
            )
            var stored: [String: String] = [:]
            for row in rows {
                stored[try #require(row[0]).replacing("tw.", with: "")] = row[1]
            }
            for column in [
                "account.password_hash", "session.address", "idempotency.method", "receipt.method",
                "comparison.headline",
            ] {
                #expect(stored.removeValue(forKey: column) != nil)
            }
            #expect(Set(stored.keys) == Set(limits.values.joined()))
            for (limit, columns) in limits {
                for column in columns {
                    #expect(stored[column] == String(limit), "\(column)")
                }
            }
        }
    }

    @Test func `the steps that the triggers allow are the life cycles of the model`() async throws {
        let expected = [
            "tw.job_search": ["active>closed", "closed>active"],
            "tw.priority_set": Self.steps(PrioritySet.State.self), "tw.interview": Self.steps(Interview.State.self),
            "tw.subscription": Self.steps(Subscription.State.self), "tw.library": Self.steps(Library.Status.self),
            "tw.relationship": Self.steps(Relationship.Status.self), "tw.belief": Self.steps(Belief.State.self),
            "tw.contradiction": Self.steps(Contradiction.State.self),
            "tw.promise": Self.steps(Promise.State.self), "tw.follow_up": Self.steps(FollowUp.State.self),
            "tw.assessment": Self.steps(AssessmentVersion.State.self),
            "tw.comparison": Self.steps(Comparison.State.self), "tw.prompt": Self.steps(Prompt.State.self),
            "tw.opinion": Self.steps(Opinion.State.self),
        ]
        try await TestDatabase.with { database in
            let rows = try await database.sql(
                """
                SELECT tgrelid::regclass, encode(tgargs, 'escape') FROM pg_trigger
                WHERE tgfoid = 'tw.follow_life_cycle'::regproc
                """
            )
            var stored: [String: [String]] = [:]
            for row in rows.map({ $0.compactMap { $0 } }) {
                stored[row[0]] = row[1].split(separator: "\\000").dropFirst().map(String.init).sorted()
            }
            #expect(stored == expected)
        }
    }

    @Test func `what the triggers tell of are the kinds of events, and the reverse`() async throws {
        try await TestDatabase.with { database in
            // The arguments of the triggers that tell, and what other functions tell by themselves.
            let triggers = try await database.sql(
                """
                SELECT encode(tgargs, 'escape') FROM pg_trigger
                WHERE tgfoid IN ('sec.tell_of_row'::regproc, 'sec.tell_readers_of_row'::regproc, 'sec.tell_readers_of_rows'::regproc)
                """
            )
            let functions = try await database.sql(
                #"""
                SELECT w[1], w[2] FROM pg_proc,
                    regexp_matches(prosrc, $$(?:'candidate', |'coach', |tell_readers(?:_of_interview)?\()'(\w+)', '(\w+)'$$, 'g') w
                WHERE pronamespace = 'sec'::regnamespace AND proname LIKE 'tell%'
                """#
            )
            var told = Set(functions.compactMap { $0[0] })
            var things = Set(functions.compactMap { $0[1] })
            for row in triggers {
                let words = try #require(row[0]).split(separator: "\\000").map(String.init)
                told.insert(words[0])
                things.insert(words[1])
            }
            let steps = Relationship.Status.allCases.map { "relationship_\($0.rawValue)" }
            let news = ["published", "deprecated", "withdrawn"].map { "library_\($0)" }
            #expect(told.union(steps).union(news) == Set(Event.Kind.allCases.map(\.rawValue)))
            #expect(things.union(["relationship", "library"]) == Set(EventSubject.Kind.allCases.map(\.rawValue)))
        }
    }

    @Test func `the stages of an opportunity follow each other as the model says`() async throws {
        try await SchemaWorld.with { world in
            for from in Opportunity.Stage.allCases where from != .closed {
                for to in Opportunity.Stage.allCases where to != from {
                    func reason(_ stage: Opportunity.Stage) -> String { stage == .closed ? "'other'" : "NULL" }
                    let outcome = try await world.attempt(
                        .candidate("anna"),
                        """
                        INSERT INTO opportunity (owner_id, id, job_search_id, organisation_id, title, stage)
                        VALUES (probe.id('anna'), probe.id('third'), probe.id('anna search'), probe.id('anna acme'), 'x', '\(from.rawValue)');
                        UPDATE opportunity SET stage = '\(to.rawValue)', closed_reason = \(reason(to)) WHERE id = probe.id('third')
                        """
                    )
                    #expect(outcome == (from.mayBecome(to) ? "1" : "TW100"), "\(from) to \(to)")
                }
            }
        }
    }

    private static func steps<State: LifeCycle & CaseIterable & RawRepresentable<String>>(_: State.Type) -> [String] {
        State.allCases.flatMap { state in state.successors.map { "\(state.rawValue)>\($0.rawValue)" } }.sorted()
    }
}
