-- What a coach is told of everything that can be shared: an event for each change that shows in a field of a live share.
--
-- The things are named by what a share is about: priorities by their job search, interviews, plans and answers by the
-- interview, decisions by their opportunity, a comparison by itself. Which fields a change shows in is said here beside the
-- columns, as in the masks of the model; a column that no field opens tells nothing.

SET LOCAL search_path = tw;

-- What is saved again as it was is no change, and is not written again.
GRANT UPDATE (text, story_id) ON talking_point TO tw_candidate;

-- Coming interviews of the candidates of a coach, whatever their state, which may be closed to the coach.
CREATE INDEX interview_time ON interview (owner_id, scheduled_start) WHERE scheduled_start IS NOT NULL;

GRANT SELECT ON decision TO tw_definer;

DROP POLICY own_as_coach ON event;
-- As before; what belongs to an interview is open by a share of all of the opportunity's, or of this one.
CREATE POLICY own_as_coach ON event FOR SELECT TO tw_coach
    USING (owner_id = (SELECT sec.uid()) AND side = 'coach' AND CASE
        WHEN subject_kind = 'relationship' OR kind = 'share_revoked' THEN true
        WHEN subject_kind = 'share' THEN (SELECT true FROM share s
            WHERE s.owner_id = event.other_id AND s.id = event.subject_id LIMIT 1)
        WHEN subject_kind = 'suggestion' THEN (SELECT true FROM suggestion s WHERE s.id = event.subject_id LIMIT 1)
        WHEN subject_kind = 'comment' THEN (SELECT true FROM comment c
            WHERE c.owner_id = event.other_id AND c.id = event.subject_id LIMIT 1)
        WHEN subject_kind = 'prompt' THEN (SELECT true FROM prompt p
            WHERE p.owner_id = event.other_id AND p.id = event.subject_id LIMIT 1)
        WHEN subject_kind = 'opinion' THEN (SELECT true FROM opinion o
            WHERE o.owner_id = event.other_id AND o.id = event.subject_id LIMIT 1)
        WHEN subject_kind = 'priorities' THEN (SELECT true FROM share s
            WHERE s.owner_id = event.other_id AND s.job_search_id = event.subject_id AND s.coach_id = event.owner_id
                AND s.subject = event.subject_kind AND s.mode = 'live' AND s.fields && event.fields LIMIT 1)
        WHEN subject_kind = 'comparison' THEN (SELECT true FROM share s
            WHERE s.owner_id = event.other_id AND s.comparison_id = event.subject_id AND s.coach_id = event.owner_id
                AND s.subject = event.subject_kind AND s.mode = 'live' AND s.fields && event.fields LIMIT 1)
        WHEN subject_kind IN ('interviews', 'plans', 'answers') THEN (SELECT true FROM interview i
            JOIN share s ON s.owner_id = i.owner_id AND s.opportunity_id = i.opportunity_id
            WHERE i.owner_id = event.other_id AND i.id = event.subject_id AND (s.interview_id IS NULL OR s.interview_id = i.id)
                AND s.coach_id = event.owner_id AND s.subject = event.subject_kind AND s.mode = 'live'
                AND s.fields && event.fields LIMIT 1)
        WHEN fields IS NOT NULL THEN (SELECT true FROM share s
            WHERE s.owner_id = event.other_id AND s.opportunity_id = event.subject_id AND s.coach_id = event.owner_id
                AND s.subject = event.subject_kind AND s.mode = 'live' AND s.fields && event.fields LIMIT 1)
        ELSE (SELECT true FROM relationship r
            WHERE r.owner_id = event.other_id AND r.coach_id = event.owner_id AND r.status = 'active' LIMIT 1) END);

SET LOCAL ROLE tw_definer;
SET LOCAL search_path = sec;

