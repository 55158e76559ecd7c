import TwoWayModel

/// A version of a candidate's own assessment; the scorecard is JSON, which the service reads.
public struct AssessmentVersionRow: Sendable {
    public let assessment: AssessmentVersion
    public let scorecard: [UInt8]?

    /// Columns: id, opportunity_id, version, state, gives_verdict, gives_note, success_verdict, success_note, note,
    /// finalised_at, superseded_at, revision, updated_at, scorecard.
    fileprivate init(row: inout Row) throws(RowError) {
        assessment = AssessmentVersion(
            id: try row.id(),
            opportunity: try row.id(),
            version: try row.int(),
            state: try row.word(),
            givesWhatIWant: Judgement(verdict: try row.word(), note: try row.optionalChecked()),
            canSucceed: Judgement(verdict: try row.word(), note: try row.optionalChecked()),
            note: try row.optionalChecked(),
            finalisedAt: try row.optionalTime(),
            supersededAt: try row.optionalTime(),
            revision: try row.int(),
            updatedAt: try row.time()
        )
        scorecard = try row.optionalJSON()
    }
}

extension AssessmentSummary {
    /// Columns: id, version, state, gives_verdict, success_verdict, finalised_at, superseded_at, revision, updated_at,
    /// inputs_hash, method_version, and of the scorecard the ends of the score and both gates.
    fileprivate init(row: inout Row) throws(RowError) {
        self.init(
            id: try row.id(),
            version: try row.int(),
            state: try row.word(),
            givesWhatIWant: try row.word(),
            canSucceed: try row.word(),
            finalisedAt: try row.optionalTime(),
            supersededAt: try row.optionalTime(),
            revision: try row.int(),
            updatedAt: try row.time()
        )
        // A draft has none of these.
        guard let inputsHash = try row.optionalText() else { return }
        let methodVersion = try row.text()
        result = Result(
            score: ValueInterval(lo: try row.double(), hi: try row.double()),
            gate: try row.word(),
            gateWithWaivers: try row.word(),
            inputsHash: inputsHash,
            methodVersion: methodVersion
        )
    }
}

