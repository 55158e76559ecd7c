import TwoWayModel

extension Statement where Input == OwnedID<Asking>, Output == Asking {
    /// One asking with its answer.
    public static let asking = Statement(
        name: "asking",
        sql: """
            SELECT a.id, a.interview_id, a.item_id, a.text, a.person_id, p.name, a.asked_at, a.outcome,
                a.amended_at, a.revision, w.id, w.body, w.specificity, w.captured, w.value_kind, w.value_number, w.value_unit,
                w.value_yes, w.value_day
            FROM asking a
            JOIN person p ON p.owner_id = a.owner_id AND p.id = a.person_id
            LEFT JOIN answer w ON w.owner_id = a.owner_id AND w.asking_id = a.id
            WHERE a.owner_id = $1 AND a.id = $2
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try Asking(row: &row) }
    )
}

extension Statement where Input == OwnedID<Asking>, Output == ID<Interview> {
    /// The interview of an asking, locked as by `lockedInterviewState`.
    public static let lockedInterviewOfAsking = Statement(
        name: "locked_interview_of_asking",
        sql: """
            SELECT i.id FROM interview i
            WHERE i.owner_id = $1
                AND i.id = (SELECT a.interview_id FROM asking a WHERE a.owner_id = $1 AND a.id = $2)
            FOR NO KEY UPDATE
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try row.id() }
    )
}

extension Statement where Input == OwnedID<Asking>, Output == Void {
    /// Deletes the answer to an asking; a trigger retires the evidence that rests on it (R12).
    public static let deleteAnswer = Statement(
        name: "delete_answer",
        sql: "DELETE FROM answer WHERE owner_id = $1 AND asking_id = $2",
        bind: { [.id($0.owner), .id($0.id)] }
    )
}

extension Statement where Input == (owner: ID<Account>, asking: Asking), Output == Void {
    /// Stores a corrected outcome and counts the revision on; that of an answer follows by its key (R10).
    public static let amendAsking = Statement(
        name: "amend_asking",
        sql: """
            UPDATE asking SET outcome = $3, amended_at = now(), revision = revision + 1, updated_at = now()
            WHERE owner_id = $1 AND id = $2
            """,
        bind: { [.id($0.owner), .id($0.asking.id), .word($0.asking.outcome)] }
    )

    /// Stores the answer to an asking, new or corrected; without one it does nothing.
    ///
    /// A trigger retires the evidence that was rated with another specificity.
    public static let putAnswer = Statement(
        name: "put_answer",
        sql: """
            INSERT INTO answer (owner_id, id, asking_id, outcome, body, specificity, captured, value_kind,
                value_number, value_unit, value_yes, value_day)
            SELECT $1, $4, $2, $3, $5, $6, $7, $8, $9, $10, $11, $12 WHERE $4::uuid IS NOT NULL
            ON CONFLICT ON CONSTRAINT answer_asking_key DO UPDATE
            SET body = excluded.body, specificity = excluded.specificity, captured = excluded.captured,
                value_kind = excluded.value_kind, value_number = excluded.value_number,
                value_unit = excluded.value_unit, value_yes = excluded.value_yes, value_day = excluded.value_day
            """,
        bind: {
            let answer = $0.asking.answer
            return [
                .id($0.owner), .id($0.asking.id), .word($0.asking.outcome), .id(answer?.id), .value(answer?.body),
                .word(answer?.specificity), .word(answer?.captured), .word(answer?.value?.kind),
                .double(answer?.value?.number), .value(answer?.value?.unit), .bool(answer?.value?.yes),
                .day(answer?.value?.day),
            ]
        }
    )
}

extension Statement where Input == (owner: ID<Account>, evidence: [ID<Evidence>]), Output == ID<Evidence> {
    /// Those of the pieces that no longer count.
    public static let retiredAmong = Statement(
        name: "retired_among",
        sql: "SELECT id FROM evidence WHERE owner_id = $1 AND id = ANY ($2) AND retired_at IS NOT NULL",
        bind: { [.id($0.owner), .ids($0.evidence)] },
        decode: { row throws(RowError) in try row.id() }
    )
}

extension Statement where Input == (interview: OwnedID<Interview>, askings: [ID<Asking>]), Output == ID<Asking> {
    /// Those of the askings that stand in the interview.
    public static let askingsAmong = Statement(
        name: "askings_among",
        sql: "SELECT id FROM asking WHERE owner_id = $1 AND interview_id = $2 AND id = ANY ($3)",
        bind: { [.id($0.interview.owner), .id($0.interview.id), .ids($0.askings)] },
        decode: { row throws(RowError) in try row.id() }
    )

    /// Those of the askings that were taken back from the interview.
    public static let removedAskingsAmong = Statement(
        name: "removed_askings_among",
        sql: "SELECT id FROM removed_asking WHERE owner_id = $1 AND interview_id = $2 AND id = ANY ($3)",
        bind: { [.id($0.interview.owner), .id($0.interview.id), .ids($0.askings)] },
        decode: { row throws(RowError) in try row.id() }
    )

    /// Takes askings back with their answers, and remembers their ids, so that a late copy stays away (R22).
    public static let removeAskings = Statement(
        name: "remove_askings",
        sql: """
            WITH removed AS (
                DELETE FROM asking WHERE owner_id = $1 AND interview_id = $2 AND id = ANY ($3)
                RETURNING id
            )
            INSERT INTO removed_asking (owner_id, id, interview_id)
            SELECT $1, id, $2 FROM removed
            RETURNING id
            """,
        bind: { [.id($0.interview.owner), .id($0.interview.id), .ids($0.askings)] },
        decode: { row throws(RowError) in try row.id() }
    )
}

extension Statement where Input == OwnedID<Interview>, Output == Int {
    /// How many askings were taken back from an interview.
    public static let removedAskingCount = Statement(
        name: "removed_asking_count",
        sql: "SELECT count(*) FROM removed_asking WHERE owner_id = $1 AND interview_id = $2",
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try row.int() }
    )
}