-- Tells the coaches with a live share of what belongs to an interview that covers one of the fields.
CREATE FUNCTION sec.tell_readers_of_interview(p_kind text, p_subject text, p_owner uuid, p_interview uuid, p_fields text[])
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM sec.tell(reader.coach_id, 'coach', p_kind, p_subject, p_interview, p_owner, p_fields) FROM (
        SELECT DISTINCT s.coach_id
        FROM tw.interview i JOIN tw.share s ON s.owner_id = i.owner_id AND s.opportunity_id = i.opportunity_id
            AND (s.interview_id IS NULL OR s.interview_id = i.id)
            JOIN tw.relationship r ON r.owner_id = s.owner_id AND r.id = s.relationship_id AND r.status = 'active'
        WHERE i.owner_id = p_owner AND i.id = p_interview AND s.revoked_at IS NULL AND s.subject = p_subject AND s.mode = 'live'
            AND s.fields && p_fields AND s.valid_from <= now() AND (s.valid_until IS NULL OR s.valid_until > now())
    ) reader;
END $$;

-- For rows that come or go, once a statement. Arguments: kind, subject of the share, fields that all of it may show in.
CREATE FUNCTION sec.tell_readers_of_rows() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM sec.tell_readers_of_interview(TG_ARGV[0], TG_ARGV[1], c.owner_id, c.interview_id, TG_ARGV[2]::text[])
    FROM (SELECT DISTINCT owner_id, interview_id FROM changed) c;
    RETURN NULL;
END $$;

-- The same for answers, which know their asking.
CREATE FUNCTION sec.tell_readers_of_answers() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM sec.tell_readers_of_interview('answers_changed', 'answers', c.owner_id, c.interview_id, '{answers,values}')
    FROM (SELECT DISTINCT a.owner_id, a.interview_id FROM changed JOIN tw.asking a
        ON a.owner_id = changed.owner_id AND a.id = changed.asking_id) c;
    RETURN NULL;
END $$;

-- The fields of its share in which an edit of an interview shows; one that is new, or comes from another opportunity, shows
-- in all of them.
CREATE FUNCTION sec.tell_of_interview() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    shown text[] := '{}';
BEGIN
    IF TG_OP = 'INSERT' OR OLD.opportunity_id IS DISTINCT FROM NEW.opportunity_id THEN
        shown := '{overview,schedule,people,names}';
    ELSE
        IF (OLD.round, OLD.title, OLD.format, OLD.state) IS DISTINCT FROM (NEW.round, NEW.title, NEW.format, NEW.state) THEN
            shown := shown || 'overview'::text;
        END IF;
        IF (OLD.scheduled_start, OLD.scheduled_end, OLD.time_zone, OLD.local_start, OLD.question_minutes)
            IS DISTINCT FROM (NEW.scheduled_start, NEW.scheduled_end, NEW.time_zone, NEW.local_start, NEW.question_minutes)
        THEN
            shown := shown || 'schedule'::text;
        END IF;
    END IF;
    IF shown <> '{}' THEN
        PERFORM sec.tell_readers_of_interview('interviews_changed', 'interviews', NEW.owner_id, NEW.id, shown);
    END IF;
    RETURN NULL;
END $$;

-- The fields in which edits of the items of plans show. Their order shows in each.
CREATE FUNCTION sec.tell_of_plan_items() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM sec.tell_readers_of_interview('plans_changed', 'plans', edit.owner_id, edit.interview_id, edit.shown) FROM (
        SELECT n.owner_id, n.interview_id, array_remove(ARRAY[
            CASE WHEN bool_or((o.position, o.text, o.origin, o.must_ask, o.minutes, o.state)
                IS DISTINCT FROM (n.position, n.text, n.origin, n.must_ask, n.minutes, n.state)) THEN 'questions' END,
            CASE WHEN bool_or((o.position, o.target_person_id, o.target_role)
                IS DISTINCT FROM (n.position, n.target_person_id, n.target_role)) THEN 'targets' END,
            CASE WHEN bool_or((o.position, o.priorities) IS DISTINCT FROM (n.position, n.priorities)) THEN 'priorities' END,
            CASE WHEN bool_or(o.drop_reason IS DISTINCT FROM n.drop_reason) THEN 'notes' END], NULL) AS shown
        FROM changed n JOIN was o ON o.owner_id = n.owner_id AND o.id = n.id
        GROUP BY n.owner_id, n.interview_id
    ) edit WHERE edit.shown <> '{}';
    RETURN NULL;
