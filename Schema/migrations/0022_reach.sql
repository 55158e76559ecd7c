-- What is asked of one row is answered by an index, however much there is of everybody else's.
--
-- A policy looks beside a row by a scalar subquery, (SELECT true FROM ... LIMIT 1): an EXISTS that stands beside others in
-- an OR may be carried out by reading the whole table into a hash, and an array of everything that is shared grows with it.

SET LOCAL search_path = tw;

-- Settling a belief asks for one priority of one job at one scope.
CREATE INDEX evidence_live_scope ON evidence (owner_id, opportunity_id, priority_key, scope) WHERE retired_at IS NULL;
CREATE INDEX belief_priority ON belief (owner_id, opportunity_id, priority_key, scope);

-- What an asking was about, beside its wording (R5): counting by priority needs no look at the items, which come and go.
ALTER TABLE asking ADD COLUMN priorities uuid[] NOT NULL DEFAULT '{}'
    CHECK (cardinality(priorities) <= 50 AND array_position(priorities, NULL) IS NULL);
-- Two who correct an answer do not merge silently (R23).
ALTER TABLE asking ADD COLUMN revision int NOT NULL DEFAULT 1 CHECK (revision > 0);
ALTER TABLE asking ADD COLUMN updated_at timestamptz NOT NULL DEFAULT now();
GRANT UPDATE (priorities, revision, updated_at) ON asking TO tw_candidate;
GRANT UPDATE (priorities) ON asking TO tw_definer;
GRANT SELECT ON plan_item TO tw_definer;
SET LOCAL ROLE tw_definer;
UPDATE tw.asking a SET priorities = p.priorities FROM tw.plan_item p
WHERE p.owner_id = a.owner_id AND p.id = a.item_id AND p.priorities <> '{}';
SET LOCAL ROLE tw_owner;
DROP INDEX asking_interview;
-- With all that counting needs, so that it reads no more than the index.
CREATE INDEX asking_interview ON asking (owner_id, interview_id, id) INCLUDE (person_id, priorities);

CREATE FUNCTION tw.note_priorities() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    NEW.priorities := coalesce((SELECT p.priorities FROM tw.plan_item p
        WHERE p.owner_id = NEW.owner_id AND p.id = NEW.item_id), '{}');
    RETURN NEW;
END $$;
CREATE TRIGGER about_priorities BEFORE INSERT ON asking FOR EACH ROW EXECUTE FUNCTION tw.note_priorities();

-- An item that is aimed anew takes along what was asked by it; one that is gone leaves it as it was.
CREATE FUNCTION tw.aim_askings() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE tw.asking SET priorities = NEW.priorities
    WHERE owner_id = NEW.owner_id AND interview_id = NEW.interview_id AND item_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER aims_askings AFTER UPDATE OF priorities ON plan_item FOR EACH ROW
    WHEN (OLD.priorities <> NEW.priorities AND NEW.state = 'asked') EXECUTE FUNCTION tw.aim_askings();

-- Names of authors.
DROP POLICY authors ON account;
CREATE POLICY authors ON account FOR SELECT TO tw_candidate, tw_coach
    USING ((SELECT true FROM library l WHERE l.owner_id = account.id LIMIT 1));

-- Questions of the newest versions, as library_version has it: for candidates one look at the library decides, for coaches
-- too. What one is pinned to is a handful of rows.
DROP POLICY pinned ON listed_word;
-- It was the library's newest in every row.
ALTER TABLE listed_word DROP COLUMN version;
DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['listed_question', 'listed_word'] LOOP
        EXECUTE format('DROP POLICY published ON tw.%I', t);
        EXECUTE format('DROP POLICY clients ON tw.%I', t);
        EXECUTE format('CREATE POLICY published ON tw.%1$I FOR SELECT TO tw_coach USING ((SELECT l.status IN '
            '(''published'', ''deprecated'') AND l.visibility IN (''public'', ''unlisted'') FROM tw.library l '
            'WHERE l.owner_id = %1$I.owner_id AND l.id = %1$I.library_id))', t);
        EXECUTE format('CREATE POLICY readable ON tw.%1$I FOR SELECT TO tw_candidate USING ((SELECT l.status IN '
            '(''published'', ''deprecated'') AND (l.visibility IN (''public'', ''unlisted'') '
            'OR l.visibility = ''clients'' AND l.owner_id = ANY ((SELECT sec.coaches())::uuid[])) FROM tw.library l '
            'WHERE l.owner_id = %1$I.owner_id AND l.id = %1$I.library_id))', t);
    END LOOP;
