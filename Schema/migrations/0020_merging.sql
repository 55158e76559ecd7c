-- Two records of the same employer, person or job become one, and nothing is lost.
--
-- Employers are merged with the rights of the candidate. People and jobs need columns that a candidate may not edit, so
-- that is done by functions with the rights of tw_definer, for the account that is signed in and for nothing else.
-- Errors, beside those of 0011:   TW104 a job that was merged takes nothing more

SET LOCAL search_path = tw;

-- A merged job stays closed and merged.
CREATE FUNCTION tw.keep_merged() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NEW.stage <> 'closed' OR NEW.merged_into_id IS DISTINCT FROM OLD.merged_into_id THEN
        RAISE EXCEPTION 'a merged opportunity is never reopened' USING ERRCODE = 'TW100';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stays_merged BEFORE UPDATE ON opportunity FOR EACH ROW WHEN (OLD.merged_into_id IS NOT NULL)
    EXECUTE FUNCTION tw.keep_merged();

-- After the foreign key has locked the job: merging locks it too, so one of both sees the other. The names of these
-- triggers come after those of the keys.
CREATE FUNCTION tw.refuse_merged() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM tw.opportunity o WHERE o.owner_id = NEW.owner_id AND o.id = NEW.opportunity_id
        AND o.merged_into_id IS NOT NULL)
    THEN
        RAISE EXCEPTION 'the opportunity was merged into another one' USING ERRCODE = 'TW104';
    END IF;
    RETURN NULL;
END $$;

DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['interview', 'evidence', 'priority_rating', 'belief', 'research_note', 'promise', 'follow_up', 'share']
    LOOP
        EXECUTE format('CREATE TRIGGER stays_out_of_merged AFTER INSERT OR UPDATE OF opportunity_id ON tw.%I '
            'FOR EACH ROW %s EXECUTE FUNCTION tw.refuse_merged()', t,
            CASE WHEN t = 'research_note' THEN 'WHEN (NEW.opportunity_id IS NOT NULL)' ELSE '' END);
    END LOOP;
END $$;

-- Evidence moves with the job that it is about, and in no other way.
CREATE OR REPLACE FUNCTION tw.keep_evidence() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE marks text[] := '{retired_at,answer_id}';
BEGIN
    IF OLD.opportunity_id <> NEW.opportunity_id AND EXISTS (SELECT FROM tw.opportunity o WHERE o.owner_id = OLD.owner_id
        AND o.id = OLD.opportunity_id AND o.merged_into_id = NEW.opportunity_id)
    THEN
        marks := marks || 'opportunity_id'::text;
    END IF;
    IF (to_jsonb(OLD) - marks) <> (to_jsonb(NEW) - marks)
        OR OLD.retired_at IS NOT NULL AND OLD.retired_at IS DISTINCT FROM NEW.retired_at
        OR NEW.answer_id IS NOT NULL AND OLD.answer_id IS DISTINCT FROM NEW.answer_id
    THEN
        RAISE EXCEPTION 'evidence is never edited' USING ERRCODE = 'TW101';
    END IF;
    RETURN NEW;
END $$;

-- What the functions below write, column by column; locking needs one column to write.
GRANT SELECT, UPDATE (stage, closed_reason, stage_note, merged_into_id, future_supervisor_id, revision, updated_at)
    ON opportunity TO tw_definer;
GRANT SELECT, UPDATE (opportunity_id, revision, updated_at) ON interview TO tw_definer;
GRANT SELECT, INSERT, DELETE ON interviewer TO tw_definer;
GRANT SELECT, UPDATE (person_id, amended_at) ON asking TO tw_definer;
GRANT SELECT, UPDATE (target_person_id) ON plan_item TO tw_definer;
GRANT UPDATE (opportunity_id) ON evidence TO tw_definer;
GRANT SELECT, UPDATE (opportunity_id) ON priority_rating TO tw_definer;
GRANT SELECT, UPDATE (opportunity_id, revision, updated_at) ON belief TO tw_definer;
GRANT SELECT, UPDATE (organisation_id, opportunity_id, revision, updated_at) ON research_note TO tw_definer;
GRANT SELECT, UPDATE (opportunity_id, person_id, revision, updated_at) ON promise TO tw_definer;
GRANT SELECT, UPDATE (opportunity_id, person_id, revision, updated_at) ON follow_up TO tw_definer;
GRANT SELECT, UPDATE (person_id) ON employer_question TO tw_definer;
GRANT SELECT, UPDATE (updated_at), DELETE ON person TO tw_definer;
-- What the triggers on these tables look at.
GRANT SELECT ON priority, answer TO tw_definer;

SET LOCAL ROLE tw_definer;
SET LOCAL search_path = sec;

