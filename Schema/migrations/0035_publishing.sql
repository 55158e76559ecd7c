-- Publishing takes as long as what has changed is large, whatever the planner knows of the tables: of each question that has
-- changed its words are looked up by its number, instead of all words of the library being compared with each other. And what
-- a version has changed is found without the wordings of all versions before it.

SET LOCAL search_path = tw;

CREATE INDEX question_revision_since ON question_revision (owner_id, library_id, since_version);

-- As in 0013, but each library is looked up: of an EXISTS the planner may make a hash of all that can be seen.
DROP POLICY published ON library_version;
CREATE POLICY published ON library_version FOR SELECT TO tw_candidate, tw_coach
    USING (yanked_at IS NULL AND (SELECT true FROM library l WHERE l.owner_id = library_version.owner_id
        AND l.id = library_version.library_id AND l.status IN ('published', 'deprecated')
        AND l.visibility IN ('public', 'unlisted') LIMIT 1));
DROP POLICY clients ON library_version;
CREATE POLICY clients ON library_version FOR SELECT TO tw_candidate
    USING (yanked_at IS NULL AND owner_id = ANY ((SELECT sec.coaches())::uuid[]) AND (SELECT true FROM library l
        WHERE l.owner_id = library_version.owner_id AND l.id = library_version.library_id
        AND l.status IN ('published', 'deprecated') AND l.visibility = 'clients' LIMIT 1));

SET LOCAL ROLE tw_definer;

CREATE OR REPLACE FUNCTION sec.list_questions_of(p_owner uuid, p_library uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    wanted tw.listed_question[];
    changed tw.listed_question[];
    question tw.listed_question;
    words text[];
    known text[];
BEGIN
    wanted := ARRAY(SELECT q FROM sec.questions_to_list(p_owner, p_library) q);
    changed := ARRAY(SELECT w FROM unnest(wanted) w WHERE NOT EXISTS (SELECT FROM tw.listed_question q
        WHERE q.owner_id = p_owner AND q.library_id = p_library AND q.countdown = w.countdown
            AND q.topic = w.topic AND q.general = w.general AND q.content = w.content));
    -- The words of those that are no more go with them.
    DELETE FROM tw.listed_question WHERE owner_id = p_owner AND library_id = p_library AND countdown > cardinality(wanted);
    INSERT INTO tw.listed_question SELECT w.* FROM unnest(changed) w
    ON CONFLICT (owner_id, library_id, countdown) DO UPDATE SET topic = EXCLUDED.topic, general = EXCLUDED.general,
        content = EXCLUDED.content, kind = EXCLUDED.kind, audience = EXCLUDED.audience, dimensions = EXCLUDED.dimensions;
    -- Most words of a sharper wording were there before.
    FOREACH question IN ARRAY changed LOOP
        words := tw.words(concat_ws(' ', question.content ->> 'text', question.content ->> 'purpose', question.topic));
        known := ARRAY(SELECT l.word FROM tw.listed_word l
            WHERE l.owner_id = p_owner AND l.library_id = p_library AND l.countdown = question.countdown);
        DELETE FROM tw.listed_word l WHERE l.owner_id = p_owner AND l.library_id = p_library
            AND l.countdown = question.countdown AND l.word <> ALL (words);
        INSERT INTO tw.listed_word (owner_id, library_id, countdown, word)
        SELECT p_owner, p_library, question.countdown, word FROM unnest(words) word WHERE word <> ALL (known);
    END LOOP;
END $$;

SET LOCAL ROLE tw_owner;
