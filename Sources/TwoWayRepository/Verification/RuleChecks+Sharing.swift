/// R17 to R24: what crosses from one person to another, what the management sees, and how things are written.
extension RuleCheck {
    static let sharing = [
        RuleCheck.rows(
            "R17",
            "receipts",
            "Every receipt is of a reading by the coach of its share, while that was in force but for the time a call takes, or by a coach.",
            beyond: "A reading that left no receipt leaves no other trace: it is shown by a test of every method.",
            looked: "SELECT count(*) FROM tw.receipt",
            offenders: """
                SELECT r.owner_id, r.id, NULL FROM tw.receipt r
                LEFT JOIN tw.share s ON s.owner_id = r.owner_id AND s.id = r.share_id
                WHERE CASE WHEN r.share_id IS NULL
                    THEN NOT EXISTS (SELECT FROM tw.relationship k WHERE k.owner_id = r.owner_id AND k.coach_id = r.reader_id)
                    ELSE s.coach_id IS DISTINCT FROM r.reader_id OR r.at < s.valid_from OR r.at >= s.valid_until
                        OR r.at > s.revoked_at + interval '10 seconds' END
                """
        ),
        RuleCheck.catalogue(
            "R17",
            "receipts-kept",
            "The triggers that keep receipts from being edited or deleted are in force.",
            looked: "SELECT 2",
            offenders: """
                SELECT 'pg_class'::regclass, 'tw.receipt'::regclass, 0 FROM unnest('{append_only,never_lost}'::text[]) AS g (guard)
                WHERE NOT EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = 'tw.receipt'::regclass
                    AND t.tgname = g.guard AND t.tgenabled IN ('O', 'A'))
                """
        ),
        RuleCheck.rows(
            "R18",
            "ended-relationships",
            "No share of a relationship that has ended is in force.",
            looked: "SELECT count(*) FROM tw.share",
            offenders: """
                SELECT s.owner_id, s.id, NULL FROM tw.share s
                LEFT JOIN tw.relationship r ON r.owner_id = s.owner_id AND r.id = s.relationship_id
                WHERE s.revoked_at IS NULL AND coalesce(r.status, 'ended') = 'ended'
                """
        ),
        RuleCheck.catalogue(
            "R19",
            "private-columns",
            "No coach can read what stays with the candidate, and no candidate what stays with the coach.",
            beyond: "What an answer of the server contains is shown by tests of every method.",
            looked: """
                SELECT count(*) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
                WHERE c.relnamespace = 'tw'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
                """,
            offenders: """
                SELECT 'pg_class'::regclass, c.oid, a.attnum FROM pg_class c
                JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                WHERE c.relnamespace = 'tw'::regnamespace AND c.relkind = 'r' AND (
                    has_column_privilege('tw_coach', c.oid, a.attnum, 'SELECT') AND (c.relname IN ('overlay', 'upgrade_run',
                        'own_question', 'subscription', 'story', 'removed_asking')
                        OR (c.relname, a.attname) IN (('organisation', 'notes'), ('person', 'notes'),
                            ('opportunity', 'stage_note'), ('suggestion', 'owner_id')))
                    OR has_column_privilege('tw_candidate', c.oid, a.attnum, 'SELECT') AND c.relname IN ('library_draft', 'coach_note'))
                """
        ),
    ]