-- Moves all that refers to a person to another one, and deletes the first. An asking keeps its words (R5), and is marked,
-- so that a late copy with the old person is known as the same. Whoever was an interviewer twice stays one as `p_into`.
CREATE FUNCTION sec.merge_people(p_from uuid, p_into uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me uuid := sec.uid();
BEGIN
    PERFORM FROM tw.person p WHERE p.owner_id = me AND p.id IN (p_from, p_into) ORDER BY p.id FOR UPDATE;
    IF p_from = p_into OR (SELECT count(*) FROM tw.person p WHERE p.owner_id = me AND p.id IN (p_from, p_into)) < 2 THEN
        RAISE EXCEPTION 'there are no such two people' USING ERRCODE = 'TW404';
    END IF;
    UPDATE tw.interview i SET revision = i.revision + 1, updated_at = now()
    WHERE i.owner_id = me AND i.id IN (SELECT w.interview_id FROM tw.interviewer w WHERE w.owner_id = me AND w.person_id = p_from);
    INSERT INTO tw.interviewer (owner_id, interview_id, person_id, role, position)
    SELECT me, w.interview_id, p_into, w.role, w.position FROM tw.interviewer w WHERE w.owner_id = me AND w.person_id = p_from
    ON CONFLICT (owner_id, interview_id, person_id) DO NOTHING;
    UPDATE tw.asking SET person_id = p_into, amended_at = now() WHERE owner_id = me AND person_id = p_from;
    DELETE FROM tw.interviewer WHERE owner_id = me AND person_id = p_from;
    UPDATE tw.plan_item SET target_person_id = p_into WHERE owner_id = me AND target_person_id = p_from;
    UPDATE tw.opportunity o SET future_supervisor_id = p_into, revision = o.revision + 1, updated_at = now()
    WHERE o.owner_id = me AND o.future_supervisor_id = p_from;
    UPDATE tw.promise p SET person_id = p_into, revision = p.revision + 1, updated_at = now()
    WHERE p.owner_id = me AND p.person_id = p_from;
    UPDATE tw.follow_up f SET person_id = p_into, revision = f.revision + 1, updated_at = now()
    WHERE f.owner_id = me AND f.person_id = p_from;
    UPDATE tw.employer_question SET person_id = p_into WHERE owner_id = me AND person_id = p_from;
    DELETE FROM tw.person WHERE owner_id = me AND id = p_from;
END $$;

-- Closes a job as a duplicate of another one of the same job search, revokes its live shares, and moves all that is known
-- of it over. An own rating of a priority that the other job has one of, too, stays where it is, and so does the timeline.
CREATE FUNCTION sec.merge_opportunities(p_from uuid, p_into uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me uuid := sec.uid();
    duplicate tw.opportunity;
    kept tw.opportunity;
BEGIN
    -- Interviews before jobs, as whoever corrects an interview does it.
    PERFORM FROM tw.interview i WHERE i.owner_id = me AND i.opportunity_id IN (p_from, p_into) ORDER BY i.id FOR NO KEY UPDATE;
    PERFORM FROM tw.opportunity o WHERE o.owner_id = me AND o.id IN (p_from, p_into) ORDER BY o.id FOR UPDATE;
    SELECT * INTO duplicate FROM tw.opportunity o WHERE o.owner_id = me AND o.id = p_from;
    SELECT * INTO kept FROM tw.opportunity o WHERE o.owner_id = me AND o.id = p_into;
    IF duplicate.id IS NULL OR kept.id IS NULL OR p_from = p_into OR duplicate.job_search_id <> kept.job_search_id THEN
        RAISE EXCEPTION 'there are no such two opportunities' USING ERRCODE = 'TW404';
    END IF;
    IF duplicate.merged_into_id IS NOT NULL OR kept.merged_into_id IS NOT NULL THEN
        RAISE EXCEPTION 'one of them was merged before' USING ERRCODE = 'TW104';
    END IF;
    UPDATE tw.share SET revoked_at = now() WHERE owner_id = me AND opportunity_id = p_from AND revoked_at IS NULL;
    UPDATE tw.opportunity o SET stage = 'closed', closed_reason = 'duplicate', stage_note = NULL, merged_into_id = p_into,
        revision = o.revision + 1, updated_at = now()
    WHERE o.owner_id = me AND o.id = p_from;
    UPDATE tw.interview i SET opportunity_id = p_into, revision = i.revision + 1, updated_at = now()
    WHERE i.owner_id = me AND i.opportunity_id = p_from;
    UPDATE tw.evidence SET opportunity_id = p_into WHERE owner_id = me AND opportunity_id = p_from;
    UPDATE tw.priority_rating r SET opportunity_id = p_into
    WHERE r.owner_id = me AND r.opportunity_id = p_from AND NOT EXISTS (SELECT FROM tw.priority_rating o
        WHERE o.owner_id = me AND o.opportunity_id = p_into AND o.priority_key = r.priority_key);
    UPDATE tw.belief b SET opportunity_id = p_into, revision = b.revision + 1, updated_at = now()
    WHERE b.owner_id = me AND b.opportunity_id = p_from;
    UPDATE tw.research_note n SET opportunity_id = p_into, organisation_id = kept.organisation_id, revision = n.revision + 1,
        updated_at = now()
    WHERE n.owner_id = me AND n.opportunity_id = p_from AND n.organisation_id = duplicate.organisation_id;
    UPDATE tw.promise p SET opportunity_id = p_into, revision = p.revision + 1, updated_at = now()
    WHERE p.owner_id = me AND p.opportunity_id = p_from;
    UPDATE tw.follow_up f SET opportunity_id = p_into, revision = f.revision + 1, updated_at = now()
    WHERE f.owner_id = me AND f.opportunity_id = p_from;
END $$;

GRANT EXECUTE ON FUNCTION sec.merge_people(uuid, uuid), sec.merge_opportunities(uuid, uuid) TO tw_candidate;

SET LOCAL ROLE tw_owner;
