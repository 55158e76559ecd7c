-- What a person owns: taken out whole, brought in again without loss, and erased (R19, R24).
--
-- tw_archivist owns the functions that do it, and nobody else can become it. A finished row comes back as it was, which the
-- rules on how rows come to be would refuse: a set starts as a draft, a job at its first stage. So the triggers of a
-- person's tables stay silent for tw_archivist, by a condition on the role that carries the statement out, which no client
-- can set; keys, checks and foreign keys hold for it as for everybody, and sec.check_archive() looks at the rules afterwards.
-- Errors, beside those of 0011; the message is a path, a bar and a reason:
--   TW400 an archive that is not right               TW401 a record that is there, and differs
--   TW402 an account that holds something else       TW403 more than there may be

SET LOCAL search_path = tw;

-- What becomes of each table in an archive; a test compares it with the catalogue. Positions go from what is referred to, to
-- what refers to it; an erasure goes the other way.
CREATE TABLE archive_section (
    name text PRIMARY KEY,
    position int NOT NULL UNIQUE,
    -- kept comes back as it was, shown is only there to be read, derived is made anew from others; the rest is left_out.
    treatment text NOT NULL CHECK (treatment ~ '^(kept|shown|derived|left_out)$'),
    -- Says whose a row is; absent where rows are nobody's.
    owner_column text,
    -- Never leaves the database.
    hidden text[] NOT NULL DEFAULT '{}',
    -- Refer to rows of later sections, and are written last.
    late text[] NOT NULL DEFAULT '{}',
    -- Triggers that go on for tw_archivist, too.
    heard text[] NOT NULL DEFAULT '{}',
    -- The most rows of one account.
    most int CHECK (most > 0),
    -- The role of the accounts that have such rows.
    role text NOT NULL DEFAULT 'candidate' CHECK (role ~ '^(candidate|coach)$'),
    -- Why it does not come back.
    reason text,
    CONSTRAINT archive_section_reason_check CHECK ((treatment = 'kept') = (reason IS NULL))
);

-- An archive as it was on the moment it was made, in pieces of a text, until the next day.
CREATE TABLE export_piece (
    owner_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    ordinal int NOT NULL CHECK (ordinal >= 0),
    export_id uuid NOT NULL,
    text text NOT NULL CHECK (octet_length(text) <= 2097152),
    characters int NOT NULL,
    made_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (owner_id, ordinal)
);
CREATE INDEX export_piece_made ON export_piece (made_at);

-- An archive on its way in, until all of it is there, or until the next day.
CREATE TABLE import_piece (
    owner_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    ordinal int NOT NULL CHECK (ordinal BETWEEN 0 AND 511),
    import_id uuid NOT NULL,
    text text NOT NULL CHECK (octet_length(text) <= 1048576),
    bytes int NOT NULL,
    arrived_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (owner_id, ordinal)
);
CREATE INDEX import_piece_arrived ON import_piece (arrived_at);

-- An account that is to be erased, and when.
CREATE TABLE erasure (
    owner_id uuid PRIMARY KEY REFERENCES account ON DELETE CASCADE,
    requested_at timestamptz NOT NULL DEFAULT now(),
    due_at timestamptz NOT NULL,
    -- The last subscription whose owner has got copies of what goes.
    followers_until uuid,
    CONSTRAINT erasure_delay_check CHECK (due_at >= requested_at + interval '14 days')
);
CREATE INDEX erasure_due ON erasure (due_at);

DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['archive_section', 'export_piece', 'import_piece', 'erasure'] LOOP
        EXECUTE format('ALTER TABLE tw.%I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('ALTER TABLE tw.%I FORCE ROW LEVEL SECURITY', t);
    END LOOP;
    FOREACH t IN ARRAY ARRAY['export_piece', 'erasure'] LOOP
        EXECUTE format('CREATE POLICY own ON tw.%I FOR SELECT TO tw_candidate, tw_coach USING (owner_id = (SELECT sec.uid()))', t);
        EXECUTE format('GRANT SELECT ON tw.%I TO tw_candidate, tw_coach', t);
    END LOOP;
END $$;
CREATE POLICY functions ON import_piece TO tw_archivist USING (true) WITH CHECK (true);
CREATE POLICY functions ON archive_section FOR SELECT TO tw_archivist USING (true);
CREATE POLICY migrations ON archive_section TO tw_owner USING (true) WITH CHECK (true);

GRANT USAGE ON SCHEMA tw TO tw_archivist;
GRANT SELECT ON archive_section TO tw_archivist;
GRANT SELECT, INSERT, DELETE ON export_piece TO tw_archivist;
GRANT SELECT, INSERT, DELETE ON import_piece TO tw_archivist;
GRANT SELECT, UPDATE (followers_until) ON erasure TO tw_archivist;
GRANT SELECT, INSERT, DELETE ON erasure TO tw_definer;

-- Keeps the triggers of a table silent for tw_archivist, but for those that its section says are heard. For migrations that
-- add a trigger to a table that is declared.
CREATE FUNCTION tw.silence_triggers(p_name text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    loud record;
    silent text;
BEGIN
    FOR loud IN SELECT t.tgname, pg_get_triggerdef(t.oid) AS definition FROM pg_trigger t
        JOIN tw.archive_section s ON s.name = p_name
        WHERE t.tgrelid = format('tw.%I', p_name)::regclass AND NOT t.tgisinternal AND t.tgname <> ALL (s.heard)
            AND pg_get_triggerdef(t.oid) NOT LIKE '%tw_archivist%'
    LOOP
        silent := CASE WHEN loud.definition LIKE '% WHEN (%'
            THEN regexp_replace(loud.definition, ' WHEN \(', ' WHEN (CURRENT_USER <> ''tw_archivist'' AND ')
            ELSE replace(loud.definition, ' EXECUTE FUNCTION ',
                ' WHEN (CURRENT_USER <> ''tw_archivist'') EXECUTE FUNCTION ') END;
        EXECUTE format('DROP TRIGGER %I ON tw.%I', loud.tgname, p_name);
        EXECUTE silent;
    END LOOP;
END $$;

-- Declares what becomes of a table, for migrations: the grants that go with it, and the silence of its triggers.
CREATE FUNCTION tw.declare_section(p_name text, p_position int, p_treatment text, p_owner_column text DEFAULT 'owner_id',
    p_reason text DEFAULT NULL, p_hidden text[] DEFAULT '{}', p_late text[] DEFAULT '{}', p_most int DEFAULT NULL,
    p_heard text[] DEFAULT '{}', p_role text DEFAULT 'candidate') RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO tw.archive_section (name, position, treatment, owner_column, hidden, late, heard, most, role, reason)
    VALUES (p_name, p_position, p_treatment, p_owner_column, p_hidden, p_late, p_heard, p_most, p_role, p_reason);
    IF p_owner_column IS NULL OR p_treatment = 'left_out' THEN
        RETURN;
    END IF;
    EXECUTE format('GRANT SELECT ON tw.%I TO tw_archivist', p_name);
    IF p_owner_column <> 'owner_id' THEN
        RETURN;
    END IF;
    EXECUTE format('GRANT DELETE ON tw.%I TO tw_archivist', p_name);
    IF p_treatment <> 'shown' THEN
        EXECUTE format('GRANT INSERT ON tw.%I TO tw_archivist', p_name);
    END IF;
    IF cardinality(p_late) > 0 THEN
        EXECUTE format('GRANT UPDATE (%s) ON tw.%I TO tw_archivist',
            (SELECT string_agg(quote_ident(c), ', ') FROM unnest(p_late) c), p_name);
    END IF;
    PERFORM tw.silence_triggers(p_name);
END $$;

SELECT tw.declare_section('account', 10, 'shown', 'id', 'an import goes into an account that is there', '{password_hash}');
SELECT tw.declare_section('account_role', 11, 'shown', 'account_id', 'roles are given by invitations');
SELECT tw.declare_section('session', 12, 'shown', 'account_id', 'a login is no record', '{token_sha256}');
SELECT tw.declare_section('invitation', 20, 'left_out', 'account_id', 'codes are secrets');
SELECT tw.declare_section('idempotency', 21, 'left_out', 'owner_id', 'copies of answers, kept for seven days');
SELECT tw.declare_section('throttle', 22, 'left_out', NULL, 'belongs to nobody');
SELECT tw.declare_section('audit_event', 23, 'left_out', NULL, 'the log of the host, without contents');
SELECT tw.declare_section('audit_seal', 24, 'left_out', NULL, 'the log of the host, without contents');
SELECT tw.declare_section('second_factor', 13, 'left_out', 'account_id', 'seeds are secrets');
SELECT tw.declare_section('recovery_code', 14, 'left_out', 'account_id', 'codes are secrets');
SELECT tw.declare_section('client_invitation', 15, 'left_out', 'owner_id', 'codes are secrets');
SELECT tw.declare_section('dimension', 25, 'left_out', NULL, 'the catalogue of every server');
SELECT tw.declare_section('archive_section', 26, 'left_out', NULL, 'this list');
SELECT tw.declare_section('export_piece', 27, 'left_out', 'owner_id', 'the archive itself');
SELECT tw.declare_section('import_piece', 28, 'left_out', 'owner_id', 'the archive itself');
SELECT tw.declare_section('erasure', 29, 'left_out', 'owner_id', 'an order to this server');
SELECT tw.declare_section('event_log', 40, 'left_out', 'owner_id', 'what happened here, seen under the rights of the moment');
SELECT tw.declare_section('event', 41, 'left_out', 'owner_id', 'what happened here, seen under the rights of the moment');
SELECT tw.declare_section('event_draft', 42, 'left_out', 'owner_id', 'is gone with the transaction that wrote it');
SELECT tw.declare_section('event_announcement', 43, 'left_out', 'owner_id', 'waits until the followers are told');
SELECT tw.declare_section('statistics_month', 44, 'left_out', NULL, 'belongs to nobody');

SELECT tw.declare_section('library', 100, 'kept', p_most => 50, p_heard => '{lists_questions}', p_role => 'coach');
SELECT tw.declare_section('library_draft', 110, 'kept', p_role => 'coach');
SELECT tw.declare_section('library_version', 120, 'kept', p_role => 'coach');
SELECT tw.declare_section('question', 130, 'derived', p_reason => 'follows from the versions');
SELECT tw.declare_section('question_revision', 131, 'derived', p_reason => 'follows from the versions');
SELECT tw.declare_section('listed_question', 132, 'derived', p_reason => 'follows from the newest version');
SELECT tw.declare_section('listed_word', 133, 'derived', p_reason => 'follows from the newest version');
SELECT tw.declare_section('job_search', 200, 'kept', p_most => 50);
SELECT tw.declare_section('priority_set', 210, 'kept');
SELECT tw.declare_section('priority', 220, 'kept');
SELECT tw.declare_section('trade_off', 230, 'kept');
SELECT tw.declare_section('own_question', 240, 'kept', p_most => 1000);
SELECT tw.declare_section('subscription', 250, 'kept', p_most => 1000);
SELECT tw.declare_section('overlay', 260, 'kept');
SELECT tw.declare_section('upgrade_run', 270, 'kept');
SELECT tw.declare_section('organisation', 300, 'kept', p_most => 2000);
SELECT tw.declare_section('person', 310, 'kept', p_most => 5000);
SELECT tw.declare_section('opportunity', 320, 'kept', p_most => 2000);
SELECT tw.declare_section('stage_event', 330, 'kept');
SELECT tw.declare_section('research_note', 340, 'kept', p_most => 5000);
SELECT tw.declare_section('interview', 350, 'kept', p_most => 2000);
SELECT tw.declare_section('interviewer', 360, 'kept');
SELECT tw.declare_section('plan', 370, 'kept');
SELECT tw.declare_section('plan_item', 380, 'kept', p_late => '{belief_id,contradiction_id}');
SELECT tw.declare_section('story', 390, 'kept', p_most => 200);
SELECT tw.declare_section('talking_point', 400, 'kept');
SELECT tw.declare_section('asking', 410, 'kept');
SELECT tw.declare_section('answer', 420, 'kept');
SELECT tw.declare_section('removed_asking', 430, 'kept');
SELECT tw.declare_section('employer_question', 440, 'kept');
SELECT tw.declare_section('promise', 450, 'kept', p_most => 5000);
SELECT tw.declare_section('follow_up', 460, 'kept', p_most => 5000);
SELECT tw.declare_section('evidence', 470, 'kept');
SELECT tw.declare_section('belief', 480, 'kept');
SELECT tw.declare_section('contradiction', 490, 'kept');
SELECT tw.declare_section('priority_rating', 500, 'kept');
SELECT tw.declare_section('waiver', 510, 'kept');
SELECT tw.declare_section('assessment', 520, 'kept');
SELECT tw.declare_section('comparison', 530, 'kept', p_most => 200);
SELECT tw.declare_section('comparison_entry', 540, 'kept');
SELECT tw.declare_section('decision', 550, 'kept');
SELECT tw.declare_section('job_start', 560, 'kept');
SELECT tw.declare_section('reality_check', 570, 'kept');
SELECT tw.declare_section('reality_rating', 580, 'kept');
SELECT tw.declare_section('reality_finding', 590, 'kept');
SELECT tw.declare_section('relationship', 600, 'kept', p_most => 200);
SELECT tw.declare_section('share', 610, 'kept', p_most => 5000);
SELECT tw.declare_section('receipt', 620, 'kept');
SELECT tw.declare_section('comment', 630, 'kept');
SELECT tw.declare_section('prompt', 640, 'kept');
SELECT tw.declare_section('opinion', 650, 'kept');
SELECT tw.declare_section('opinion_sheet', 660, 'kept');
SELECT tw.declare_section('opinion_rating', 670, 'kept');
SELECT tw.declare_section('coach_note', 680, 'kept', p_most => 5000, p_role => 'coach');
SELECT tw.declare_section('read_mark', 690, 'shown', p_reason => 'either side has one, and begins anew');
SELECT tw.declare_section('suggestion', 700, 'shown', p_reason => 'a letter to somebody else is not sent again',
    p_heard => '{forgets_fate}');
SELECT tw.declare_section('suggestion_fate', 710, 'shown', p_reason => 'goes with the letter of somebody else');
SELECT tw.declare_section('statistics_release', 720, 'shown', p_reason => 'figures of a group of this server', p_role => 'coach');
SELECT tw.declare_section('statistics_cell', 730, 'shown', p_reason => 'figures of a group of this server', p_role => 'coach');

-- What an erasure and an import write beside whole rows.
GRANT UPDATE (latest_version, fork_credit) ON library TO tw_archivist;
GRANT UPDATE (state) ON subscription TO tw_archivist;
GRANT UPDATE (state, copy, revision, updated_at) ON overlay TO tw_archivist;
GRANT UPDATE (status, password_hash), DELETE ON account TO tw_archivist;
GRANT UPDATE (revoked_at) ON session TO tw_archivist;
GRANT SELECT, DELETE ON idempotency TO tw_archivist;
GRANT SELECT, UPDATE (other_id) ON event TO tw_archivist;

SET LOCAL ROLE tw_definer;
GRANT USAGE ON SCHEMA sec TO tw_archivist;
GRANT CREATE ON SCHEMA sec TO tw_archivist;
GRANT EXECUTE ON FUNCTION sec.uid(), sec.coach_invitable(uuid), sec.audit(uuid, text, uuid, jsonb) TO tw_archivist;
SET LOCAL ROLE tw_archivist;
SET LOCAL search_path = sec;
ALTER DEFAULT PRIVILEGES FOR ROLE tw_archivist REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

-- The columns of a table's key, without the owner.
CREATE FUNCTION sec.key_columns(p_table text) RETURNS text[]
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT array_agg(a.attname::text ORDER BY k.place) FROM pg_constraint c
    CROSS JOIN unnest(c.conkey) WITH ORDINALITY AS k (attnum, place)
    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.attnum
    WHERE c.conrelid = format('tw.%I', p_table)::regclass AND c.contype = 'p' AND a.attname <> 'owner_id'
$$;

-- Which rows `t` of a table its owner may see: of a second opinion not the coach's sheet before both are in (R19). What is
-- not there for the owner is neither taken out nor compared with.
CREATE FUNCTION sec.own_rows(p_table text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE WHEN p_table IN ('opinion_sheet', 'opinion_rating')
        THEN '(t.side = ''candidate'' OR (SELECT o.state = ''revealed'' FROM tw.opinion o '
            || 'WHERE o.owner_id = t.owner_id AND o.id = t.opinion_id))'
        ELSE 'true' END
$$;

-- Makes the archive of the account that is signed in, in place of an earlier one; answers in how many pieces it lies. The
-- first line is the manifest, then come the rows, one a line. Run with isolation repeatable read it is of one moment.
-- The account itself is written as the nil UUID where a row refers to it, so that it can become another one.
CREATE FUNCTION sec.export_make(p_export uuid) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' AS $$
DECLARE
    me uuid := sec.uid();
    section tw.archive_section;
    sections jsonb := '[]';
    pieces int := 0;
    added int;
    counted bigint;
    digest text;
BEGIN
    IF me IS NULL THEN
        RAISE EXCEPTION 'the session is over' USING ERRCODE = 'TW000';
    END IF;
    DELETE FROM tw.export_piece WHERE owner_id = me;
    FOR section IN SELECT * FROM tw.archive_section s WHERE s.treatment IN ('kept', 'shown') ORDER BY s.position LOOP
        EXECUTE format($sql$
            WITH lines AS MATERIALIZED (
                SELECT row_number() OVER (ORDER BY %1$s) AS n,
                    '{"table":"%2$s","row":' || (to_jsonb(t) - $4 %3$s)::text || E'}\n' AS line
                FROM tw.%2$I t WHERE t.%4$I = $1 AND %5$s
            ), bundles AS (
                SELECT min(n) AS first, string_agg(line, '' ORDER BY n) AS text FROM (
                    SELECT n, line, (sum(length(line)) OVER (ORDER BY n) - length(line)) / 400000 AS bundle FROM lines
                ) l GROUP BY bundle
            ), pieces AS (
                SELECT row_number() OVER (ORDER BY first, cut) AS place, substr(text, 1 + cut * 400000, 400000) AS text
                FROM bundles, generate_series(0, (length(text) - 1) / 400000) cut
            ), stored AS (
                INSERT INTO tw.export_piece (owner_id, ordinal, export_id, text, characters)
                SELECT $1, $3 + place, $2, text, length(text) FROM pieces RETURNING 1
            )
            SELECT (SELECT count(*) FROM stored), count(*), encode(sha256(convert_to(string_agg(line, '' ORDER BY n), 'UTF8')), 'hex')
            FROM lines
            $sql$,
            (SELECT string_agg(format('t.%I', c), ', ') FROM unnest(coalesce(sec.key_columns(section.name), '{owner_id}')) c),
            section.name,
            CASE WHEN section.name = 'subscription' THEN '|| CASE WHEN t.library_owner_id = t.owner_id THEN '
                || '''{"library_owner_id":"00000000-0000-0000-0000-000000000000"}''::jsonb ELSE ''{}'' END' ELSE '' END,
            section.owner_column, sec.own_rows(section.name))
        INTO added, counted, digest USING me, p_export, pieces, section.hidden || 'owner_id'::text;
        pieces := pieces + added;
        IF counted > 0 THEN
            sections := sections || jsonb_build_object('table', section.name, 'rows', counted, 'sha256', digest,
                'returns', section.treatment = 'kept');
        END IF;
    END LOOP;
    INSERT INTO tw.export_piece (owner_id, ordinal, export_id, text, characters)
    SELECT me, 0, p_export, m.text, length(m.text) FROM (SELECT jsonb_build_object('format', 'twoway-archive', 'formatVersion', 1,
        'exportedAt', now(), 'sections', sections)::text || E'\n' AS text) m;
    RETURN pieces + 1;
END $$;

-- Takes a piece of an archive; answers how many are there. Another archive takes the place of one that is not all there.
CREATE FUNCTION sec.import_put(p_import uuid, p_ordinal int, p_text text) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me uuid := sec.uid();
    arrived record;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(me::text, 6074210003));
    DELETE FROM tw.import_piece WHERE owner_id = me AND (import_id <> p_import OR ordinal = p_ordinal);
    INSERT INTO tw.import_piece (owner_id, ordinal, import_id, text, bytes)
    VALUES (me, p_ordinal, p_import, p_text, octet_length(p_text));
    SELECT count(*) AS pieces, sum(p.bytes) AS bytes INTO arrived FROM tw.import_piece p WHERE p.owner_id = me;
    IF arrived.bytes > 67108864 THEN
        RAISE EXCEPTION 'archive|An archive may have at most 64 MiB.' USING ERRCODE = 'TW403';
    END IF;
    RETURN arrived.pieces;
END $$;

-- The rows of a section that may come in. Somebody whom one does not know, and cannot find, is not named into one's past:
-- a relationship would show the name. And a relationship that another account has here is that account's alone: a coach finds it
-- by its id.
CREATE FUNCTION sec.admissible(p_owner uuid, p_table text, p_rows jsonb[], p_out uuid[]) RETURNS boolean[]
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN CASE p_table
        WHEN 'relationship' THEN ARRAY(SELECT NOT EXISTS (SELECT FROM tw.relationship k
                    WHERE k.coach_id = (r ->> 'coach_id')::uuid AND k.id = (r ->> 'id')::uuid AND k.owner_id <> p_owner)
                AND (NOT EXISTS (SELECT FROM tw.account a WHERE a.id = (r ->> 'coach_id')::uuid)
                    OR EXISTS (SELECT FROM tw.relationship k WHERE k.owner_id = p_owner AND k.coach_id = (r ->> 'coach_id')::uuid)
                    OR (r ->> 'coach_id')::uuid <> p_owner AND sec.coach_invitable((r ->> 'coach_id')::uuid))
            FROM unnest(p_rows) WITH ORDINALITY AS u (r, n) ORDER BY n)
        -- What was read without a share was read by somebody of the relationships, which are all here by now.
        WHEN 'receipt' THEN ARRAY(SELECT CASE WHEN r ->> 'share_id' IS NOT NULL THEN (r ->> 'share_id')::uuid <> ALL (p_out)
                ELSE NOT EXISTS (SELECT FROM tw.account a WHERE a.id = (r ->> 'reader_id')::uuid)
                    OR EXISTS (SELECT FROM tw.relationship k WHERE k.owner_id = p_owner AND k.coach_id = (r ->> 'reader_id')::uuid) END
            FROM unnest(p_rows) WITH ORDINALITY AS u (r, n) ORDER BY n)
        ELSE ARRAY(SELECT coalesce((r ->> CASE WHEN p_table IN ('share', 'comment', 'prompt', 'opinion') THEN 'relationship_id'
                WHEN p_table IN ('opinion_sheet', 'opinion_rating') THEN 'opinion_id' END)::uuid <> ALL (p_out), true)
            FROM unnest(p_rows) WITH ORDINALITY AS u (r, n) ORDER BY n) END;
END $$;

-- What stands in a column when a row comes in. Consent does not move: a relationship has ended, and nobody waits for anything
-- in it; a share is revoked; a library is followed only where it could be followed anew; and who is counted is so from now on.
-- A library is private until its owner opens it again.
CREATE FUNCTION sec.arriving(p_table text, p_column text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE p_table || '.' || p_column
        WHEN 'relationship.status' THEN '''ended'''
        WHEN 'share.revoked_at' THEN 'coalesce(x.revoked_at, now())'
        WHEN 'prompt.state' THEN 'CASE x.state WHEN ''open'' THEN ''withdrawn'' ELSE x.state END'
        WHEN 'prompt.closed_at' THEN 'coalesce(x.closed_at, now())'
        WHEN 'opinion.state' THEN 'CASE WHEN x.state IN (''open'', ''sealed'') THEN ''cancelled'' ELSE x.state END'
        WHEN 'opinion.ended_at' THEN 'coalesce(x.ended_at, now())'
        WHEN 'subscription.share_statistics_since' THEN 'CASE WHEN x.share_statistics THEN now() END'
        WHEN 'library.visibility' THEN '''private'''
        WHEN 'library.latest_version' THEN 'NULL::int'
        WHEN 'subscription.library_owner_id' THEN
            'CASE x.library_owner_id WHEN ''00000000-0000-0000-0000-000000000000'' THEN $1 ELSE x.library_owner_id END'
        WHEN 'subscription.state' THEN $sql$
            CASE WHEN EXISTS (SELECT FROM tw.library l JOIN tw.library_version v ON v.owner_id = l.owner_id
                    AND v.library_id = l.id AND v.number = x.pinned_version AND v.yanked_at IS NULL
                WHERE l.id = x.library_id AND l.status IN ('published', 'deprecated') AND CASE
                    WHEN x.library_owner_id = '00000000-0000-0000-0000-000000000000' THEN l.owner_id = $1
                    ELSE l.owner_id = x.library_owner_id AND l.visibility IN ('public', 'unlisted') END)
                THEN x.state ELSE 'cancelled' END
            $sql$
        ELSE format('x.%I', p_column) END
$$;

-- Whether a row `t` that is there is the row `x` of an archive, as it was or as it comes in.
CREATE FUNCTION sec.same_row(p_table text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT 'to_jsonb(t) - $3 = to_jsonb(x) - $3' || CASE p_table
        WHEN 'relationship' THEN ' AND (t.status = x.status OR t.status = ''ended'')'
        WHEN 'share' THEN ' AND (t.revoked_at IS NOT DISTINCT FROM x.revoked_at OR x.revoked_at IS NULL)'
        WHEN 'prompt' THEN ' AND (t.state = x.state AND t.closed_at IS NOT DISTINCT FROM x.closed_at '
            || 'OR x.state = ''open'' AND t.state = ''withdrawn'')'
        WHEN 'opinion' THEN ' AND (t.state = x.state AND t.ended_at IS NOT DISTINCT FROM x.ended_at '
            || 'OR x.state IN (''open'', ''sealed'') AND t.state = ''cancelled'')'
        WHEN 'library' THEN ' AND (t.visibility = x.visibility OR t.visibility = ''private'')'
        WHEN 'subscription' THEN ' AND (t.state = x.state OR t.state = ''cancelled'') AND t.library_owner_id '
            || '= CASE x.library_owner_id WHEN ''00000000-0000-0000-0000-000000000000'' THEN $1 ELSE x.library_owner_id END'
        ELSE '' END
$$;

-- Refuses a row with the number of its line.
CREATE FUNCTION sec.refuse_line(p_line bigint, p_path text, p_reason text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION '%|%', format('archive.line[%s]%s', p_line, p_path), p_reason USING ERRCODE = 'TW400';
END $$;

-- Looks at the form of a section: every row has the same members, each a column of the table, and the key among them.
-- Answers the columns.
CREATE FUNCTION sec.section_columns(p_table text, p_rows jsonb[], p_first bigint) RETURNS text[]
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    known text[];
    columns text[];
    wrong record;
BEGIN
    SELECT array_agg(a.attname::text) INTO known FROM pg_attribute a
    WHERE a.attrelid = format('tw.%I', p_table)::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attname <> 'owner_id';
    SELECT n, r INTO wrong FROM unnest(p_rows) WITH ORDINALITY AS u (r, n) WHERE jsonb_typeof(r) IS DISTINCT FROM 'object' LIMIT 1;
    IF FOUND THEN
        PERFORM sec.refuse_line(p_first + wrong.n - 1, '.row', 'must be an object');
    END IF;
    columns := ARRAY(SELECT jsonb_object_keys(p_rows[1]) ORDER BY 1);
    SELECT c AS name INTO wrong FROM unnest(columns) c WHERE c <> ALL (known) LIMIT 1;
    IF FOUND THEN
        PERFORM sec.refuse_line(p_first, format('.row.%s', left(wrong.name, 64)), 'is not known');
    END IF;
    SELECT k AS name INTO wrong FROM unnest(sec.key_columns(p_table)) k WHERE k <> ALL (columns) LIMIT 1;
    IF FOUND THEN
        PERFORM sec.refuse_line(p_first, format('.row.%s', wrong.name), 'is missing');
    END IF;
    SELECT n INTO wrong FROM unnest(p_rows) WITH ORDINALITY AS u (r, n)
    WHERE NOT r ?& columns OR r - columns <> '{}' ORDER BY n LIMIT 1;
    IF FOUND THEN
        PERFORM sec.refuse_line(p_first + wrong.n - 1, '.row', 'has other members than the rows before it');
    END IF;
    RETURN columns;
END $$;

-- Compares a section with what is there: every row is there and the same, and there is none besides.
CREATE FUNCTION sec.compare_section(p_owner uuid, p_section tw.archive_section, p_rows jsonb[], p_lines bigint[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' AS $$
DECLARE
    keys text[] := sec.key_columns(p_section.name);
    ignored text[];
    line bigint;
    is_there boolean;
    there bigint;
BEGIN
    ignored := ARRAY(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = format('tw.%I', p_section.name)::regclass
        AND a.attnum > 0 AND NOT a.attisdropped AND NOT p_rows[1] ? a.attname::text)
        || CASE p_section.name WHEN 'relationship' THEN '{status}' WHEN 'share' THEN '{revoked_at}'
            WHEN 'prompt' THEN '{state,closed_at}' WHEN 'opinion' THEN '{state,ended_at}' WHEN 'library' THEN '{visibility}'
            WHEN 'subscription' THEN '{state,library_owner_id,share_statistics_since}' ELSE '{}' END::text[];
    EXECUTE format($sql$
        SELECT u.line, t.owner_id IS NOT NULL FROM unnest($2, $4) AS u (r, line)
        CROSS JOIN LATERAL jsonb_populate_record(NULL::tw.%1$I, u.r) x
        LEFT JOIN tw.%1$I t ON t.owner_id = $1 AND %2$s AND %4$s
        WHERE (%3$s) IS NOT TRUE ORDER BY u.line LIMIT 1
        $sql$, p_section.name, (SELECT string_agg(format('t.%1$I = x.%1$I', k), ' AND ') FROM unnest(keys) k),
        sec.same_row(p_section.name), sec.own_rows(p_section.name))
    INTO line, is_there USING p_owner, p_rows, ignored, p_lines;
    IF is_there THEN
        RAISE EXCEPTION 'archive.line[%].row|%', line, p_section.name USING ERRCODE = 'TW401';
    END IF;
    EXECUTE format('SELECT count(*) FROM tw.%I t WHERE t.owner_id = $1 AND %s', p_section.name, sec.own_rows(p_section.name))
    INTO there USING p_owner;
    IF line IS NOT NULL OR there <> cardinality(p_rows) THEN
        RAISE EXCEPTION 'archive|The account holds something else (%).', p_section.name USING ERRCODE = 'TW402';
    END IF;
END $$;

-- Writes a section, whole; the key, the checks and the foreign keys of the table decide. When they refuse, the rows are tried
-- one by one, so that the answer can name the line.
CREATE FUNCTION sec.write_section(p_owner uuid, p_section tw.archive_section, p_columns text[], p_rows jsonb[], p_lines bigint[])
RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' AS $$
DECLARE
    columns text[] := ARRAY(SELECT c FROM unnest(p_columns) c WHERE c <> ALL (p_section.late));
    statement text;
    infinite bigint;
    what text;
    which text;
BEGIN
    statement := format('INSERT INTO tw.%1$I (owner_id, %2$s) SELECT $1, %3$s FROM unnest($2) WITH ORDINALITY AS u (r, n) '
        'CROSS JOIN LATERAL jsonb_populate_record(NULL::tw.%1$I, u.r) x ORDER BY u.n', p_section.name,
        (SELECT string_agg(quote_ident(c), ', ') FROM unnest(columns) c),
        (SELECT string_agg(sec.arriving(p_section.name, c), ', ') FROM unnest(columns) c));
    BEGIN
        EXECUTE statement USING p_owner, p_rows;
    EXCEPTION WHEN integrity_constraint_violation OR data_exception OR program_limit_exceeded THEN
        GET STACKED DIAGNOSTICS what = CONSTRAINT_NAME, which = COLUMN_NAME;
        FOR place IN 1 .. cardinality(p_rows) LOOP
            BEGIN
                EXECUTE statement USING p_owner, p_rows[place:place];
            EXCEPTION WHEN integrity_constraint_violation OR data_exception OR program_limit_exceeded THEN
                GET STACKED DIAGNOSTICS what = CONSTRAINT_NAME, which = COLUMN_NAME;
                PERFORM sec.refuse_line(p_lines[place], format('.%s', p_section.name), CASE
                    WHEN which <> '' THEN format('has no %s', which)
                    WHEN what <> '' THEN format('breaks the rule %s', what)
                    ELSE 'has a value of a wrong type' END);
            END;
        END LOOP;
        PERFORM sec.refuse_line(p_lines[1], format('.%s', p_section.name), format('breaks the rule %s', what));
    END;
    -- Times that no clock shows.
    SELECT string_agg(format('NOT isfinite(t.%I)', a.attname), ' OR ') INTO what FROM pg_attribute a
    WHERE a.attrelid = format('tw.%I', p_section.name)::regclass AND a.attnum > 0 AND NOT a.attisdropped
        AND a.atttypid IN ('timestamptz'::regtype, 'timestamp'::regtype, 'date'::regtype);
    IF what IS NOT NULL THEN
        EXECUTE format('SELECT 1 FROM tw.%I t WHERE t.owner_id = $1 AND (%s) LIMIT 1', p_section.name, what)
        INTO infinite USING p_owner;
        IF infinite IS NOT NULL THEN
            PERFORM sec.refuse_line(p_lines[1], format('.%s', p_section.name), 'has a time without an end');
        END IF;
    END IF;
END $$;

-- Identities and wordings of the questions of one's versions, as publishing one after the other wrote them (R3).
CREATE FUNCTION sec.derive_questions(p_owner uuid) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM tw.library_version v WHERE v.owner_id = p_owner
        GROUP BY v.library_id HAVING max(v.number) <> count(*))
    THEN
        RAISE EXCEPTION 'archive.library_version|The versions of a library are not all there.' USING ERRCODE = 'TW400';
    END IF;
    WITH asked AS (
        SELECT v.library_id, v.number, q ->> 'key' AS key FROM tw.library_version v,
            jsonb_array_elements(coalesce(v.document -> 'topics', '[]')) t, jsonb_array_elements(coalesce(t -> 'questions', '[]')) q
        WHERE v.owner_id = p_owner
    ), standing AS (
        SELECT library_id, key, min(number) AS first, max(number) AS last, count(*) AS times FROM asked GROUP BY library_id, key
    )
    INSERT INTO tw.question (owner_id, library_id, question_key, first_version, retired_version)
    SELECT p_owner, s.library_id, s.key, s.first, CASE WHEN s.last < n.newest THEN s.last + 1 END
    FROM standing s JOIN (SELECT v.library_id, max(v.number) AS newest FROM tw.library_version v WHERE v.owner_id = p_owner
        GROUP BY v.library_id) n USING (library_id)
    WHERE s.times = s.last - s.first + 1;
    IF EXISTS (SELECT FROM tw.library_version v, jsonb_array_elements(coalesce(v.document -> 'topics', '[]')) t,
            jsonb_array_elements(coalesce(t -> 'questions', '[]')) q
        WHERE v.owner_id = p_owner AND NOT EXISTS (SELECT FROM tw.question k WHERE k.owner_id = p_owner
            AND k.library_id = v.library_id AND k.question_key = q ->> 'key'))
    THEN
        RAISE EXCEPTION 'archive.library_version|A question key is used twice.' USING ERRCODE = 'TW400';
    END IF;
    INSERT INTO tw.question_revision (owner_id, library_id, question_key, revision, since_version, content)
    SELECT p_owner, c.library_id, c.key, row_number() OVER (PARTITION BY c.library_id, c.key ORDER BY c.number), c.number, c.content
    FROM (
        SELECT v.library_id, v.number, q ->> 'key' AS key, q - 'key' AS content,
            lag(q - 'key') OVER (PARTITION BY v.library_id, q ->> 'key' ORDER BY v.number) AS before
        FROM tw.library_version v, jsonb_array_elements(coalesce(v.document -> 'topics', '[]')) t,
            jsonb_array_elements(coalesce(t -> 'questions', '[]')) q
        WHERE v.owner_id = p_owner
    ) c WHERE c.content IS DISTINCT FROM c.before;
    UPDATE tw.library l SET latest_version = (SELECT max(v.number) FROM tw.library_version v
        WHERE v.owner_id = p_owner AND v.library_id = l.id AND v.yanked_at IS NULL)
    WHERE l.owner_id = p_owner;
END $$;

-- Holds what came in against the rules that no key, check or foreign key says.
CREATE FUNCTION sec.check_archive(p_owner uuid) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    rule record;
    broken boolean;
BEGIN
    FOR rule IN SELECT * FROM (VALUES
        ('library_version', 'A library that was published has versions, and a draft has none.', $sql$
            SELECT EXISTS (SELECT FROM tw.library l WHERE l.owner_id = $1 AND (l.status = 'draft') = EXISTS (
                SELECT FROM tw.library_version v WHERE v.owner_id = $1 AND v.library_id = l.id)) $sql$),
        ('priority', 'A set that counts has some weight.', $sql$
            SELECT EXISTS (SELECT FROM tw.priority_set s WHERE s.owner_id = $1 AND s.state IN ('active', 'frozen')
                AND NOT EXISTS (SELECT FROM tw.priority p WHERE p.owner_id = $1 AND p.priority_set_id = s.id AND p.weight > 0)) $sql$),
        ('priority', 'Ranks go with the weight mode ordinal, and there every priority has one.', $sql$
            SELECT EXISTS (SELECT FROM tw.priority_set s JOIN tw.priority p ON p.owner_id = $1 AND p.priority_set_id = s.id
                WHERE s.owner_id = $1 AND s.state <> 'draft' AND (s.weight_mode = 'ordinal') <> (p.rank IS NOT NULL)) $sql$),
        ('stage_event', 'The stages of a job follow one on the other and end where it is.', $sql$
            SELECT EXISTS (SELECT FROM tw.opportunity o LEFT JOIN LATERAL (
                    SELECT count(*) AS events, max(e.ordinal) AS newest, (array_agg(e.to_stage ORDER BY e.ordinal DESC))[1] AS stage,
                        (array_agg(e.reason ORDER BY e.ordinal DESC))[1] AS reason, bool_and(e.fits) AS fits
                    FROM (SELECT e.ordinal, e.to_stage, e.reason, CASE
                            WHEN e.ordinal = 1 THEN true
                            WHEN e.from_stage IS DISTINCT FROM lag(e.to_stage) OVER w THEN false
                            WHEN e.from_stage = 'closed' THEN e.to_stage = lag(e.from_stage) OVER w
                            WHEN e.from_stage = 'accepted' THEN false
                            WHEN e.to_stage = 'closed' THEN true
                            ELSE array_position('{interested,applied,interviewing,offer,accepted}'::text[], e.to_stage)
                                > array_position('{interested,applied,interviewing,offer,accepted}'::text[], e.from_stage) END AS fits
                        FROM tw.stage_event e WHERE e.owner_id = $1 AND e.opportunity_id = o.id
                        WINDOW w AS (ORDER BY e.ordinal)) e
                ) h ON true
                WHERE o.owner_id = $1 AND (h.events = 0 OR h.events <> h.newest OR h.stage <> o.stage
                    OR h.reason IS DISTINCT FROM o.closed_reason OR NOT h.fits)) $sql$),
        ('opportunity', 'A merged job leads to one that was not merged into itself.', $sql$
            WITH RECURSIVE way (id, next) AS (
                SELECT o.id, o.merged_into_id FROM tw.opportunity o WHERE o.owner_id = $1 AND o.merged_into_id IS NOT NULL
                UNION SELECT w.id, o.merged_into_id FROM way w JOIN tw.opportunity o ON o.owner_id = $1 AND o.id = w.next
                    WHERE o.merged_into_id IS NOT NULL
            ) SELECT EXISTS (SELECT FROM way w WHERE w.next = w.id) $sql$),
        ('plan_item', 'An item is asked exactly when it has an asking.', $sql$
            SELECT EXISTS (SELECT FROM tw.plan_item p WHERE p.owner_id = $1 AND (p.state = 'asked') <> EXISTS (
                SELECT FROM tw.asking a WHERE a.owner_id = $1 AND a.interview_id = p.interview_id AND a.item_id = p.id)) $sql$),
        ('interview', 'A closed interview has no must-ask without a fate.', $sql$
            SELECT EXISTS (SELECT FROM tw.interview i JOIN tw.plan_item p ON p.owner_id = $1 AND p.interview_id = i.id
                WHERE i.owner_id = $1 AND i.state = 'closed' AND p.must_ask AND p.state = 'planned') $sql$),
        ('removed_asking', 'An asking that was taken back stays away.', $sql$
            SELECT EXISTS (SELECT FROM tw.removed_asking r JOIN tw.asking a ON a.owner_id = $1 AND a.id = r.id
                WHERE r.owner_id = $1) $sql$),
        ('belief', 'What was believed is settled by the evidence at its own scope, and by nothing else.', $sql$
            SELECT EXISTS (SELECT FROM tw.belief b LEFT JOIN LATERAL (
                    SELECT CASE WHEN bool_and(abs(e.rating - b.expected) <= 1) THEN 'confirmed'
                        WHEN bool_and(abs(e.rating - b.expected) >= 2) THEN 'contradicted' ELSE 'mixed' END AS state
                    FROM tw.evidence e WHERE e.owner_id = $1 AND e.opportunity_id = b.opportunity_id
                        AND e.priority_key = b.priority_key AND e.scope = b.scope AND e.retired_at IS NULL AND e.strength >= 0.5
                    HAVING count(*) > 0
                ) settled ON true
                WHERE b.owner_id = $1 AND b.state <> 'dismissed' AND settled.state IS DISTINCT FROM
                    CASE WHEN b.state NOT IN ('unverified', 'planned') THEN b.state END) $sql$),
        ('contradiction', 'A contradiction does not wait for evidence that is gone.', $sql$
            SELECT EXISTS (SELECT FROM tw.contradiction c JOIN tw.evidence e ON e.owner_id = $1 AND e.id IN (c.first_id, c.second_id)
                WHERE c.owner_id = $1 AND (e.opportunity_id <> c.opportunity_id
                    OR c.state IN ('open', 'queued') AND e.retired_at IS NOT NULL)) $sql$),
        ('assessment', 'The assessments of a job are numbered without gaps.', $sql$
            SELECT EXISTS (SELECT FROM tw.assessment a WHERE a.owner_id = $1 GROUP BY a.opportunity_id
                HAVING max(a.version) <> count(*)) $sql$),
        ('comparison', 'A comparison uses one set of its job search, and one that is current the set that counts.', $sql$
            SELECT EXISTS (SELECT FROM tw.comparison c JOIN tw.priority_set s ON s.owner_id = $1 AND s.id = c.priority_set_id
                WHERE c.owner_id = $1 AND (s.job_search_id <> c.job_search_id OR s.state = 'draft'
                    OR c.state = 'current' AND s.state = 'superseded')) $sql$),
        ('comparison_entry', 'A comparison is of jobs of its job search.', $sql$
            SELECT EXISTS (SELECT FROM tw.comparison_entry e JOIN tw.comparison c ON c.owner_id = $1 AND c.id = e.comparison_id
                JOIN tw.opportunity o ON o.owner_id = $1 AND o.id = e.opportunity_id
                WHERE e.owner_id = $1 AND o.job_search_id <> c.job_search_id) $sql$),
        ('opinion', 'A second opinion says of each sheet whether it is sealed, and shows the coach''s when both are.', $sql$
            SELECT EXISTS (SELECT FROM tw.opinion o
                LEFT JOIN tw.opinion_sheet m ON m.owner_id = $1 AND m.opinion_id = o.id AND m.side = 'candidate'
                LEFT JOIN tw.opinion_sheet c ON c.owner_id = $1 AND c.opinion_id = o.id AND c.side = 'coach'
                WHERE o.owner_id = $1 AND (o.candidate_sealed <> (m.sealed_at IS NOT NULL)
                    OR (o.state = 'revealed') <> (c.opinion_id IS NOT NULL) OR c.opinion_id IS NOT NULL AND c.sealed_at IS NULL)) $sql$),
        ('opinion_rating', 'A second opinion rates what was asked, and a sealed sheet all of it.', $sql$
            SELECT EXISTS (SELECT FROM tw.opinion_rating r JOIN tw.opinion o ON o.owner_id = $1 AND o.id = r.opinion_id
                WHERE r.owner_id = $1 AND r.priority_key <> ALL (o.priority_keys))
            OR EXISTS (SELECT FROM tw.opinion o JOIN tw.opinion_sheet s ON s.owner_id = $1 AND s.opinion_id = o.id
                    AND s.sealed_at IS NOT NULL, unnest(o.priority_keys) k
                WHERE o.owner_id = $1 AND NOT EXISTS (SELECT FROM tw.opinion_rating r WHERE r.owner_id = $1
                    AND r.opinion_id = o.id AND r.side = s.side AND r.priority_key = k)) $sql$),
        ('share', 'A share of an interview is of one of the job that it is about.', $sql$
            SELECT EXISTS (SELECT FROM tw.share s JOIN tw.interview i ON i.owner_id = $1 AND i.id = s.interview_id
                WHERE s.owner_id = $1 AND i.opportunity_id <> s.opportunity_id) $sql$),
        ('decision', 'What is taken back is a decision of the same job.', $sql$
            SELECT EXISTS (SELECT FROM tw.decision d JOIN tw.decision r ON r.owner_id = $1 AND r.id = d.reverses_id
                WHERE d.owner_id = $1 AND (r.kind = 'reversal' OR r.opportunity_id <> d.opportunity_id)) $sql$),
        ('decision', 'Only an accepted job has a first day and is looked back on.', $sql$
            SELECT EXISTS (SELECT FROM tw.job_start j JOIN tw.decision d ON d.owner_id = $1 AND d.id = j.decision_id
                WHERE j.owner_id = $1 AND d.kind <> 'accept')
            OR EXISTS (SELECT FROM tw.reality_check k JOIN tw.decision d ON d.owner_id = $1 AND d.id = k.decision_id
                WHERE k.owner_id = $1 AND (d.kind <> 'accept' OR d.opportunity_id <> k.opportunity_id)) $sql$)
    ) AS r (path, reason, query) LOOP
        EXECUTE rule.query INTO broken USING p_owner;
        IF broken THEN
            RAISE EXCEPTION 'archive.%|%', rule.path, rule.reason USING ERRCODE = 'TW400';
        END IF;
    END LOOP;
END $$;

-- Whether an account holds anything that an archive would bring.
CREATE FUNCTION sec.holds_anything(p_owner uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    section text;
    holds boolean;
BEGIN
    FOR section IN SELECT s.name FROM tw.archive_section s WHERE s.treatment = 'kept' LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM tw.%I WHERE owner_id = $1)', section) INTO holds USING p_owner;
        IF holds THEN
            RETURN true;
        END IF;
    END LOOP;
    RETURN false;
END $$;

-- Writes what has to wait until all rows are there.
CREATE FUNCTION sec.write_late(p_owner uuid, p_section tw.archive_section, p_rows jsonb[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    EXECUTE format('UPDATE tw.%1$I t SET %2$s FROM unnest($2) r CROSS JOIN LATERAL jsonb_populate_record(NULL::tw.%1$I, r) x '
        'WHERE t.owner_id = $1 AND %3$s', p_section.name,
        (SELECT string_agg(format('%1$I = x.%1$I', c), ', ') FROM unnest(p_section.late) c),
        (SELECT string_agg(format('t.%1$I = x.%1$I', k), ' AND ') FROM unnest(sec.key_columns(p_section.name)) k))
    USING p_owner, p_rows;
END $$;

-- Carries out the import whose pieces are all there, in one transaction. Into an empty account it writes every row; where
-- there is something it only compares, so that bringing in the same archive twice changes nothing, and no row is ever merged
-- with another. Answers how many rows were written, how many were there, and how many were left out. Indexes are used
-- whatever the statistics say, which know nothing yet of rows that have just been written.
CREATE FUNCTION sec.import_apply(p_pieces int) RETURNS TABLE (written bigint, present bigint, left_out bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET enable_seqscan = off AS $$
DECLARE
    me uuid := sec.uid();
    archive text;
    compares boolean;
    line record;
    at_line bigint := 1;
    manifest jsonb;
    announced jsonb;
    place int := -1;
    parsed jsonb;
    body text[] := '{}';
    rows jsonb[] := '{}';
    lines bigint[];
    columns text[];
    fits boolean[];
    section tw.archive_section;
    last_position int := 0;
    seen text[] := '{}';
    out_ids uuid[] := '{}';
    late_rows jsonb[];
    late_sections tw.archive_section[] := '{}';
    late_all jsonb[] := '{}';
    holds boolean;
BEGIN
    written := 0; present := 0; left_out := 0;
    PERFORM pg_advisory_xact_lock(hashtextextended(me::text, 6074210003));
    SELECT string_agg(p.text, '' ORDER BY p.ordinal) INTO archive FROM tw.import_piece p WHERE p.owner_id = me
    HAVING count(*) = p_pieces AND max(p.ordinal) = p_pieces - 1;
    IF archive IS NULL THEN
        RAISE EXCEPTION 'params.pieces|is not the number of pieces that were sent' USING ERRCODE = 'TW400';
    END IF;
    DELETE FROM tw.import_piece WHERE owner_id = me;
    compares := sec.holds_anything(me);
    FOR line IN SELECT t.text, t.n FROM string_to_table(archive, E'\n') WITH ORDINALITY AS t (text, n) LOOP
        CONTINUE WHEN line.n > 1 AND line.text = '';
        at_line := line.n;
        parsed := line.text::jsonb;
        IF line.n = 1 THEN
            manifest := parsed;
            IF jsonb_typeof(manifest) <> 'object' OR manifest ->> 'format' IS DISTINCT FROM 'twoway-archive'
                OR jsonb_typeof(manifest -> 'sections') IS DISTINCT FROM 'array'
            THEN
                PERFORM sec.refuse_line(1, '.format', 'is not that of an archive');
            END IF;
            IF manifest -> 'formatVersion' IS DISTINCT FROM '1' THEN
                PERFORM sec.refuse_line(1, '.formatVersion', 'is not one that this server can read');
            END IF;
            CONTINUE;
        END IF;
        IF rows = '{}' THEN
            place := place + 1;
            announced := manifest -> 'sections' -> place;
            IF announced IS NULL OR jsonb_typeof(announced -> 'rows') IS DISTINCT FROM 'number' THEN
                PERFORM sec.refuse_line(line.n, '', 'is not announced in the manifest');
            END IF;
            lines := '{}';
        END IF;
        IF jsonb_typeof(parsed) <> 'object' OR parsed - '{table,row}'::text[] <> '{}' OR parsed ->> 'table' IS NULL THEN
            PERFORM sec.refuse_line(line.n, '', 'must have a table and a row');
        END IF;
        IF parsed ->> 'table' IS DISTINCT FROM announced ->> 'table' THEN
            PERFORM sec.refuse_line(line.n, '.table', 'is not the one that the manifest announces here');
        END IF;
        body := array_append(body, line.text);
        rows := array_append(rows, parsed -> 'row');
        lines := array_append(lines, line.n);
        CONTINUE WHEN cardinality(rows) < (announced ->> 'rows')::numeric;

        -- A section is complete.
        SELECT * INTO section FROM tw.archive_section s WHERE s.name = announced ->> 'table' AND s.treatment IN ('kept', 'shown');
        IF NOT FOUND THEN
            PERFORM sec.refuse_line(lines[1], '.table', 'is not known');
        END IF;
        IF section.position <= last_position THEN
            PERFORM sec.refuse_line(lines[1], '.table', 'is out of order');
        END IF;
        last_position := section.position;
        IF encode(sha256(convert_to(array_to_string(body, E'\n') || E'\n', 'UTF8')), 'hex') IS DISTINCT FROM announced ->> 'sha256' THEN
            PERFORM sec.refuse_line(lines[1], '.table', 'has other rows than the manifest says: the file was changed or cut');
        END IF;
        IF section.treatment = 'kept' THEN
            IF NOT EXISTS (SELECT FROM tw.account_role r WHERE r.account_id = me AND r.role = section.role) THEN
                RAISE EXCEPTION 'archive|The archive is of a %, and this account is none.', section.role USING ERRCODE = 'TW402';
            END IF;
            IF cardinality(rows) > section.most THEN
                RAISE EXCEPTION 'archive.%|There may be at most % of %.', section.name, section.most, section.name
                    USING ERRCODE = 'TW403';
            END IF;
            columns := sec.section_columns(section.name, rows, lines[1]);
            fits := sec.admissible(me, section.name, rows, out_ids);
            IF false = ANY (fits) THEN
                left_out := left_out + (SELECT count(*) FROM unnest(fits) f WHERE NOT f);
                out_ids := out_ids || ARRAY(SELECT (r ->> 'id')::uuid FROM unnest(rows, fits) AS u (r, f) WHERE NOT f AND r ? 'id');
                lines := ARRAY(SELECT l FROM unnest(lines, fits) WITH ORDINALITY AS u (l, f, n) WHERE f ORDER BY n);
                rows := ARRAY(SELECT r FROM unnest(rows, fits) WITH ORDINALITY AS u (r, f, n) WHERE f ORDER BY n);
            END IF;
            IF cardinality(rows) > 0 THEN
                seen := seen || section.name;
                IF compares THEN
                    PERFORM sec.compare_section(me, section, rows, lines);
                    present := present + cardinality(rows);
                ELSE
                    PERFORM sec.write_section(me, section, columns, rows, lines);
                    written := written + cardinality(rows);
                    late_rows := ARRAY(SELECT r FROM unnest(rows) r
                        WHERE EXISTS (SELECT FROM unnest(section.late) c WHERE r ->> c IS NOT NULL));
                    IF cardinality(late_rows) > 0 THEN
                        late_sections := array_append(late_sections, section);
                        late_all := array_append(late_all, to_jsonb(late_rows));
                    END IF;
                END IF;
            END IF;
        END IF;
        rows := '{}';
        body := '{}';
    END LOOP;
    IF rows <> '{}' OR place + 1 < jsonb_array_length(manifest -> 'sections') THEN
        PERFORM sec.refuse_line(at_line, '', 'is the last one, and there should be more: the file was cut');
    END IF;
    IF compares THEN
        FOR section IN SELECT * FROM tw.archive_section s WHERE s.treatment = 'kept' AND s.name <> ALL (seen) LOOP
            EXECUTE format('SELECT EXISTS (SELECT FROM tw.%I t WHERE t.owner_id = $1 AND %s)', section.name,
                sec.own_rows(section.name)) INTO holds USING me;
            IF holds THEN
                RAISE EXCEPTION 'archive|The account holds something else (%).', section.name USING ERRCODE = 'TW402';
            END IF;
        END LOOP;
    ELSE
        FOR place IN 1 .. cardinality(late_sections) LOOP
            PERFORM sec.write_late(me, late_sections[place],
                ARRAY(SELECT e FROM jsonb_array_elements(late_all[place]) e));
        END LOOP;
        PERFORM sec.derive_questions(me);
        -- An upgrade that could be taken back would open a version that was yanked.
        UPDATE tw.subscription s SET state = 'cancelled' WHERE s.owner_id = me AND s.state <> 'cancelled'
            AND EXISTS (SELECT FROM tw.upgrade_run u WHERE u.owner_id = me AND u.subscription_id = s.id
                AND u.rolled_back_at IS NULL AND NOT EXISTS (SELECT FROM tw.library_version v WHERE v.owner_id = s.library_owner_id
                    AND v.library_id = s.library_id AND v.number = u.from_version AND v.yanked_at IS NULL));
        PERFORM sec.check_archive(me);
    END IF;
    RETURN NEXT;
EXCEPTION WHEN data_exception THEN
    PERFORM sec.refuse_line(at_line, '', 'is not JSON, or has a value of a wrong type');
WHEN integrity_constraint_violation THEN
    PERFORM sec.refuse_line(at_line, '', 'refers to something that is not there');
END $$;

-- Before the libraries of somebody go, those who follow them get copies of the questions that they have planned, asked or
-- laid something over (5.8): the words were published, the name is not among them.
CREATE FUNCTION sec.leave_copies(p_owner uuid, p_subscriptions uuid[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    WITH wanted AS (
        SELECT s.owner_id, s.id AS subscription_id, s.library_id, s.pinned_version, k.key
        FROM tw.subscription s CROSS JOIN LATERAL (
            SELECT o.question_key AS key FROM tw.overlay o
            WHERE o.owner_id = s.owner_id AND o.subscription_id = s.id AND o.state <> 'orphaned'
            UNION SELECT i.question_key FROM tw.plan_item i
            WHERE i.owner_id = s.owner_id AND i.library_id = s.library_id AND NOT EXISTS (SELECT FROM tw.overlay o
                WHERE o.owner_id = s.owner_id AND o.subscription_id = s.id AND o.question_key = i.question_key)
        ) k
        WHERE s.id = ANY (p_subscriptions) AND s.library_owner_id = p_owner AND s.owner_id <> p_owner
    ), found AS (
        SELECT w.owner_id, w.subscription_id, w.key, jsonb_build_object('version', v.number, 'topic', coalesce(t ->> 'title', ''),
            'general', coalesce(t -> 'general' = 'true', false), 'question', q) AS copy,
            coalesce((SELECT max(r.revision) FROM tw.question_revision r WHERE r.owner_id = p_owner AND r.library_id = v.library_id
                AND r.question_key = w.key AND r.since_version <= v.number), 1) AS revision
        FROM wanted w JOIN tw.library_version v ON v.owner_id = p_owner AND v.library_id = w.library_id AND v.number = w.pinned_version,
            jsonb_array_elements(coalesce(v.document -> 'topics', '[]')) t, jsonb_array_elements(coalesce(t -> 'questions', '[]')) q
        WHERE q ->> 'key' = w.key
    ), laid AS (
        UPDATE tw.overlay o SET state = 'orphaned', copy = f.copy, revision = o.revision + 1, updated_at = now() FROM found f
        WHERE o.owner_id = f.owner_id AND o.subscription_id = f.subscription_id AND o.question_key = f.key
        RETURNING o.owner_id, o.subscription_id, o.question_key
    )
    INSERT INTO tw.overlay (owner_id, subscription_id, question_key, base_revision, state, copy)
    SELECT f.owner_id, f.subscription_id, f.key, f.revision, 'orphaned', f.copy FROM found f
    WHERE NOT EXISTS (SELECT FROM laid l
        WHERE l.owner_id = f.owner_id AND l.subscription_id = f.subscription_id AND l.question_key = f.key);
END $$;

-- Takes somebody out of what others keep: the name out of the credit of copies, and out of answers that were kept for a
-- second call; the id out of what they were told; and whatever a coach noted about a client goes.
CREATE FUNCTION sec.forget_person(p_owner uuid) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    others uuid[] := ARRAY(
        SELECT r.coach_id FROM tw.relationship r WHERE r.owner_id = p_owner
        UNION SELECT r.owner_id FROM tw.relationship r WHERE r.coach_id = p_owner
        UNION SELECT s.owner_id FROM tw.subscription s WHERE s.library_owner_id = p_owner
        UNION SELECT s.library_owner_id FROM tw.subscription s WHERE s.owner_id = p_owner
        UNION SELECT s.library_owner_id FROM tw.suggestion s WHERE s.owner_id = p_owner
        UNION SELECT s.owner_id FROM tw.suggestion s WHERE s.library_owner_id = p_owner
        UNION SELECT l.owner_id FROM tw.library l JOIN tw.library o ON o.id = l.forked_from WHERE o.owner_id = p_owner);
    name text := (SELECT a.display_name FROM tw.account a WHERE a.id = p_owner);
    mail text := (SELECT a.email FROM tw.account a WHERE a.id = p_owner);
BEGIN
    UPDATE tw.library l SET fork_credit = CASE
        WHEN octet_length(replace(l.fork_credit, format(' by %s, version', name), ' by a former author, version')) <= 1000
        THEN replace(l.fork_credit, format(' by %s, version', name), ' by a former author, version') ELSE 'by a former author' END
    WHERE l.owner_id <> p_owner AND strpos(l.fork_credit, format(' by %s, version', name)) > 0;
    DELETE FROM tw.idempotency i WHERE i.owner_id = ANY (others) AND i.owner_id <> p_owner
        AND (position(convert_to(name, 'UTF8') IN i.response) > 0
            OR position(convert_to(btrim(to_json(name)::text, '"'), 'UTF8') IN i.response) > 0
            OR position(convert_to(mail, 'UTF8') IN i.response) > 0);
    UPDATE tw.event e SET other_id = NULL WHERE e.owner_id = ANY (others) AND e.other_id = p_owner;
    DELETE FROM tw.coach_note n USING tw.relationship r
    WHERE r.owner_id = p_owner AND n.owner_id = r.coach_id AND n.relationship_id = r.id;
    DELETE FROM tw.read_mark m USING tw.relationship r
    WHERE r.owner_id = p_owner AND m.owner_id = r.coach_id AND m.relationship_id = r.id;
END $$;

-- Takes a bite of an account whose erasure is due; answers how many rows went, 0 when nothing is due. With the first bite
-- nobody signs in any more, and the account goes with the last one; of it remains the id in the audit.
CREATE FUNCTION sec.erase_due(p_rows int) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
DECLARE
    who uuid;
    until uuid;
    followers uuid[];
    section record;
    erased bigint := 0;
    part bigint;
BEGIN
    SELECT e.owner_id, e.followers_until INTO who, until FROM tw.erasure e
    WHERE e.due_at <= now() ORDER BY e.due_at LIMIT 1 FOR UPDATE SKIP LOCKED;
    IF NOT FOUND THEN
        RETURN 0;
    END IF;
    UPDATE tw.account SET status = 'closed', password_hash = NULL WHERE id = who AND status <> 'closed';
    IF FOUND THEN
        UPDATE tw.session SET revoked_at = now() WHERE account_id = who AND revoked_at IS NULL;
        PERFORM sec.leave_relationships(who);
        PERFORM sec.forget_person(who);
    END IF;
    followers := ARRAY(SELECT s.id FROM tw.subscription s WHERE s.library_id IN (SELECT l.id FROM tw.library l WHERE l.owner_id = who)
        AND s.state <> 'cancelled' AND (until IS NULL OR s.id > until) ORDER BY s.id LIMIT 100);
    IF followers <> '{}' THEN
        PERFORM sec.leave_copies(who, followers);
        UPDATE tw.erasure SET followers_until = followers[cardinality(followers)] WHERE owner_id = who;
        RETURN cardinality(followers);
    END IF;
    FOR section IN SELECT s.name FROM tw.archive_section s
        WHERE s.owner_column = 'owner_id' AND s.treatment <> 'left_out' ORDER BY s.position DESC
    LOOP
        EXECUTE format('DELETE FROM tw.%1$I WHERE ctid = ANY (ARRAY(SELECT ctid FROM tw.%1$I WHERE owner_id = $1 LIMIT $2))',
            section.name) USING who, p_rows - erased;
        GET DIAGNOSTICS part = ROW_COUNT;
        erased := erased + part;
        IF erased >= p_rows THEN
            RETURN erased;
        END IF;
    END LOOP;
    DELETE FROM tw.account WHERE id = who;
    PERFORM sec.audit(NULL, 'account.erased', who, NULL);
    RETURN erased + 1;
END $$;

-- Throws away archives of a day ago; answers how many pieces went.
CREATE FUNCTION sec.sweep_archives() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    swept bigint;
    part bigint;
BEGIN
    DELETE FROM tw.export_piece WHERE (owner_id, ordinal) IN (SELECT p.owner_id, p.ordinal FROM tw.export_piece p
        WHERE p.made_at < now() - interval '1 day' LIMIT 200);
    GET DIAGNOSTICS swept = ROW_COUNT;
    DELETE FROM tw.import_piece WHERE (owner_id, ordinal) IN (SELECT p.owner_id, p.ordinal FROM tw.import_piece p
        WHERE p.arrived_at < now() - interval '1 day' LIMIT 200);
    GET DIAGNOSTICS part = ROW_COUNT;
    RETURN swept + part;
END $$;

GRANT EXECUTE ON FUNCTION sec.export_make(uuid), sec.import_put(uuid, int, text), sec.import_apply(int)
    TO tw_candidate, tw_coach;
GRANT EXECUTE ON FUNCTION sec.erase_due(int) TO tw_auth, tw_admin;
GRANT EXECUTE ON FUNCTION sec.sweep_archives() TO tw_auth;

SET LOCAL ROLE tw_definer;
SET LOCAL search_path = sec;
REVOKE CREATE ON SCHEMA sec FROM tw_archivist;

-- Orders the erasure of the account that is signed in, in 14 days; answers the day, which an earlier order keeps. NULL when
-- the password is no longer the one that was compared.
CREATE FUNCTION sec.erasure_order(p_password_hash text) RETURNS timestamptz
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me uuid := sec.uid();
BEGIN
    PERFORM FROM tw.account a WHERE a.id = me AND a.status = 'active' AND a.password_hash = p_password_hash FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    INSERT INTO tw.erasure (owner_id, due_at) VALUES (me, now() + interval '14 days') ON CONFLICT DO NOTHING;
    RETURN (SELECT e.due_at FROM tw.erasure e WHERE e.owner_id = me);
END $$;

-- Ends every relationship of an account that is about to go, so that its shares are dead, nobody waits for an answer, what a
-- coach thought and never revealed goes, and the other side is told: at once, and not when the transaction ends, since
-- nobody's name is to be found in it afterwards.
CREATE FUNCTION sec.leave_relationships(p_account uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE tw.relationship SET status = 'ended', revision = revision + 1, updated_at = now()
    WHERE (owner_id = p_account OR coach_id = p_account) AND status <> 'ended';
    SET CONSTRAINTS tw.numbered_at_commit IMMEDIATE;
END $$;

-- Takes the order back; false when there is none.
CREATE FUNCTION sec.erasure_cancel() RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    DELETE FROM tw.erasure WHERE owner_id = sec.uid();
    RETURN FOUND;
END $$;

-- When an account is to be erased, if it is.
CREATE FUNCTION sec.erasure_due(p_account uuid) RETURNS timestamptz
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (SELECT e.due_at FROM tw.erasure e WHERE e.owner_id = p_account);
END $$;

GRANT EXECUTE ON FUNCTION sec.erasure_cancel() TO tw_candidate, tw_coach;
GRANT EXECUTE ON FUNCTION sec.erasure_order(text), sec.erasure_due(uuid) TO tw_auth;
GRANT EXECUTE ON FUNCTION sec.leave_relationships(uuid) TO tw_archivist;

SET LOCAL ROLE tw_owner;
