-- Documents are opened on nearly every reading and packed on every publishing: LZ4 does both in a fraction of the time.
-- And the list of a library's questions no longer repeats the number of the version in every one of them.

SET LOCAL search_path = tw;

-- Where PostgreSQL was built without LZ4 the documents stay as they are.
DO $$ BEGIN
    ALTER TABLE library_draft ALTER document SET COMPRESSION lz4;
    ALTER TABLE library_version ALTER document SET COMPRESSION lz4;
    ALTER TABLE question_revision ALTER content SET COMPRESSION lz4;
    ALTER TABLE listed_question ALTER content SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN
    RAISE NOTICE 'documents stay compressed by pglz';
END $$;

-- As listed_word has it: the listed version is the library's newest.
DROP POLICY pinned ON listed_question;
CREATE POLICY pinned ON listed_question FOR SELECT TO tw_candidate
    USING (library_id IN (SELECT s.library_id FROM subscription s
        JOIN library l ON l.owner_id = s.library_owner_id AND l.id = s.library_id AND l.latest_version = s.pinned_version
        WHERE s.owner_id = (SELECT sec.uid()) AND s.state <> 'cancelled'));
ALTER TABLE listed_question DROP COLUMN version;
GRANT UPDATE (topic, general, content, kind, audience, dimensions) ON listed_question TO tw_definer;

SET LOCAL ROLE tw_definer;
CREATE OR REPLACE FUNCTION sec.questions_to_list(p_owner uuid, p_library uuid) RETURNS SETOF tw.listed_question
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT v.owner_id, v.library_id, (row_number() OVER (ORDER BY t.place DESC, q.place DESC))::int,
        coalesce(t.item ->> 'title', ''), coalesce(t.item -> 'general' = 'true', false), q.item, q.item ->> 'kind',
        ARRAY(SELECT jsonb_array_elements_text(coalesce(q.item -> 'audience', '[]'))),
        ARRAY(SELECT jsonb_array_elements_text(coalesce(q.item -> 'dimensions', '[]')))
    FROM tw.library l JOIN tw.library_version v ON v.owner_id = l.owner_id AND v.library_id = l.id
            AND v.number = l.latest_version,
        jsonb_array_elements(coalesce(v.document -> 'topics', '[]')) WITH ORDINALITY t (item, place),
        jsonb_array_elements(coalesce(t.item -> 'questions', '[]')) WITH ORDINALITY q (item, place)
    WHERE l.owner_id = p_owner AND l.id = p_library
$$;

CREATE OR REPLACE FUNCTION sec.list_questions_of(p_owner uuid, p_library uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    wanted tw.listed_question[];
    changed int[];
BEGIN
    wanted := ARRAY(SELECT q FROM sec.questions_to_list(p_owner, p_library) q);
    changed := ARRAY(SELECT w.countdown FROM unnest(wanted) w WHERE NOT EXISTS (SELECT FROM tw.listed_question q
        WHERE q.owner_id = p_owner AND q.library_id = p_library AND q.countdown = w.countdown
            AND q.topic = w.topic AND q.general = w.general AND q.content = w.content));
    -- The words of those that are no more go with them.
    DELETE FROM tw.listed_question WHERE owner_id = p_owner AND library_id = p_library AND countdown > cardinality(wanted);
    INSERT INTO tw.listed_question SELECT w.* FROM unnest(wanted) w WHERE w.countdown = ANY (changed)
    ON CONFLICT (owner_id, library_id, countdown) DO UPDATE SET topic = EXCLUDED.topic, general = EXCLUDED.general,
        content = EXCLUDED.content, kind = EXCLUDED.kind, audience = EXCLUDED.audience, dimensions = EXCLUDED.dimensions;
    -- Most words of a sharper wording were there before.
    WITH words AS MATERIALIZED (
        SELECT w.countdown, word
        FROM unnest(wanted) w, unnest(tw.words(concat_ws(' ', w.content ->> 'text', w.content ->> 'purpose', w.topic))) word
        WHERE w.countdown = ANY (changed)
    ), gone AS (
        DELETE FROM tw.listed_word l WHERE l.owner_id = p_owner AND l.library_id = p_library AND l.countdown = ANY (changed)
            AND NOT EXISTS (SELECT FROM words w WHERE w.countdown = l.countdown AND w.word = l.word)
    )
    INSERT INTO tw.listed_word (owner_id, library_id, countdown, word)
    SELECT p_owner, p_library, w.countdown, w.word FROM words w WHERE NOT EXISTS (SELECT FROM tw.listed_word l
        WHERE l.owner_id = p_owner AND l.library_id = p_library AND l.countdown = w.countdown AND l.word = w.word);
END $$;
