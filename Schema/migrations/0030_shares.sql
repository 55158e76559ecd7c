-- Consent to be read, for everything that can be shared: live or as it was on a day, from either side's invitation, with
-- pauses in which nothing is read.

SET LOCAL search_path = tw;

-- A coach's invitation: a code for one candidate. Nobody learns from it whether an account exists.
CREATE TABLE client_invitation (
    owner_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    id uuid NOT NULL,
    code_sha256 bytea NOT NULL UNIQUE CHECK (octet_length(code_sha256) = 32),
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    PRIMARY KEY (owner_id, id)
);
ALTER TABLE client_invitation ENABLE ROW LEVEL SECURITY;
ALTER TABLE client_invitation FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON client_invitation TO tw_coach USING (owner_id = (SELECT sec.uid())) WITH CHECK (owner_id = (SELECT sec.uid()));
GRANT SELECT (owner_id, id, created_at, expires_at, used_at), INSERT, DELETE ON client_invitation TO tw_coach;
GRANT SELECT, UPDATE (used_at) ON client_invitation TO tw_definer;
GRANT INSERT ON relationship TO tw_definer;

-- Each side's pause is its own: nobody takes back the pause of the other.
ALTER TABLE relationship ADD COLUMN candidate_paused_at timestamptz;
ALTER TABLE relationship ADD COLUMN coach_paused_at timestamptz;
ALTER TABLE relationship NO FORCE ROW LEVEL SECURITY;
UPDATE relationship SET candidate_paused_at = updated_at WHERE status = 'paused';
ALTER TABLE relationship FORCE ROW LEVEL SECURITY;
ALTER TABLE relationship ADD CONSTRAINT relationship_paused_check
    CHECK (status = 'ended' OR (status = 'paused') = (num_nonnulls(candidate_paused_at, coach_paused_at) > 0));
GRANT UPDATE (candidate_paused_at) ON relationship TO tw_candidate;
GRANT UPDATE (coach_paused_at) ON relationship TO tw_coach;

-- What a share is about: exactly one thing, and of what belongs to interviews perhaps one interview alone.
ALTER TABLE share ADD COLUMN job_search_id uuid;
ALTER TABLE share ADD COLUMN comparison_id uuid;
ALTER TABLE share ADD COLUMN interview_id uuid;
ALTER TABLE share ADD COLUMN mode text NOT NULL DEFAULT 'live' CHECK (mode IN ('live', 'snapshot'));
-- A snapshot: what the coach reads, masked already, and the ids of the interviews or decisions in it.
ALTER TABLE share ADD COLUMN document jsonb;
ALTER TABLE share ADD COLUMN snapshot_ids uuid[] NOT NULL DEFAULT '{}'
    CHECK (cardinality(snapshot_ids) <= 200 AND array_position(snapshot_ids, NULL) IS NULL);
ALTER TABLE share ALTER COLUMN opportunity_id DROP NOT NULL;
ALTER TABLE share ADD FOREIGN KEY (owner_id, job_search_id) REFERENCES job_search ON DELETE CASCADE;
ALTER TABLE share ADD FOREIGN KEY (owner_id, comparison_id) REFERENCES comparison ON DELETE CASCADE;
ALTER TABLE share ADD FOREIGN KEY (owner_id, interview_id) REFERENCES interview ON DELETE CASCADE;
ALTER TABLE share DROP CONSTRAINT share_subject_check;
ALTER TABLE share DROP CONSTRAINT share_fields_check;
ALTER TABLE share DROP CONSTRAINT share_subject_fields_check;
ALTER TABLE share ADD CONSTRAINT share_subject_check CHECK (subject IN ('priorities', 'opportunity', 'interviews', 'plans',
    'answers', 'assessment', 'comparison', 'decision'));
ALTER TABLE share ADD CONSTRAINT share_fields_check CHECK (fields <@ ARRAY['overview', 'timeline', 'posting', 'pay', 'people',
    'names', 'priorities', 'statements', 'weights', 'trade_offs', 'intervals', 'gates', 'evidence', 'schedule', 'questions',
    'targets', 'talking_points', 'answers', 'values', 'headline', 'ranks', 'fragility', 'reasons', 'start', 'checks', 'notes']
    AND cardinality(fields) BETWEEN 1 AND 26);
