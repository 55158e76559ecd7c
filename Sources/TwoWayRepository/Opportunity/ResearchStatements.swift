import TwoWayModel

extension ResearchNote {
    /// Columns: id, organisation_id, opportunity_id, source, link, source_class, found_on, body, priorities, library_id,
    /// question_key, own_question_id, question_fate, sharpened_text, revision, updated_at.
    fileprivate init(row: inout Row) throws(RowError) {
        self.init(
            id: try row.id(),
            organisation: try row.id(),
            opportunity: try row.optionalID(),
            source: try row.checked(),
            link: try row.optionalChecked(),
            sourceClass: try row.word(),
            foundOn: try row.day(),
            body: try row.checked(),
            priorities: try row.ids(),
            question: try AnsweredQuestion(row: &row),
            revision: try row.int(),
            updatedAt: try row.time()
        )
    }

    /// In the order id, organisation_id, opportunity_id, source, link, source_class, found_on, body, priorities,
    /// library_id, question_key, own_question_id, question_fate, sharpened_text.
    fileprivate var values: [SQLValue] {
        [
            .id(id), .id(organisation), .id(opportunity), .value(source), .value(link), .word(sourceClass),
            .day(foundOn), .value(body), .ids(priorities), .id(question?.library), .value(question?.questionKey),
            .id(question?.own), .word(question?.fate), .value(question?.sharpenedText),
        ]
    }
}

extension AnsweredQuestion {
    /// Columns: library_id, question_key, own_question_id, question_fate, sharpened_text; no question without a fate.
    fileprivate init?(row: inout Row) throws(RowError) {
        let library: ID<Library>? = try row.optionalID()
        let questionKey: Slug? = try row.optionalValue()
        let own: ID<OwnQuestion>? = try row.optionalID()
        let fate: Fate? = try row.optionalWord()
        let sharpenedText: Line? = try row.optionalChecked()
        guard let fate else { return nil }
        self.init(library: library, questionKey: questionKey, own: own, fate: fate, sharpenedText: sharpenedText)
    }
}

extension Statement where Input == (owner: ID<Account>, note: ResearchNote), Output == ResearchNote {
    public static let createResearchNote = Statement(
        name: "create_research_note",
        sql: """
            INSERT INTO research_note (owner_id, id, organisation_id, opportunity_id, source, link, source_class, found_on,
                body, priorities, library_id, question_key, own_question_id, question_fate, sharpened_text)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
            RETURNING id, organisation_id, opportunity_id, source, link, source_class, found_on, body, priorities,
                library_id, question_key, own_question_id, question_fate, sharpened_text, revision, updated_at
            """,
        bind: { [.id($0.owner)] + $0.note.values },
        decode: { row throws(RowError) in try ResearchNote(row: &row) }
    )

    /// Stores an edited note and counts its revision on; the row has been locked before.
    public static let updateResearchNote = Statement(
        name: "update_research_note",
        sql: """
            UPDATE research_note
            SET organisation_id = $3, opportunity_id = $4, source = $5, link = $6, source_class = $7, found_on = $8,
                body = $9, priorities = $10, library_id = $11, question_key = $12, own_question_id = $13,
                question_fate = $14, sharpened_text = $15, revision = revision + 1, updated_at = now()
            WHERE owner_id = $1 AND id = $2
            RETURNING id, organisation_id, opportunity_id, source, link, source_class, found_on, body, priorities,
                library_id, question_key, own_question_id, question_fate, sharpened_text, revision, updated_at
            """,
        bind: { [.id($0.owner)] + $0.note.values },
        decode: { row throws(RowError) in try ResearchNote(row: &row) }
    )
}

extension Statement where Input == OwnedID<ResearchNote>, Output == ResearchNote {
    /// The row locked until the end of the transaction, for an edit.
    public static let researchNoteForUpdate = Statement(
        name: "research_note_for_update",
        sql: """
            SELECT id, organisation_id, opportunity_id, source, link, source_class, found_on, body, priorities,
                library_id, question_key, own_question_id, question_fate, sharpened_text, revision, updated_at
            FROM research_note WHERE owner_id = $1 AND id = $2
            FOR UPDATE
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try ResearchNote(row: &row) }
    )
}

extension Statement where Input == OwnedID<ResearchNote>, Output == ID<Opportunity> {
    /// The opportunities with live evidence that rests on a note, locked until the end of the transaction: whoever changes
    /// or deletes the note settles their beliefs anew.
    public static let opportunitiesOnResearchNote = Statement(
        name: "opportunities_on_research_note",
        sql: """
            SELECT o.id FROM opportunity o
            WHERE o.owner_id = $1 AND o.id IN (SELECT e.opportunity_id FROM evidence e
                WHERE e.owner_id = $1 AND e.research_note_id = $2 AND e.retired_at IS NULL)
            ORDER BY o.id
            FOR NO KEY UPDATE
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try row.id() }
    )
}

extension Statement where Input == OwnedID<ResearchNote>, Output == Void {
    public static let deleteResearchNote = Statement(
        name: "delete_research_note",
        sql: "DELETE FROM research_note WHERE owner_id = $1 AND id = $2",
        bind: { [.id($0.owner), .id($0.id)] }
    )
}