END $$;

-- The fields in which the correction of an answer shows.
CREATE FUNCTION sec.tell_of_answer() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    shown text[] := '{}';
BEGIN
    IF (OLD.body, OLD.specificity, OLD.captured) IS DISTINCT FROM (NEW.body, NEW.specificity, NEW.captured) THEN
        shown := shown || 'answers'::text;
    END IF;
    IF (OLD.value_kind, OLD.value_number, OLD.value_unit, OLD.value_yes, OLD.value_day)
        IS DISTINCT FROM (NEW.value_kind, NEW.value_number, NEW.value_unit, NEW.value_yes, NEW.value_day)
    THEN
        shown := shown || 'values'::text;
    END IF;
    IF shown <> '{}' THEN
        PERFORM sec.tell_readers_of_interview('answers_changed', 'answers', a.owner_id, a.interview_id, shown)
        FROM tw.asking a WHERE a.owner_id = NEW.owner_id AND a.id = NEW.asking_id;
    END IF;
    RETURN NULL;
END $$;

-- The correction of an asking.
CREATE FUNCTION sec.tell_of_asking() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    shown text[] := '{}';
BEGIN
    IF (OLD.item_id, OLD.text, OLD.asked_at, OLD.outcome) IS DISTINCT FROM (NEW.item_id, NEW.text, NEW.asked_at, NEW.outcome) THEN
        shown := shown || 'questions'::text;
    END IF;
    IF OLD.person_id <> NEW.person_id THEN
        shown := shown || 'people'::text;
    END IF;
    IF shown <> '{}' THEN
        PERFORM sec.tell_readers_of_interview('answers_changed', 'answers', NEW.owner_id, NEW.interview_id, shown);
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION sec.tell_of_interviewer() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM sec.tell_readers_of_interview('interviews_changed', 'interviews', NEW.owner_id, NEW.interview_id, '{people}');
    RETURN NULL;
END $$;

-- A set that counts from now on is another one, and shows in each field; of one that is frozen the state shows. What rests on
-- the set that counts, the assessments of the job search, shows it, too.
CREATE FUNCTION sec.tell_of_priorities() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    is_other CONSTANT boolean := OLD.state NOT IN ('active', 'frozen');
    shown CONSTANT text[] := CASE WHEN is_other THEN '{priorities,statements,weights,trade_offs,gates,notes}'::text[]
        ELSE '{priorities}' END;
BEGIN
    PERFORM sec.tell(reader.coach_id, 'coach', 'priorities_changed', 'priorities', NEW.job_search_id, NEW.owner_id, shown) FROM (
        SELECT DISTINCT s.coach_id
        FROM tw.share s JOIN tw.relationship r ON r.owner_id = s.owner_id AND r.id = s.relationship_id AND r.status = 'active'
        WHERE s.owner_id = NEW.owner_id AND s.job_search_id = NEW.job_search_id AND s.revoked_at IS NULL AND s.mode = 'live'
            AND s.subject = 'priorities' AND s.fields && shown AND s.valid_from <= now()
            AND (s.valid_until IS NULL OR s.valid_until > now())
    ) reader;
    IF is_other THEN
        PERFORM sec.tell(reader.coach_id, 'coach', 'assessment_changed', 'assessment', reader.opportunity_id, NEW.owner_id,
            '{weights,intervals,gates,evidence,notes}') FROM (
            SELECT DISTINCT s.coach_id, s.opportunity_id
            FROM tw.share s JOIN tw.relationship r ON r.owner_id = s.owner_id AND r.id = s.relationship_id AND r.status = 'active'
                JOIN tw.opportunity o ON o.owner_id = s.owner_id AND o.id = s.opportunity_id
            WHERE s.owner_id = NEW.owner_id AND o.job_search_id = NEW.job_search_id AND s.revoked_at IS NULL AND s.mode = 'live'
                AND s.subject = 'assessment' AND s.valid_from <= now() AND (s.valid_until IS NULL OR s.valid_until > now())
        ) reader;
    END IF;
    RETURN NULL;
END $$;