ALTER TABLE share ADD CONSTRAINT share_subject_fields_check CHECK (CASE subject
    WHEN 'priorities' THEN fields <@ ARRAY['priorities', 'statements', 'weights', 'trade_offs', 'gates', 'notes']
    WHEN 'opportunity' THEN fields <@ ARRAY['overview', 'timeline', 'posting', 'pay', 'people', 'names']
    WHEN 'interviews' THEN fields <@ ARRAY['overview', 'schedule', 'people', 'names']
    WHEN 'plans' THEN fields <@ ARRAY['questions', 'targets', 'priorities', 'talking_points', 'notes']
    WHEN 'answers' THEN fields <@ ARRAY['questions', 'answers', 'values', 'people', 'names']
    WHEN 'assessment' THEN fields <@ ARRAY['weights', 'intervals', 'gates', 'evidence', 'notes']
    WHEN 'comparison' THEN fields <@ ARRAY['overview', 'headline', 'weights', 'intervals', 'gates', 'ranks', 'fragility', 'notes']
    ELSE fields <@ ARRAY['overview', 'reasons', 'weights', 'intervals', 'gates', 'evidence', 'start', 'checks', 'notes'] END);
ALTER TABLE share ADD CONSTRAINT share_anchor_check CHECK (num_nonnulls(job_search_id, opportunity_id, comparison_id) = 1
    AND CASE subject WHEN 'priorities' THEN job_search_id IS NOT NULL WHEN 'comparison' THEN comparison_id IS NOT NULL
        ELSE opportunity_id IS NOT NULL END
    AND (interview_id IS NULL OR subject IN ('interviews', 'plans', 'answers')));
ALTER TABLE share ADD CONSTRAINT share_document_check CHECK ((mode = 'snapshot') = (document IS NOT NULL)
    AND (document IS NULL OR jsonb_typeof(document) = 'object' AND octet_length(document::text) <= 2097152)
    AND (mode = 'snapshot' OR snapshot_ids = '{}'));
CREATE INDEX share_job_search ON share (owner_id, job_search_id);
CREATE INDEX share_comparison ON share (owner_id, comparison_id);
CREATE INDEX share_interview ON share (owner_id, interview_id);
-- Finding what covers a thing that a coach asks for.
CREATE INDEX share_of_coach ON share (coach_id, opportunity_id) WHERE revoked_at IS NULL;
CREATE INDEX share_search_of_coach ON share (coach_id, job_search_id) WHERE revoked_at IS NULL AND job_search_id IS NOT NULL;
CREATE INDEX share_comparison_of_coach ON share (coach_id, comparison_id) WHERE revoked_at IS NULL AND comparison_id IS NOT NULL;
CREATE INDEX share_snapshot_of_coach ON share (coach_id, subject) WHERE revoked_at IS NULL AND mode = 'snapshot';

-- What was read: the same thing as in the share, and the interview where it was one.
ALTER TABLE receipt ADD COLUMN subject text;
ALTER TABLE receipt ADD COLUMN job_search_id uuid;
ALTER TABLE receipt ADD COLUMN comparison_id uuid;
ALTER TABLE receipt ADD COLUMN interview_id uuid;
ALTER TABLE receipt ALTER COLUMN opportunity_id DROP NOT NULL;
ALTER TABLE receipt NO FORCE ROW LEVEL SECURITY;
ALTER TABLE share NO FORCE ROW LEVEL SECURITY;
ALTER TABLE receipt DISABLE TRIGGER append_only;
UPDATE receipt r SET subject = s.subject FROM share s WHERE s.owner_id = r.owner_id AND s.id = r.share_id;
ALTER TABLE receipt ENABLE TRIGGER append_only;
ALTER TABLE share FORCE ROW LEVEL SECURITY;
ALTER TABLE receipt FORCE ROW LEVEL SECURITY;
ALTER TABLE receipt ALTER COLUMN subject SET NOT NULL;
ALTER TABLE receipt ADD CONSTRAINT receipt_subject_check CHECK (subject IN ('priorities', 'opportunity', 'interviews', 'plans',
    'answers', 'assessment', 'comparison', 'decision'));
ALTER TABLE receipt ADD CONSTRAINT receipt_anchor_check CHECK (num_nonnulls(job_search_id, opportunity_id, comparison_id) = 1);
ALTER TABLE receipt ADD FOREIGN KEY (owner_id, job_search_id) REFERENCES job_search ON DELETE CASCADE;
ALTER TABLE receipt ADD FOREIGN KEY (owner_id, comparison_id) REFERENCES comparison ON DELETE CASCADE;
ALTER TABLE receipt ADD FOREIGN KEY (owner_id, interview_id) REFERENCES interview ON DELETE CASCADE;
CREATE INDEX receipt_job_search ON receipt (owner_id, job_search_id, id);
CREATE INDEX receipt_comparison ON receipt (owner_id, comparison_id, id);
CREATE INDEX receipt_interview ON receipt (owner_id, interview_id, id);
CREATE INDEX receipt_reader ON receipt (owner_id, reader_id, id);