    static let administration = [
        RuleCheck.catalogue(
            "R20",
            "no-counting",
            "No coach can count for himself what candidates have planned, asked or answered.",
            looked: "SELECT 2",
            offenders: """
                SELECT 'pg_class'::regclass, c.oid, 0 FROM pg_class c
                WHERE c.oid IN ('tw.subscription'::regclass, 'tw.overlay'::regclass)
                    AND has_any_column_privilege('tw_coach', c.oid, 'SELECT')
                """
        ),
        RuleCheck.rows(
            "R20",
            "released-figures",
            "Every released figure is a multiple of 5, of a group of at least 5 in one of at least 10.",
            beyond:
                "The counts behind the figures are not kept; what is left of them is shown by tests to tell of no one.",
            looked: "SELECT count(*) FROM tw.statistics_cell",
            offenders: """
                SELECT c.owner_id, c.library_id, c.place FROM tw.statistics_cell c
                JOIN tw.statistics_release r ON r.owner_id = c.owner_id AND r.library_id = c.library_id
                    AND r.version = c.version AND r.month = c.month
                CROSS JOIN LATERAL unnest(ARRAY[c.planned, c.asked, c.answered, c.evaded, c.informative]) AS f (figure)
                WHERE f.figure < 5 OR f.figure % 5 <> 0 OR r.contributors < 10 OR r.contributors % 5 <> 0
                    OR f.figure > r.contributors
                """
        ),
        RuleCheck.rows(
            "R20",
            "hidden-figures",
            "Nowhere is exactly one question of a topic hidden, or a total shown beside its parts.",
            looked: "SELECT count(*) FROM tw.statistics_release",
            offenders: """
                SELECT t.owner_id, t.library_id, t.topic_place FROM (
                    SELECT c.owner_id, c.library_id, c.version, c.topic_place, m.name,
                        count(m.figure) FILTER (WHERE c.question_key IS NULL) AS totals,
                        count(m.figure) FILTER (WHERE c.question_key IS NOT NULL) AS shown
                    FROM tw.statistics_cell c CROSS JOIN LATERAL (VALUES ('planned', c.planned), ('asked', c.asked),
                        ('answered', c.answered), ('evaded', c.evaded), ('informative', c.informative)) AS m (name, figure)
                    GROUP BY c.owner_id, c.library_id, c.version, c.month, c.topic_place, m.name
                ) AS t
                JOIN tw.library_version v ON v.owner_id = t.owner_id AND v.library_id = t.library_id AND v.number = t.version
                WHERE t.shown > 0 AND (t.totals > 0
                    OR jsonb_array_length(v.document -> 'topics' -> (t.topic_place - 1) -> 'questions') = t.shown + 1)
                """
        ),
        RuleCheck.catalogue(
            "R20",
            "frozen-figures",
            "The triggers that keep released figures as they are are in force, and no role can edit them.",
            looked: "SELECT 3",
            offenders: """
                SELECT 'pg_class'::regclass, g.kept::regclass, 0 FROM
                    unnest('{tw.statistics_month,tw.statistics_release,tw.statistics_cell}'::text[]) AS g (kept)
                WHERE NOT EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = g.kept::regclass
                        AND t.tgname = 'append_only' AND t.tgenabled IN ('O', 'A'))
                    OR EXISTS (SELECT FROM unnest('{tw_candidate,tw_coach,tw_admin,tw_definer}'::name[]) r
                        WHERE has_any_column_privilege(r, g.kept::regclass, 'UPDATE')
                            OR has_table_privilege(r, g.kept::regclass, 'DELETE'))
                """
        ),
        RuleCheck.catalogue(
            "R21",
            "admin-columns",
            "The management command's role reads accounts, sessions, codes, covers of libraries and the audit, and no contents.",
            beyond: "A backup holds everything, and so does the role that makes it.",
            looked: """
                SELECT count(*) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
                WHERE c.relnamespace = 'tw'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
                """,
            offenders: """
                SELECT 'pg_class'::regclass, c.oid, a.attnum FROM pg_class c
                JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                WHERE c.relnamespace = 'tw'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
                    AND has_column_privilege('tw_admin', c.oid, a.attnum, 'SELECT')
                    AND c.relname NOT IN ('account_role', 'audit_event', 'audit_seal', 'statistics_month')
                    AND (c.relname, a.attname) NOT IN (('account', 'id'), ('account', 'email'), ('account', 'display_name'),
                        ('account', 'status'), ('account', 'created_at'), ('session', 'id'), ('session', 'account_id'),
                        ('session', 'label'), ('session', 'address'), ('session', 'created_at'),
                        ('session', 'last_used_at'), ('session', 'expires_at'), ('session', 'revoked_at'),
                        ('session', 'live_until'),
                        ('invitation', 'id'), ('invitation', 'purpose'), ('invitation', 'roles'),
                        ('invitation', 'account_id'), ('invitation', 'created_at'), ('invitation', 'expires_at'),
                        ('invitation', 'used_by'), ('invitation', 'used_at'), ('library', 'owner_id'), ('library', 'id'),
                        ('library', 'slug'), ('library', 'language'), ('library', 'visibility'), ('library', 'status'),
                        ('library', 'latest_version'), ('library', 'created_at'), ('library', 'updated_at'),
                        ('subscription', 'library_id'), ('subscription', 'state'))
                """
        ),
    ]

