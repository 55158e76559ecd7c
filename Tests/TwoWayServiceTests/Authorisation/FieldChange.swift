import TwoWayModel

/// Another value of what one field of a share opens, written past all rules, so that nothing else changes with it.
///
/// A field that a subject gets later has no case here, and the test that goes through all fields says so.
struct FieldChange: Sendable {
    /// Brings about that there is something to change.
    var before = ""
    let change: String
    /// Other fields in which the same shows, as a score shows something of the weights.
    var alsoIn: Set<ShareField> = []
    /// Fields without which it does not show.
    var needs: Set<ShareField> = []

    /// SQL about the things of a world that are shared; nil of what is no field of the subject.
    init?(of subject: ShareSubject, _ field: ShareField, in things: Belongings, owner: String) {
        let row = Rows(things: things, owner: owner)
        let made: FieldChange? =
            switch subject {
            case .priorities: row.ofPriorities(field)
            case .opportunity: row.ofOpportunity(field)
            case .interviews: row.ofInterviews(field)
            case .plans: row.ofPlans(field)
            case .answers: row.ofAnswers(field)
            case .assessment: row.ofAssessment(field)
            case .comparison: row.ofComparison(field)
            case .decision: row.ofDecision(field)
            }
        guard let made else { return nil }
        self = made
    }

    fileprivate init(
        _ change: String,
        before: String = "",
        alsoIn: Set<ShareField> = [],
        needs: Set<ShareField> = []
    ) {
        self.before = before
        self.change = change
        self.alsoIn = alsoIn
        self.needs = needs
    }
}

/// The rows of the shared things.
private struct Rows {
    let things: Belongings
    let owner: String

    private var hers: String { "owner_id = '\(owner)'" }
    private var ofSet: String { "\(hers) AND priority_set_id = '\(things.activeSet)'" }
    private var ofJob: String { "\(hers) AND opportunity_id = '\(things.opportunity)'" }
    private var job: String { "\(hers) AND id = '\(things.opportunity)'" }
    private var ofInterview: String { "\(hers) AND interview_id IN ('\(things.interview)', '\(things.heldInterview)')" }
    private var asking: String { "\(hers) AND id = '\(things.asking)'" }
    private var item: String { "\(hers) AND id = '\(things.item)'" }

    private var renaming: FieldChange {
        FieldChange("UPDATE tw.person SET name = 'Another ' || id WHERE \(hers)", needs: [.people])
    }

    func ofPriorities(_ field: ShareField) -> FieldChange? {
        switch field {
        case .priorities: FieldChange("UPDATE tw.priority SET title = 'Other ' || position WHERE \(ofSet)")
        case .statements: FieldChange("UPDATE tw.priority SET statement = 'Other' WHERE \(ofSet)")
        case .weights: FieldChange("UPDATE tw.priority SET weight = weight + position + 1 WHERE \(ofSet)")
        case .tradeOffs: FieldChange("UPDATE tw.trade_off SET limit_rating = limit_rating + 0.5 WHERE \(ofSet)")
        case .gates: FieldChange("UPDATE tw.priority SET threshold = threshold - 0.5 WHERE \(ofSet) AND must_have")
        case .notes: FieldChange("UPDATE tw.trade_off SET note = 'Other' WHERE \(ofSet)", needs: [.tradeOffs])
        default: nil
        }
    }

    func ofOpportunity(_ field: ShareField) -> FieldChange? {
        switch field {
        case .overview: FieldChange("UPDATE tw.opportunity SET title = 'Other', function_name = 'Other' WHERE \(job)")
        case .timeline: FieldChange("UPDATE tw.stage_event SET at = at - interval '1 day' WHERE \(ofJob)")
        case .posting: FieldChange("UPDATE tw.opportunity SET posting = 'Other', location = 'Other' WHERE \(job)")
        case .pay: FieldChange("UPDATE tw.opportunity SET pay_low = 1 WHERE \(job)")
        case .people: FieldChange("UPDATE tw.person SET job_title = 'Other' WHERE \(hers)")
        case .names: renaming
        default: nil
        }
    }

    /// The new time is within 48 hours, so that the list of clients would count it.
    func ofInterviews(_ field: ShareField) -> FieldChange? {
        switch field {
        case .overview:
            FieldChange("UPDATE tw.interview SET title = 'Other', state = 'cancelled' WHERE \(ofJob)")
        case .schedule:
            FieldChange(
                "UPDATE tw.interview SET scheduled_start = now() + interval '3 hours', scheduled_end = NULL, local_start = now() WHERE \(ofJob)"
            )
        case .people: FieldChange("UPDATE tw.interviewer SET role = 'hr' WHERE \(ofInterview)")
        case .names: renaming
        default: nil
        }
    }

    func ofPlans(_ field: ShareField) -> FieldChange? {
        switch field {
        case .questions: FieldChange("UPDATE tw.plan_item SET text = 'Other' WHERE \(ofInterview)")
        case .targets: FieldChange("UPDATE tw.plan_item SET target_role = 'hr' WHERE \(ofInterview)")
        case .priorities:
            FieldChange("UPDATE tw.plan_item SET priorities = '{\(things.secondPriority)}' WHERE \(ofInterview)")
        case .talkingPoints: FieldChange("UPDATE tw.talking_point SET text = 'Other' WHERE \(ofInterview)")
        case .notes:
            FieldChange(
                "UPDATE tw.plan_item SET drop_reason = 'Other' WHERE \(item)",
                before: "UPDATE tw.plan_item SET state = 'dropped', drop_reason = 'Known' WHERE \(item)",
                needs: [.questions]
            )
        default: nil
        }
    }