extension Statement where Input == OwnerPage, Output == ResearchNote {
    public static let researchNotes = Statement(
        name: "research_notes",
        sql: """
            SELECT id, organisation_id, opportunity_id, source, link, source_class, found_on, body, priorities,
                library_id, question_key, own_question_id, question_fate, sharpened_text, revision, updated_at
            FROM research_note WHERE owner_id = $1 AND id < $2
            ORDER BY id DESC LIMIT $3
            """,
        bind: { [.id($0.owner), .uuid($0.before), .int($0.rows)] },
        decode: { row throws(RowError) in try ResearchNote(row: &row) }
    )
}

extension Statement where Input == (page: OwnerPage, organisation: ID<Organisation>), Output == ResearchNote {
    public static let researchNotesOfOrganisation = Statement(
        name: "research_notes_of_organisation",
        sql: """
            SELECT id, organisation_id, opportunity_id, source, link, source_class, found_on, body, priorities,
                library_id, question_key, own_question_id, question_fate, sharpened_text, revision, updated_at
            FROM research_note WHERE owner_id = $1 AND organisation_id = $4 AND id < $2
            ORDER BY id DESC LIMIT $3
            """,
        bind: { [.id($0.page.owner), .uuid($0.page.before), .int($0.page.rows), .id($0.organisation)] },
        decode: { row throws(RowError) in try ResearchNote(row: &row) }
    )
}

extension Statement where Input == (page: OwnerPage, opportunity: ID<Opportunity>), Output == ResearchNote {
    /// Those of the opportunity itself and those on its organisation at large, each a page by its index, merged.
    public static let researchNotesOfOpportunity = Statement(
        name: "research_notes_of_opportunity",
        sql: """
            WITH place AS MATERIALIZED (SELECT organisation_id FROM opportunity WHERE owner_id = $1 AND id = $4),
            both_kinds AS (
                (SELECT n.* FROM research_note n
                    WHERE n.owner_id = $1 AND n.organisation_id = (SELECT organisation_id FROM place)
                        AND n.opportunity_id = $4 AND n.id < $2
                    ORDER BY n.id DESC LIMIT $3)
                UNION ALL
                (SELECT n.* FROM research_note n
                    WHERE n.owner_id = $1 AND n.organisation_id = (SELECT organisation_id FROM place)
                        AND n.opportunity_id IS NULL AND n.id < $2
                    ORDER BY n.id DESC LIMIT $3)
            )
            SELECT id, organisation_id, opportunity_id, source, link, source_class, found_on, body, priorities,
                library_id, question_key, own_question_id, question_fate, sharpened_text, revision, updated_at
            FROM both_kinds ORDER BY id DESC LIMIT $3
            """,
        bind: { [.id($0.page.owner), .uuid($0.page.before), .int($0.page.rows), .id($0.opportunity)] },
        decode: { row throws(RowError) in try ResearchNote(row: &row) }
    )
}

/// What a research note refers to, and whether it is there for its owner.
public struct ResearchLinks: Sendable {
    public let owner: ID<Account>
    public let note: ResearchNote

    public init(owner: ID<Account>, note: ResearchNote) {
        self.owner = owner
        self.note = note
    }

    public struct Found: Sendable {
        public let organisation: Bool
        /// One of that organisation; true without any.
        public let opportunity: Bool
        /// Of a library that the owner follows, or the owner's; true without any.
        public let question: Bool
        /// The places of the priorities that are in no set of the owner's, from 0.
        public let unknownPriorities: [Int]
    }
}

extension Statement<ResearchLinks, ResearchLinks.Found> {
    public static let researchLinks = Statement(
        name: "research_links",
        sql: """
            SELECT
                EXISTS (SELECT FROM organisation g WHERE g.owner_id = $1 AND g.id = $2),
                $3::uuid IS NULL OR EXISTS (SELECT FROM opportunity o
                    WHERE o.owner_id = $1 AND o.organisation_id = $2 AND o.id = $3),
                ($4::uuid IS NULL OR EXISTS (SELECT FROM subscription s
                        JOIN question q ON q.owner_id = s.library_owner_id AND q.library_id = s.library_id
                            AND q.question_key = $5 AND q.first_version <= s.pinned_version
                        WHERE s.owner_id = $1 AND s.library_id = $4 AND s.state <> 'cancelled'))
                    AND ($6::uuid IS NULL OR EXISTS (SELECT FROM own_question q WHERE q.owner_id = $1 AND q.id = $6)),
                ARRAY(SELECT k.place - 1 FROM unnest($7::uuid[]) WITH ORDINALITY AS k (key, place)
                    WHERE NOT EXISTS (SELECT FROM priority p WHERE p.owner_id = $1 AND p.priority_key = k.key)
                    ORDER BY k.place)
            """,
        bind: {
            let question = $0.note.question
            return [
                .id($0.owner), .id($0.note.organisation), .id($0.note.opportunity), .id(question?.library),
                .value(question?.questionKey), .id(question?.own), .ids($0.note.priorities),
            ]
        },
        decode: { row throws(RowError) in
            ResearchLinks.Found(
                organisation: try row.bool(),
                opportunity: try row.bool(),
                question: try row.bool(),
                unknownPriorities: try row.intArray()
            )
        }
    )
}