END $$;
CREATE POLICY pinned ON listed_word FOR SELECT TO tw_candidate
    USING (library_id IN (SELECT s.library_id FROM subscription s
        JOIN library l ON l.owner_id = s.library_owner_id AND l.id = s.library_id AND l.latest_version = s.pinned_version
        WHERE s.owner_id = (SELECT sec.uid()) AND s.state <> 'cancelled'));

-- A version lists anew only the questions that it changes.
GRANT UPDATE (version) ON listed_question TO tw_definer;
SET LOCAL ROLE tw_definer;
CREATE FUNCTION sec.questions_to_list(p_owner uuid, p_library uuid) RETURNS SETOF tw.listed_question
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT v.owner_id, v.library_id, (row_number() OVER (ORDER BY t.place DESC, q.place DESC))::int, v.number,
        coalesce(t.item ->> 'title', ''), coalesce(t.item -> 'general' = 'true', false), q.item, q.item ->> 'kind',
        ARRAY(SELECT jsonb_array_elements_text(coalesce(q.item -> 'audience', '[]'))),
        ARRAY(SELECT jsonb_array_elements_text(coalesce(q.item -> 'dimensions', '[]')))
    FROM tw.library l JOIN tw.library_version v ON v.owner_id = l.owner_id AND v.library_id = l.id
            AND v.number = l.latest_version,
        jsonb_array_elements(coalesce(v.document -> 'topics', '[]')) WITH ORDINALITY t (item, place),
        jsonb_array_elements(coalesce(t.item -> 'questions', '[]')) WITH ORDINALITY q (item, place)
    WHERE l.owner_id = p_owner AND l.id = p_library
$$;
REVOKE ALL ON FUNCTION sec.questions_to_list(uuid, uuid) FROM PUBLIC;

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
    -- Their words go with them.
    DELETE FROM tw.listed_question WHERE owner_id = p_owner AND library_id = p_library
        AND (countdown = ANY (changed) OR countdown > cardinality(wanted));
    UPDATE tw.listed_question q SET version = l.latest_version FROM tw.library l
    WHERE q.owner_id = p_owner AND q.library_id = p_library AND l.owner_id = p_owner AND l.id = p_library
        AND q.version <> l.latest_version;
    INSERT INTO tw.listed_question SELECT w.* FROM unnest(wanted) w WHERE w.countdown = ANY (changed);
    INSERT INTO tw.listed_word (owner_id, library_id, countdown, word)
    SELECT w.owner_id, w.library_id, w.countdown, word
    FROM unnest(wanted) w, unnest(tw.words(concat_ws(' ', w.content ->> 'text', w.content ->> 'purpose', w.topic))) word
    WHERE w.countdown = ANY (changed);
END $$;
SET LOCAL ROLE tw_owner;

-- What a coach reads. A share is seen while it is live and its relationship active; the rest is seen through shares. The
-- candidates come first, so that also a statement that forgot the owner goes by an index.
DROP POLICY received ON share;
CREATE POLICY received ON share FOR SELECT TO tw_coach
    USING (coach_id = (SELECT sec.uid()) AND revoked_at IS NULL AND valid_from <= now()
        AND (valid_until IS NULL OR valid_until > now())
        AND (SELECT r.status = 'active' FROM relationship r WHERE r.owner_id = share.owner_id AND r.id = share.relationship_id));