    func ofAnswers(_ field: ShareField) -> FieldChange? {
        switch field {
        case .questions: FieldChange("UPDATE tw.asking SET text = 'Other' WHERE \(asking)")
        case .answers:
            FieldChange("UPDATE tw.answer SET body = 'Other' WHERE \(hers) AND asking_id = '\(things.asking)'")
        case .values:
            FieldChange(
                "UPDATE tw.answer SET value_kind = 'number', value_number = 7 WHERE \(hers) AND asking_id = '\(things.asking)'"
            )
        case .people: FieldChange("UPDATE tw.asking SET person_id = '\(things.peer)' WHERE \(asking)")
        case .names: renaming
        default: nil
        }
    }

    func ofAssessment(_ field: ShareField) -> FieldChange? {
        switch field {
        case .weights:
            FieldChange("UPDATE tw.priority SET weight = weight + position + 1 WHERE \(ofSet)", alsoIn: [.intervals])
        case .intervals:
            FieldChange("UPDATE tw.priority_rating SET lo = 0.31, hi = 0.62 WHERE \(ofJob)", alsoIn: [.gates])
        case .gates: FieldChange("DELETE FROM tw.waiver WHERE \(ofJob)")
        case .evidence:
            FieldChange("UPDATE tw.evidence SET specificity = 'practice' WHERE \(ofJob) AND retired_at IS NULL")
        case .notes:
            FieldChange(
                "UPDATE tw.priority_rating SET note = 'Other' WHERE \(ofJob); UPDATE tw.evidence SET note = 'Other' WHERE \(ofJob)",
                needs: [.intervals]
            )
        default: nil
        }
    }

    /// What is compared is a document; its members are those of the outcome.
    private func compared(
        _ path: String,
        _ value: String,
        before: String = "",
        needs: Set<ShareField> = []
    ) -> FieldChange {
        FieldChange(
            """
            UPDATE tw.comparison SET document = jsonb_set(document, '{result,\(path)}', \(value))
            WHERE \(hers) AND id = '\(things.comparison)'
            """,
            before: before,
            needs: needs
        )
    }

    func ofComparison(_ field: ShareField) -> FieldChange? {
        let waived = #"'[{"priority":"\#(things.priority)","reason":"%@","gate":"fail"}]'"#
        let place = "opportunities,0,waived"
        return switch field {
        case .overview:
            FieldChange(
                "UPDATE tw.comparison SET title = 'Other', state = 'stale' WHERE \(hers) AND id = '\(things.comparison)'"
            )
        case .headline: compared("headline", #"'"Other"'"#)
        case .weights: compared("priorities,0,weight", "'0.123'")
        case .intervals: compared("opportunities,0,knowledge", "'0.123'")
        case .gates: compared("opportunities,0,failed", #"'["\#(things.priority)"]'"#)
        case .ranks: compared("draws", "'9'")
        case .fragility:
            compared(
                "fragility",
                #"'{"leader":"\#(things.opportunity)","runnerUp":"\#(things.secondOpportunity)","lead":0.5,"weightFlips":[],"losses":[],"gains":[]}'"#
            )
        case .notes:
            compared(
                place,
                waived.replacing("%@", with: "Other"),
                before: compared(place, waived.replacing("%@", with: "Known")).change,
                needs: [.gates]
            )
        default: nil
        }
    }

    private func scored(_ path: String, _ value: String) -> FieldChange {
        FieldChange(
            """
            UPDATE tw.decision SET scorecard = jsonb_set(scorecard, '{\(path)}', \(value))
            WHERE \(hers) AND id = '\(things.decision)'
            """
        )
    }

    func ofDecision(_ field: ShareField) -> FieldChange? {
        let decision = "\(hers) AND id = '\(things.decision)'"
        let check = """
            INSERT INTO tw.reality_check (owner_id, id, opportunity_id, decision_id, day, note)
            VALUES ('\(owner)', '\(things.decision)', '\(things.opportunity)', '\(things.decision)', 30, 'Known')
            """
        return switch field {
        case .overview:
            FieldChange("UPDATE tw.decision SET decided_at = decided_at - interval '1 hour' WHERE \(decision)")
        case .reasons: FieldChange("UPDATE tw.decision SET reasons = 'Other' WHERE \(decision)")
        case .weights: scored("priorities,0,weight", "'0.123'")
        case .intervals: scored("knowledge", "'0.123'")
        case .gates:
            scored("gate", #"CASE scorecard ->> 'gate' WHEN 'fail' THEN '"pass"' ELSE '"fail"' END::jsonb"#)
        case .evidence: scored("priorities,0,evidence,0,strength", "'0.123'")
        case .start:
            FieldChange(
                "UPDATE tw.job_start SET starts_on = '2026-03-03' WHERE \(hers) AND decision_id = '\(things.decision)'",
                before: """
                    INSERT INTO tw.job_start (owner_id, decision_id, starts_on)
                    VALUES ('\(owner)', '\(things.decision)', '2026-02-02')
                    """
            )
        case .checks:
            FieldChange(
                """
                INSERT INTO tw.reality_rating (owner_id, reality_check_id, priority_key, rating)
                VALUES ('\(owner)', '\(things.decision)', '\(things.priority)', 3)
                """,
                before: check
            )
        case .notes:
            FieldChange(
                "UPDATE tw.reality_check SET note = 'Other' WHERE \(hers) AND id = '\(things.decision)'",
                before: check,
                needs: [.checks]
            )
        default: nil
        }
    }
}