    static let writing = [
        RuleCheck.rows(
            "R22",
            "kept-responses",
            "Every keyed call has kept the response that it gave.",
            beyond: "That a repeated call gets it, and writes nothing, is shown by tests.",
            looked: "SELECT count(*) FROM tw.idempotency",
            offenders: """
                SELECT i.owner_id, i.key, NULL FROM tw.idempotency i
                WHERE octet_length(i.response) = 0 OR octet_length(i.params_sha256) <> 32
                """
        ),
        RuleCheck.rows(
            "R22",
            "removed-records",
            "No record of an interview that was taken back has come again.",
            looked: "SELECT count(*) FROM tw.removed_asking",
            offenders: """
                SELECT r.owner_id, r.id, NULL FROM tw.removed_asking r
                JOIN tw.asking a ON a.owner_id = r.owner_id AND a.id = r.id
                """
        ),
        RuleCheck.catalogue(
            "R23",
            "revisions",
            "Every row that is edited has a revision, which is there and counts from 1.",
            beyond: "That a stale one is refused is shown by tests; that none is below 1 is among the CHECKs.",
            looked: """
                SELECT count(*) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
                WHERE c.relnamespace = 'tw'::regnamespace AND c.relkind = 'r' AND a.attname = 'revision'
                """,
            offenders: """
                SELECT 'pg_class'::regclass, c.oid, a.attnum FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
                WHERE c.relnamespace = 'tw'::regnamespace AND c.relkind = 'r' AND a.attname = 'revision'
                    AND (NOT a.attnotnull OR NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = c.oid
                        AND k.contype = 'c' AND k.convalidated AND pg_get_constraintdef(k.oid) LIKE '%(revision > 0)%'))
                """
        ),
        RuleCheck.special(
            "R24",
            "links",
            "Every link leads to a row of the same owner, so that what a person owns is whole when it is exported.",
            beyond: "That an import brings back what was exported is shown by tests.",
            kind: .links
        ),
        RuleCheck.special(
            "schema",
            "constraints",
            "Every CHECK of the schema holds for every row, also for those that were written before it.",
            kind: .constraints
        ),
        RuleCheck.catalogue(
            "schema",
            "guards",
            "No trigger of the schema is switched off, and no constraint was left unchecked.",
            looked: """
                SELECT (SELECT count(*) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
                        WHERE c.relnamespace = 'tw'::regnamespace)
                    + (SELECT count(*) FROM pg_constraint WHERE connamespace = 'tw'::regnamespace)
                """,
            offenders: """
                SELECT 'pg_trigger'::regclass, t.oid, 0 FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
                WHERE c.relnamespace = 'tw'::regnamespace AND t.tgenabled NOT IN ('O', 'A')
                UNION ALL
                SELECT 'pg_constraint'::regclass, k.oid, 0 FROM pg_constraint k
                WHERE k.connamespace = 'tw'::regnamespace AND NOT k.convalidated
                """
        ),
    ]
}