-- Consent and its trace are lost only with what they are about.
CREATE FUNCTION tw.keep_consent() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF tw.account_exists(OLD.owner_id)
        AND (OLD.opportunity_id IS NULL
            OR EXISTS (SELECT FROM tw.opportunity o WHERE o.owner_id = OLD.owner_id AND o.id = OLD.opportunity_id))
        AND (OLD.job_search_id IS NULL
            OR EXISTS (SELECT FROM tw.job_search j WHERE j.owner_id = OLD.owner_id AND j.id = OLD.job_search_id))
        AND (OLD.comparison_id IS NULL
            OR EXISTS (SELECT FROM tw.comparison c WHERE c.owner_id = OLD.owner_id AND c.id = OLD.comparison_id))
        AND (OLD.interview_id IS NULL
            OR EXISTS (SELECT FROM tw.interview i WHERE i.owner_id = OLD.owner_id AND i.id = OLD.interview_id))
    THEN
        RAISE EXCEPTION 'a row of % is never deleted', TG_TABLE_NAME USING ERRCODE = 'TW101';
    END IF;
    RETURN OLD;
END $$;
DROP TRIGGER never_lost ON share;
DROP TRIGGER never_lost ON receipt;
CREATE TRIGGER never_lost BEFORE DELETE ON share FOR EACH ROW EXECUTE FUNCTION tw.keep_consent();
CREATE TRIGGER never_lost BEFORE DELETE ON receipt FOR EACH ROW EXECUTE FUNCTION tw.keep_consent();

-- R18: only a relationship that has not ended carries shares; and an interview is one of the opportunity that it narrows.
CREATE OR REPLACE FUNCTION tw.check_share() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE relationship_status text;
BEGIN
    SELECT r.status INTO relationship_status FROM tw.relationship r
    WHERE r.owner_id = NEW.owner_id AND r.id = NEW.relationship_id FOR SHARE;
    IF relationship_status = 'ended' OR NEW.revoked_at IS NOT NULL THEN
        RAISE EXCEPTION 'the relationship has ended' USING ERRCODE = 'TW018';
    END IF;
    IF NEW.interview_id IS NOT NULL AND NOT EXISTS (SELECT FROM tw.interview i WHERE i.owner_id = NEW.owner_id
        AND i.id = NEW.interview_id AND i.opportunity_id = NEW.opportunity_id)
    THEN
        RAISE EXCEPTION 'there is no such interview' USING ERRCODE = 'TW404';
    END IF;
    RETURN NEW;
END $$;

SET LOCAL ROLE tw_definer;