-- That a comparison has grown stale, and what it is called.
CREATE FUNCTION sec.tell_of_comparison() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM sec.tell(reader.coach_id, 'coach', 'comparison_changed', 'comparison', NEW.id, NEW.owner_id, '{overview}') FROM (
        SELECT DISTINCT s.coach_id
        FROM tw.share s JOIN tw.relationship r ON r.owner_id = s.owner_id AND r.id = s.relationship_id AND r.status = 'active'
        WHERE s.owner_id = NEW.owner_id AND s.comparison_id = NEW.id AND s.revoked_at IS NULL AND s.mode = 'live'
            AND s.fields && '{overview}' AND s.valid_from <= now() AND (s.valid_until IS NULL OR s.valid_until > now())
    ) reader;
    RETURN NULL;
END $$;

CREATE FUNCTION sec.tell_of_job_start() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM sec.tell_readers('decision_changed', 'decision', d.owner_id, d.opportunity_id, '{start}')
    FROM tw.decision d WHERE d.owner_id = NEW.owner_id AND d.id = NEW.decision_id;
    RETURN NULL;
END $$;

-- A new name of somebody shows wherever names are open.
CREATE FUNCTION sec.tell_of_name() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM sec.tell_readers('opportunity_changed', 'opportunity', o.owner_id, o.id, '{names}')
    FROM tw.opportunity o
    WHERE o.owner_id = NEW.owner_id AND (o.organisation_id = NEW.organisation_id OR o.future_supervisor_id = NEW.id);
    PERFORM sec.tell_readers_of_interview('interviews_changed', 'interviews', w.owner_id, w.interview_id, '{names}')
    FROM tw.interviewer w WHERE w.owner_id = NEW.owner_id AND w.person_id = NEW.id;
    PERFORM sec.tell_readers_of_interview('answers_changed', 'answers', a.owner_id, a.interview_id, '{names}')
    FROM (SELECT DISTINCT a.owner_id, a.interview_id FROM tw.interviewer w
        JOIN tw.asking a ON a.owner_id = w.owner_id AND a.interview_id = w.interview_id AND a.person_id = w.person_id
        WHERE w.owner_id = NEW.owner_id AND w.person_id = NEW.id) a;
    RETURN NULL;
END $$;

GRANT EXECUTE ON FUNCTION sec.tell_readers_of_rows(), sec.tell_readers_of_answers(), sec.tell_of_interview(),
    sec.tell_of_interviewer(), sec.tell_of_plan_items(), sec.tell_of_answer(), sec.tell_of_asking(), sec.tell_of_priorities(), sec.tell_of_comparison(),
    sec.tell_of_job_start(), sec.tell_of_name() TO tw_owner;

SET LOCAL ROLE tw_owner;
SET LOCAL search_path = tw;

CREATE TRIGGER tells_readers AFTER UPDATE OF state ON priority_set FOR EACH ROW
    WHEN (OLD.state <> NEW.state AND NEW.state IN ('active', 'frozen')) EXECUTE FUNCTION sec.tell_of_priorities();

CREATE TRIGGER tells_readers AFTER INSERT OR UPDATE ON interview FOR EACH ROW EXECUTE FUNCTION sec.tell_of_interview();
CREATE TRIGGER tells_readers AFTER INSERT ON interviewer REFERENCING NEW TABLE AS changed FOR EACH STATEMENT
    EXECUTE FUNCTION sec.tell_readers_of_rows('interviews_changed', 'interviews', '{people}');
CREATE TRIGGER tells_readers_of_change AFTER UPDATE ON interviewer FOR EACH ROW
    WHEN ((OLD.role, OLD.position) <> (NEW.role, NEW.position)) EXECUTE FUNCTION sec.tell_of_interviewer();
CREATE TRIGGER tells_readers_of_end AFTER DELETE ON interviewer REFERENCING OLD TABLE AS changed FOR EACH STATEMENT
    EXECUTE FUNCTION sec.tell_readers_of_rows('interviews_changed', 'interviews', '{people}');

CREATE TRIGGER tells_readers AFTER INSERT ON plan_item REFERENCING NEW TABLE AS changed FOR EACH STATEMENT
    EXECUTE FUNCTION sec.tell_readers_of_rows('plans_changed', 'plans', '{questions,targets,priorities}');