CREATE INDEX share_covering ON share (owner_id, opportunity_id, coach_id) WHERE revoked_at IS NULL;
DROP POLICY shared ON opportunity;
CREATE POLICY shared ON opportunity FOR SELECT TO tw_coach
    USING (owner_id = ANY ((SELECT sec.sharing_candidates())::uuid[])
        AND (SELECT true FROM share s WHERE s.owner_id = opportunity.owner_id AND s.opportunity_id = opportunity.id LIMIT 1));
DROP POLICY shared ON organisation;
CREATE POLICY shared ON organisation FOR SELECT TO tw_coach
    USING (owner_id = ANY ((SELECT sec.sharing_candidates())::uuid[])
        AND (SELECT true FROM opportunity o WHERE o.owner_id = organisation.owner_id AND o.organisation_id = organisation.id LIMIT 1));
-- People of the employers of jobs whose people are shared, and future supervisors.
DROP POLICY shared ON person;
CREATE POLICY shared ON person FOR SELECT TO tw_coach
    USING (owner_id = ANY ((SELECT sec.sharing_candidates())::uuid[]) AND (
        (SELECT true FROM opportunity o
            WHERE o.owner_id = person.owner_id AND o.organisation_id = person.organisation_id
                AND (SELECT true FROM share s WHERE s.owner_id = o.owner_id AND s.opportunity_id = o.id
                    AND s.subject = 'opportunity' AND s.fields && '{people,names}' LIMIT 1) LIMIT 1)
        OR (SELECT true FROM opportunity o
            WHERE o.owner_id = person.owner_id AND o.future_supervisor_id = person.id
                AND (SELECT true FROM share s WHERE s.owner_id = o.owner_id AND s.opportunity_id = o.id
                    AND s.subject = 'opportunity' AND s.fields && '{people,names}' LIMIT 1) LIMIT 1)));
DROP POLICY shared ON stage_event;
CREATE POLICY shared ON stage_event FOR SELECT TO tw_coach
    USING (owner_id = ANY ((SELECT sec.sharing_candidates())::uuid[])
        AND (SELECT true FROM share s WHERE s.owner_id = stage_event.owner_id AND s.opportunity_id = stage_event.opportunity_id
            AND s.subject = 'opportunity' AND s.fields && '{timeline}' LIMIT 1));
DROP POLICY shared ON evidence;
CREATE POLICY shared ON evidence FOR SELECT TO tw_coach
    USING (owner_id = ANY ((SELECT sec.sharing_candidates())::uuid[]) AND retired_at IS NULL
        AND (SELECT true FROM share s WHERE s.owner_id = evidence.owner_id AND s.opportunity_id = evidence.opportunity_id
            AND s.subject = 'assessment' AND s.fields && '{intervals,gates,evidence}' LIMIT 1));
DROP POLICY shared ON priority_rating;
CREATE POLICY shared ON priority_rating FOR SELECT TO tw_coach
    USING (owner_id = ANY ((SELECT sec.sharing_candidates())::uuid[])
        AND (SELECT true FROM share s WHERE s.owner_id = priority_rating.owner_id
            AND s.opportunity_id = priority_rating.opportunity_id AND s.subject = 'assessment'
            AND s.fields && '{intervals,gates,evidence}' LIMIT 1));
DROP POLICY shared ON priority_set;
CREATE POLICY shared ON priority_set FOR SELECT TO tw_coach
    USING (owner_id = ANY ((SELECT sec.sharing_candidates())::uuid[]) AND state IN ('active', 'frozen')
        AND (SELECT true FROM opportunity o
            JOIN share s ON s.owner_id = o.owner_id AND s.opportunity_id = o.id AND s.subject = 'assessment'
            WHERE o.owner_id = priority_set.owner_id AND o.job_search_id = priority_set.job_search_id LIMIT 1));
DROP POLICY shared ON priority;
CREATE POLICY shared ON priority FOR SELECT TO tw_coach
    USING (owner_id = ANY ((SELECT sec.sharing_candidates())::uuid[])
        AND (SELECT true FROM priority_set s WHERE s.owner_id = priority.owner_id AND s.id = priority.priority_set_id));