-- Who invites by a code that waits: the name, and until when; no row for a code that is wrong, used or expired, or that the
-- asker made. Whoever has the code knows the coach.
CREATE FUNCTION sec.client_invitation_of(p_code_sha256 bytea) RETURNS TABLE (coach_name text, expires_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT a.display_name, c.expires_at
    FROM tw.client_invitation c JOIN tw.account a ON a.id = c.owner_id AND a.status = 'active'
        JOIN tw.account_role r ON r.account_id = a.id AND r.role = 'coach'
    WHERE c.code_sha256 = p_code_sha256 AND c.used_at IS NULL AND c.expires_at > now() AND c.owner_id <> sec.uid();
END $$;

-- Takes a coach's invitation, once: opens an active relationship with the id p_relationship. Answers whether it did; false
-- for a code that is wrong, used or expired. An invitation of the candidate's own that waits is replaced by it.
CREATE FUNCTION sec.client_invitation_redeem(p_code_sha256 bytea, p_relationship uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me uuid := sec.uid();
    code tw.client_invitation;
BEGIN
    SELECT * INTO code FROM tw.client_invitation c
    WHERE c.code_sha256 = p_code_sha256 AND c.used_at IS NULL AND c.expires_at > now() AND c.owner_id <> me FOR UPDATE;
    IF NOT FOUND OR NOT EXISTS (SELECT FROM tw.account a JOIN tw.account_role r ON r.account_id = a.id AND r.role = 'coach'
        WHERE a.id = code.owner_id AND a.status = 'active')
    THEN
        RETURN false;
    END IF;
    UPDATE tw.relationship SET status = 'ended', revision = revision + 1, updated_at = now()
    WHERE owner_id = me AND coach_id = code.owner_id AND status = 'invited';
    INSERT INTO tw.relationship (owner_id, id, coach_id, status) VALUES (me, p_relationship, code.owner_id, 'active');
    UPDATE tw.client_invitation SET used_at = now() WHERE owner_id = code.owner_id AND id = code.id;
    RETURN true;
END $$;
GRANT EXECUTE ON FUNCTION sec.client_invitation_of(bytea), sec.client_invitation_redeem(bytea, uuid) TO tw_candidate;
SET LOCAL ROLE tw_owner;

-- What a coach reads. Every look beside a row goes to the shares that the coach may see, which are live ones in an active
-- relationship; a snapshot opens its own document and no row.
DROP POLICY reading ON receipt;
CREATE POLICY reading ON receipt FOR INSERT TO tw_coach
    WITH CHECK (reader_id = (SELECT sec.uid()) AND (SELECT true FROM share s
        WHERE s.owner_id = receipt.owner_id AND s.id = receipt.share_id AND s.subject = receipt.subject
            AND s.opportunity_id IS NOT DISTINCT FROM receipt.opportunity_id
            AND s.job_search_id IS NOT DISTINCT FROM receipt.job_search_id
            AND s.comparison_id IS NOT DISTINCT FROM receipt.comparison_id
            AND (s.interview_id IS NULL OR s.interview_id = receipt.interview_id)));

DROP POLICY shared ON opportunity;
CREATE POLICY shared ON opportunity FOR SELECT TO tw_coach
    USING (owner_id = ANY ((SELECT sec.sharing_candidates())::uuid[])
        AND (SELECT true FROM share s WHERE s.owner_id = opportunity.owner_id AND s.opportunity_id = opportunity.id
            AND s.subject IN ('opportunity', 'assessment') AND s.mode = 'live' LIMIT 1));
DROP POLICY shared ON stage_event;
CREATE POLICY shared ON stage_event FOR SELECT TO tw_coach
    USING (owner_id = ANY ((SELECT sec.sharing_candidates())::uuid[])
        AND (SELECT true FROM share s WHERE s.owner_id = stage_event.owner_id AND s.opportunity_id = stage_event.opportunity_id
            AND s.subject = 'opportunity' AND s.mode = 'live' AND s.fields && '{timeline}' LIMIT 1));
-- People: those of the employers of jobs whose people are shared, and the future supervisors; and whoever takes part in an
-- interview, or was asked in it, where that is shared with the names.
DROP POLICY shared ON person;
CREATE POLICY shared ON person FOR SELECT TO tw_coach
    USING (owner_id = ANY ((SELECT sec.sharing_candidates())::uuid[]) AND (
        (SELECT true FROM opportunity o JOIN share s ON s.owner_id = o.owner_id AND s.opportunity_id = o.id
            WHERE o.owner_id = person.owner_id
                AND (o.organisation_id = person.organisation_id OR o.future_supervisor_id = person.id)
                AND s.subject = 'opportunity' AND s.mode = 'live' AND s.fields && '{people,names}' LIMIT 1)
        OR (SELECT true FROM interviewer w JOIN interview i ON i.owner_id = w.owner_id AND i.id = w.interview_id
            JOIN share s ON s.owner_id = i.owner_id AND s.opportunity_id = i.opportunity_id
            WHERE w.owner_id = person.owner_id AND w.person_id = person.id AND (s.interview_id IS NULL OR s.interview_id = i.id)
                AND s.mode = 'live' AND s.fields && '{names}' AND (s.subject = 'interviews' OR s.subject = 'answers'
                    AND (SELECT true FROM asking a WHERE a.owner_id = w.owner_id AND a.interview_id = w.interview_id
                        AND a.person_id = w.person_id LIMIT 1)) LIMIT 1)));
DROP POLICY shared ON evidence;
CREATE POLICY shared ON evidence FOR SELECT TO tw_coach
    USING (owner_id = ANY ((SELECT sec.sharing_candidates())::uuid[]) AND retired_at IS NULL
        AND (SELECT true FROM share s WHERE s.owner_id = evidence.owner_id AND s.opportunity_id = evidence.opportunity_id
            AND s.subject = 'assessment' AND s.mode = 'live' AND s.fields && '{intervals,gates,evidence}' LIMIT 1));
DROP POLICY shared ON priority_rating;
CREATE POLICY shared ON priority_rating FOR SELECT TO tw_coach
    USING (owner_id = ANY ((SELECT sec.sharing_candidates())::uuid[])
        AND (SELECT true FROM share s WHERE s.owner_id = priority_rating.owner_id
            AND s.opportunity_id = priority_rating.opportunity_id AND s.subject = 'assessment' AND s.mode = 'live'
            AND s.fields && '{intervals,gates,evidence}' LIMIT 1));
DROP POLICY shared ON waiver;
CREATE POLICY shared ON waiver FOR SELECT TO tw_coach
    USING (owner_id = ANY ((SELECT sec.sharing_candidates())::uuid[]) AND revoked_at IS NULL
        AND (SELECT true FROM share s WHERE s.owner_id = waiver.owner_id AND s.opportunity_id = waiver.opportunity_id
            AND s.subject = 'assessment' AND s.mode = 'live' AND s.fields && '{gates}' LIMIT 1));
DROP POLICY shared ON priority_set;
CREATE POLICY shared ON priority_set FOR SELECT TO tw_coach
    USING (owner_id = ANY ((SELECT sec.sharing_candidates())::uuid[]) AND state IN ('active', 'frozen') AND (
        (SELECT true FROM share s WHERE s.owner_id = priority_set.owner_id AND s.job_search_id = priority_set.job_search_id
            AND s.subject = 'priorities' AND s.mode = 'live' LIMIT 1)
        OR (SELECT true FROM opportunity o
            JOIN share s ON s.owner_id = o.owner_id AND s.opportunity_id = o.id AND s.subject = 'assessment' AND s.mode = 'live'
            WHERE o.owner_id = priority_set.owner_id AND o.job_search_id = priority_set.job_search_id LIMIT 1)));
CREATE POLICY shared ON trade_off FOR SELECT TO tw_coach
    USING (owner_id = ANY ((SELECT sec.sharing_candidates())::uuid[])
        AND (SELECT true FROM priority_set p
            JOIN share s ON s.owner_id = p.owner_id AND s.job_search_id = p.job_search_id AND s.subject = 'priorities'
                AND s.mode = 'live' AND s.fields && '{trade_offs}'
            WHERE p.owner_id = trade_off.owner_id AND p.id = trade_off.priority_set_id LIMIT 1));

-- An interview is there for whoever reads what belongs to it: it says which opportunity that is of.
CREATE POLICY shared ON interview FOR SELECT TO tw_coach
    USING (owner_id = ANY ((SELECT sec.sharing_candidates())::uuid[])
        AND (SELECT true FROM share s WHERE s.owner_id = interview.owner_id AND s.opportunity_id = interview.opportunity_id
            AND s.subject IN ('interviews', 'plans', 'answers') AND s.mode = 'live'
            AND (s.interview_id IS NULL OR s.interview_id = interview.id) LIMIT 1));
CREATE POLICY shared ON interviewer FOR SELECT TO tw_coach
    USING (owner_id = ANY ((SELECT sec.sharing_candidates())::uuid[]) AND (
        (SELECT true FROM interview i JOIN share s ON s.owner_id = i.owner_id AND s.opportunity_id = i.opportunity_id
            WHERE i.owner_id = interviewer.owner_id AND i.id = interviewer.interview_id
                AND (s.interview_id IS NULL OR s.interview_id = i.id) AND s.subject = 'interviews' AND s.mode = 'live'
                AND s.fields && '{people,names}' LIMIT 1)
        OR (SELECT true FROM asking a WHERE a.owner_id = interviewer.owner_id AND a.interview_id = interviewer.interview_id
                AND a.person_id = interviewer.person_id
                AND (SELECT true FROM interview i JOIN share s ON s.owner_id = i.owner_id AND s.opportunity_id = i.opportunity_id
                    WHERE i.owner_id = a.owner_id AND i.id = a.interview_id
                        AND (s.interview_id IS NULL OR s.interview_id = i.id) AND s.subject = 'answers' AND s.mode = 'live'
                        AND s.fields && '{names}' LIMIT 1) LIMIT 1)));

DO $$
DECLARE
    opening record;
BEGIN
    -- What belongs to an interview: the subject, and the fields of which one opens the table.
    FOR opening IN SELECT * FROM (VALUES ('plan', 'plans', '{questions,targets,priorities,talking_points,notes}'),
        ('plan_item', 'plans', '{questions,targets,priorities}'), ('talking_point', 'plans', '{talking_points}'),
        ('asking', 'answers', '{questions,answers,values,people,names}')) AS v (name, subject, fields)
    LOOP
        EXECUTE format('CREATE POLICY shared ON tw.%1$I FOR SELECT TO tw_coach '
            'USING (owner_id = ANY ((SELECT sec.sharing_candidates())::uuid[]) AND (SELECT true FROM tw.interview i '
            'JOIN tw.share s ON s.owner_id = i.owner_id AND s.opportunity_id = i.opportunity_id '
            'WHERE i.owner_id = %1$I.owner_id AND i.id = %1$I.interview_id '
            'AND (s.interview_id IS NULL OR s.interview_id = i.id) AND s.subject = %2$L AND s.mode = ''live'' '
            'AND s.fields && %3$L LIMIT 1))', opening.name, opening.subject, opening.fields);
    END LOOP;
    -- What belongs to a decision.
    FOR opening IN SELECT * FROM (VALUES ('job_start', '{start}'), ('reality_check', '{checks}')) AS v (name, fields) LOOP
        EXECUTE format('CREATE POLICY shared ON tw.%1$I FOR SELECT TO tw_coach '
            'USING (owner_id = ANY ((SELECT sec.sharing_candidates())::uuid[]) AND (SELECT true FROM tw.decision d '
            'JOIN tw.share s ON s.owner_id = d.owner_id AND s.opportunity_id = d.opportunity_id '
            'WHERE d.owner_id = %1$I.owner_id AND d.id = %1$I.decision_id AND s.subject = ''decision'' AND s.mode = ''live'' '
            'AND s.fields && %2$L LIMIT 1))', opening.name, opening.fields);
    END LOOP;
    FOR opening IN SELECT * FROM (VALUES ('reality_rating'), ('reality_finding')) AS v (name) LOOP
        EXECUTE format('CREATE POLICY shared ON tw.%1$I FOR SELECT TO tw_coach '
            'USING (owner_id = ANY ((SELECT sec.sharing_candidates())::uuid[]) AND (SELECT true FROM tw.reality_check c '
            'WHERE c.owner_id = %1$I.owner_id AND c.id = %1$I.reality_check_id))', opening.name);
    END LOOP;
END $$;
CREATE POLICY shared ON answer FOR SELECT TO tw_coach
    USING (owner_id = ANY ((SELECT sec.sharing_candidates())::uuid[]) AND (SELECT true FROM asking a
        JOIN interview i ON i.owner_id = a.owner_id AND i.id = a.interview_id
        JOIN share s ON s.owner_id = i.owner_id AND s.opportunity_id = i.opportunity_id
        WHERE a.owner_id = answer.owner_id AND a.id = answer.asking_id AND (s.interview_id IS NULL OR s.interview_id = i.id)
            AND s.subject = 'answers' AND s.mode = 'live' AND s.fields && '{answers,values}' LIMIT 1));
CREATE POLICY shared ON comparison FOR SELECT TO tw_coach
    USING (owner_id = ANY ((SELECT sec.sharing_candidates())::uuid[])
        AND (SELECT true FROM share s WHERE s.owner_id = comparison.owner_id AND s.comparison_id = comparison.id
            AND s.mode = 'live' LIMIT 1));
CREATE POLICY shared ON decision FOR SELECT TO tw_coach
    USING (owner_id = ANY ((SELECT sec.sharing_candidates())::uuid[])
        AND (SELECT true FROM share s WHERE s.owner_id = decision.owner_id AND s.opportunity_id = decision.opportunity_id
            AND s.subject = 'decision' AND s.mode = 'live' LIMIT 1));

GRANT SELECT ON trade_off, talking_point, interviewer, plan, asking, answer, comparison, decision, job_start, reality_check,
    reality_rating, reality_finding TO tw_coach;
GRANT SELECT (owner_id, id, opportunity_id, round, title, format, scheduled_start, scheduled_end, time_zone, local_start,
    question_minutes, state, revision, updated_at) ON interview TO tw_coach;
-- Not what an item is to settle, where it comes from, or what a library says beside it.
GRANT SELECT (owner_id, id, interview_id, origin, text, target_person_id, target_role, position, must_ask, minutes, state,
    drop_reason, priorities) ON plan_item TO tw_coach;

-- The policies ask the shares themselves by now.
SET LOCAL ROLE tw_definer;
DROP FUNCTION sec.shared_organisations();
DROP FUNCTION sec.shared_people();
DROP FUNCTION sec.shared_priority_sets();
DROP FUNCTION sec.shared_opportunities(text, text[]);
DROP FUNCTION sec.active_relationships();
SET LOCAL ROLE tw_owner;