CREATE TRIGGER tells_readers_of_change AFTER UPDATE ON plan_item REFERENCING OLD TABLE AS was NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION sec.tell_of_plan_items();
CREATE TRIGGER tells_readers_of_end AFTER DELETE ON plan_item REFERENCING OLD TABLE AS changed FOR EACH STATEMENT
    EXECUTE FUNCTION sec.tell_readers_of_rows('plans_changed', 'plans', '{questions,targets,priorities}');
CREATE TRIGGER tells_readers AFTER INSERT ON talking_point REFERENCING NEW TABLE AS changed FOR EACH STATEMENT
    EXECUTE FUNCTION sec.tell_readers_of_rows('plans_changed', 'plans', '{talking_points}');
CREATE TRIGGER tells_readers_of_change AFTER UPDATE ON talking_point REFERENCING NEW TABLE AS changed FOR EACH STATEMENT
    EXECUTE FUNCTION sec.tell_readers_of_rows('plans_changed', 'plans', '{talking_points}');
CREATE TRIGGER tells_readers_of_end AFTER DELETE ON talking_point REFERENCING OLD TABLE AS changed FOR EACH STATEMENT
    EXECUTE FUNCTION sec.tell_readers_of_rows('plans_changed', 'plans', '{talking_points}');

CREATE TRIGGER tells_readers AFTER INSERT ON asking REFERENCING NEW TABLE AS changed FOR EACH STATEMENT
    EXECUTE FUNCTION sec.tell_readers_of_rows('answers_changed', 'answers', '{questions,answers,values,people,names}');
CREATE TRIGGER tells_readers_of_change AFTER UPDATE ON asking FOR EACH ROW EXECUTE FUNCTION sec.tell_of_asking();
CREATE TRIGGER tells_readers_of_end AFTER DELETE ON asking REFERENCING OLD TABLE AS changed FOR EACH STATEMENT
    EXECUTE FUNCTION sec.tell_readers_of_rows('answers_changed', 'answers', '{questions,answers,values,people,names}');
CREATE TRIGGER tells_readers AFTER INSERT ON answer REFERENCING NEW TABLE AS changed FOR EACH STATEMENT
    EXECUTE FUNCTION sec.tell_readers_of_answers();
CREATE TRIGGER tells_readers_of_change AFTER UPDATE ON answer FOR EACH ROW EXECUTE FUNCTION sec.tell_of_answer();
CREATE TRIGGER tells_readers_of_end AFTER DELETE ON answer REFERENCING OLD TABLE AS changed FOR EACH STATEMENT
    EXECUTE FUNCTION sec.tell_readers_of_answers();

CREATE TRIGGER tells_readers AFTER UPDATE OF state, title ON comparison FOR EACH ROW
    WHEN ((OLD.state, OLD.title) IS DISTINCT FROM (NEW.state, NEW.title)) EXECUTE FUNCTION sec.tell_of_comparison();

CREATE TRIGGER tells_readers AFTER INSERT ON decision FOR EACH ROW
    EXECUTE FUNCTION sec.tell_readers_of_row('decision_changed', 'decision', 'opportunity_id',
        '{overview,reasons,weights,intervals,gates,evidence,start,checks,notes}');
CREATE TRIGGER tells_readers AFTER INSERT ON job_start FOR EACH ROW EXECUTE FUNCTION sec.tell_of_job_start();
CREATE TRIGGER tells_readers_of_change AFTER UPDATE OF starts_on ON job_start FOR EACH ROW
    WHEN (OLD.starts_on <> NEW.starts_on) EXECUTE FUNCTION sec.tell_of_job_start();
CREATE TRIGGER tells_readers AFTER INSERT ON reality_check FOR EACH ROW
    EXECUTE FUNCTION sec.tell_readers_of_row('decision_changed', 'decision', 'opportunity_id', '{checks}');

CREATE TRIGGER tells_readers_of_name AFTER UPDATE OF name ON person FOR EACH ROW WHEN (OLD.name <> NEW.name)
    EXECUTE FUNCTION sec.tell_of_name();