extension Statement where Input == OwnedID<Opportunity>, Output == AssessmentVersionRow {
    /// The newest version, whatever its state.
    public static let newestAssessment = Statement(
        name: "newest_assessment",
        sql: """
            SELECT id, opportunity_id, version, state, gives_verdict, gives_note, success_verdict, success_note, note,
                finalised_at, superseded_at, revision, updated_at, scorecard
            FROM assessment WHERE owner_id = $1 AND opportunity_id = $2
            ORDER BY version DESC LIMIT 1
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try AssessmentVersionRow(row: &row) }
    )
}

extension Statement where Input == (opportunity: OwnedID<Opportunity>, version: Int), Output == AssessmentVersionRow {
    public static let assessmentVersion = Statement(
        name: "assessment_version",
        sql: """
            SELECT id, opportunity_id, version, state, gives_verdict, gives_note, success_verdict, success_note, note,
                finalised_at, superseded_at, revision, updated_at, scorecard
            FROM assessment WHERE owner_id = $1 AND opportunity_id = $2 AND version = $3
            """,
        bind: { [.id($0.opportunity.owner), .id($0.opportunity.id), .int($0.version)] },
        decode: { row throws(RowError) in try AssessmentVersionRow(row: &row) }
    )
}

extension Statement where Input == (owner: ID<Account>, assessment: AssessmentVersion), Output == AssessmentVersionRow {
    public static let createAssessment = Statement(
        name: "create_assessment",
        sql: """
            INSERT INTO assessment (owner_id, id, opportunity_id, version, gives_verdict, gives_note, success_verdict,
                success_note, note)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            RETURNING id, opportunity_id, version, state, gives_verdict, gives_note, success_verdict, success_note, note,
                finalised_at, superseded_at, revision, updated_at, scorecard
            """,
        bind: {
            let assessment = $0.assessment
            return [.id($0.owner), .id(assessment.id), .id(assessment.opportunity), .int(assessment.version)]
                + assessment.verdicts
        },
        decode: { row throws(RowError) in try AssessmentVersionRow(row: &row) }
    )

    /// Stores an edited draft and counts its revision on; the row has been locked before.
    public static let updateAssessmentDraft = Statement(
        name: "update_assessment_draft",
        sql: """
            UPDATE assessment
            SET gives_verdict = $3, gives_note = $4, success_verdict = $5, success_note = $6, note = $7,
                revision = revision + 1, updated_at = now()
            WHERE owner_id = $1 AND id = $2 AND state = 'draft'
            RETURNING id, opportunity_id, version, state, gives_verdict, gives_note, success_verdict, success_note, note,
                finalised_at, superseded_at, revision, updated_at, scorecard
            """,
        bind: { [.id($0.owner), .id($0.assessment.id)] + $0.assessment.verdicts },
        decode: { row throws(RowError) in try AssessmentVersionRow(row: &row) }
    )
}

extension AssessmentVersion {
    /// In the order gives_verdict, gives_note, success_verdict, success_note, note.
    fileprivate var verdicts: [SQLValue] {
        [
            .word(givesWhatIWant.verdict), .value(givesWhatIWant.note), .word(canSucceed.verdict),
            .value(canSucceed.note), .value(note),
        ]
    }
}

/// What a draft becomes final with.
public struct FinalScorecard: Sendable {
    public let owner: ID<Account>
    public let id: ID<AssessmentVersion>
    /// JSON.
    public let scorecard: [UInt8]
    public let inputsHash: String
    public let methodVersion: String

    public init(
        owner: ID<Account>,
        id: ID<AssessmentVersion>,
        scorecard: [UInt8],
        inputsHash: String,
        methodVersion: String
    ) {
        self.owner = owner
        self.id = id
        self.scorecard = scorecard
        self.inputsHash = inputsHash
        self.methodVersion = methodVersion
    }
}

extension Statement where Input == FinalScorecard, Output == AssessmentVersionRow {
    public static let finaliseAssessment = Statement(
        name: "finalise_assessment",
        sql: """
            UPDATE assessment
            SET state = 'final', scorecard = $3, inputs_hash = $4, method_version = $5, finalised_at = now(),
                revision = revision + 1, updated_at = now()
            WHERE owner_id = $1 AND id = $2 AND state = 'draft'
            RETURNING id, opportunity_id, version, state, gives_verdict, gives_note, success_verdict, success_note, note,
                finalised_at, superseded_at, revision, updated_at, scorecard
            """,
        bind: {
            [.id($0.owner), .id($0.id), .json($0.scorecard), .text($0.inputsHash), .text($0.methodVersion)]
        },
        decode: { row throws(RowError) in try AssessmentVersionRow(row: &row) }
    )
}

extension Statement where Input == OwnedID<Opportunity>, Output == Void {
    /// Makes room for the next final one.
    public static let supersedeAssessment = Statement(
        name: "supersede_assessment",
        sql: """
            UPDATE assessment
            SET state = 'superseded', superseded_at = now(), revision = revision + 1, updated_at = now()
            WHERE owner_id = $1 AND opportunity_id = $2 AND state = 'final'
            """,
        bind: { [.id($0.owner), .id($0.id)] }
    )
}

/// A page of the versions of one opportunity, newest first.
public struct AssessmentHistoryPage: Sendable {
    public let opportunity: OwnedID<Opportunity>
    /// Versions below this one.
    public let before: Int
    public let rows: Int

    public init(opportunity: OwnedID<Opportunity>, before: Int, rows: Int) {
        self.opportunity = opportunity
        self.before = before
        self.rows = rows
    }
}

extension Statement where Input == AssessmentHistoryPage, Output == AssessmentSummary {
    public static let assessmentHistory = Statement(
        name: "assessment_history",
        sql: """
            SELECT id, version, state, gives_verdict, success_verdict, finalised_at, superseded_at, revision, updated_at,
                inputs_hash, method_version, (scorecard #>> '{score,lo}')::double precision,
                (scorecard #>> '{score,hi}')::double precision, scorecard ->> 'gate', scorecard ->> 'gateWithWaivers'
            FROM assessment WHERE owner_id = $1 AND opportunity_id = $2 AND version < $3
            ORDER BY version DESC LIMIT $4
            """,
        bind: { [.id($0.opportunity.owner), .id($0.opportunity.id), .int($0.before), .int($0.rows)] },
        decode: { row throws(RowError) in try AssessmentSummary(row: &row) }
    )
}
