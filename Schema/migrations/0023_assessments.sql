-- The candidate's judgement: what evidence rests on, reasoned exceptions from must-haves, and scorecards that stay as they
-- were on the day they were made.
--
-- Errors, beside those of 0011:
--   TW014 an exception from what is no must-have that counts     TW016 a final assessment changes
--   TW123 a job is accepted while a must-have stands against it  TW124 an exception that an acceptance rests on is revoked

SET LOCAL search_path = tw;

-- Evidence from research and from a promise remembers what it rests on, as that from an answer does.
ALTER TABLE evidence ADD COLUMN research_note_id uuid;
ALTER TABLE evidence ADD COLUMN promise_id uuid;
ALTER TABLE evidence ADD FOREIGN KEY (owner_id, research_note_id) REFERENCES research_note ON DELETE SET NULL (research_note_id);
ALTER TABLE evidence ADD FOREIGN KEY (owner_id, promise_id) REFERENCES promise ON DELETE SET NULL (promise_id);
ALTER TABLE evidence ADD CONSTRAINT evidence_link_check CHECK ((research_note_id IS NULL OR origin = 'research')
    AND (promise_id IS NULL OR origin = 'promise'));
CREATE INDEX evidence_research_note ON evidence (owner_id, research_note_id);
CREATE INDEX evidence_promise ON evidence (owner_id, promise_id);

-- A reasoned exception from a must-have; it is only ever revoked, never edited.
CREATE TABLE waiver (
    owner_id uuid NOT NULL,
    id uuid NOT NULL,
    opportunity_id uuid NOT NULL,
    priority_key uuid NOT NULL,
    reason text NOT NULL CHECK (octet_length(reason) BETWEEN 1 AND 1000),
    created_at timestamptz NOT NULL DEFAULT now(),
    revoked_at timestamptz,
    PRIMARY KEY (owner_id, id),
    FOREIGN KEY (owner_id, opportunity_id) REFERENCES opportunity ON DELETE CASCADE
);
CREATE UNIQUE INDEX waiver_live_key ON waiver (owner_id, opportunity_id, priority_key) WHERE revoked_at IS NULL;
CREATE INDEX waiver_opportunity ON waiver (owner_id, opportunity_id, id);

-- The candidate's own scorecard. What the job gives stays apart from whether the candidate can succeed in it; a final one
-- holds what was computed on that day.
CREATE TABLE assessment (
    owner_id uuid NOT NULL,
    id uuid NOT NULL,
    opportunity_id uuid NOT NULL,
    version int NOT NULL CHECK (version BETWEEN 1 AND 200),
    state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'final', 'superseded')),
    gives_verdict text NOT NULL CHECK (gives_verdict IN ('yes', 'rather_yes', 'rather_no', 'no', 'undecided')),
    gives_note text CHECK (octet_length(gives_note) BETWEEN 1 AND 16384),
    success_verdict text NOT NULL CHECK (success_verdict IN ('yes', 'rather_yes', 'rather_no', 'no', 'undecided')),
    success_note text CHECK (octet_length(success_note) BETWEEN 1 AND 16384),
    note text CHECK (octet_length(note) BETWEEN 1 AND 16384),
    -- As assessment.get answered it, without the notes on evidence and on own ratings.
    scorecard jsonb CHECK (jsonb_typeof(scorecard) = 'object' AND octet_length(scorecard::text) <= 1048576),
    inputs_hash text CHECK (inputs_hash ~ '^[0-9a-f]{64}$'),
    method_version text CHECK (method_version ~ '^[0-9a-z.]{1,20}$'),
    finalised_at timestamptz,
    superseded_at timestamptz,
    revision int NOT NULL DEFAULT 1 CHECK (revision > 0),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (owner_id, id),
    FOREIGN KEY (owner_id, opportunity_id) REFERENCES opportunity ON DELETE CASCADE,
    CONSTRAINT assessment_version_key UNIQUE (owner_id, opportunity_id, version),
    CONSTRAINT assessment_final_check CHECK (num_nonnulls(scorecard, inputs_hash, method_version, finalised_at)
        = CASE state WHEN 'draft' THEN 0 ELSE 4 END),
    CONSTRAINT assessment_superseded_check CHECK ((state = 'superseded') = (superseded_at IS NOT NULL))
);
CREATE UNIQUE INDEX assessment_draft_key ON assessment (owner_id, opportunity_id) WHERE state = 'draft';
CREATE UNIQUE INDEX assessment_final_key ON assessment (owner_id, opportunity_id) WHERE state = 'final';

DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['waiver', 'assessment'] LOOP
        EXECUTE format('ALTER TABLE tw.%I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('ALTER TABLE tw.%I FORCE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY own ON tw.%I TO tw_candidate USING (owner_id = (SELECT sec.uid())) '
            'WITH CHECK (owner_id = (SELECT sec.uid()))', t);
        EXECUTE format('GRANT SELECT, INSERT ON tw.%I TO tw_candidate', t);
    END LOOP;
END $$;
GRANT UPDATE (revoked_at) ON waiver TO tw_candidate;
GRANT UPDATE (state, gives_verdict, gives_note, success_verdict, success_note, note, scorecard, inputs_hash, method_version,
    finalised_at, superseded_at, revision, updated_at) ON assessment TO tw_candidate;
-- R14: where the gates are shared, so are the exceptions from them.
CREATE POLICY shared ON waiver FOR SELECT TO tw_coach
    USING (owner_id = ANY ((SELECT sec.sharing_candidates())::uuid[]) AND revoked_at IS NULL
        AND opportunity_id = ANY ((SELECT sec.shared_opportunities('assessment', '{gates}'))::uuid[]));
GRANT SELECT ON waiver TO tw_coach;
-- What the functions below write, and merging moves.
GRANT UPDATE (research_note_id, promise_id) ON evidence TO tw_definer;
GRANT SELECT, UPDATE (opportunity_id) ON waiver TO tw_definer;

CREATE FUNCTION tw.check_evidence_links() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NEW.research_note_id IS NOT NULL AND NOT EXISTS (SELECT FROM tw.opportunity o
        JOIN tw.research_note n ON n.owner_id = o.owner_id AND n.organisation_id = o.organisation_id
            AND n.id = NEW.research_note_id AND (n.opportunity_id IS NULL OR n.opportunity_id = o.id)
        WHERE o.owner_id = NEW.owner_id AND o.id = NEW.opportunity_id)
    THEN
        RAISE EXCEPTION 'there is no such research note' USING ERRCODE = 'TW404';
    END IF;
    IF NEW.promise_id IS NOT NULL AND NOT EXISTS (SELECT FROM tw.promise p
        WHERE p.owner_id = NEW.owner_id AND p.opportunity_id = NEW.opportunity_id AND p.id = NEW.promise_id)
    THEN
        RAISE EXCEPTION 'there is no such promise' USING ERRCODE = 'TW404';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER of_a_note_or_promise BEFORE INSERT ON evidence FOR EACH ROW
    WHEN (num_nonnulls(NEW.research_note_id, NEW.promise_id) > 0) EXECUTE FUNCTION tw.check_evidence_links();

-- Evidence is retired, loses what it rests on, and moves with the job that it is about; it is not edited.
CREATE OR REPLACE FUNCTION tw.keep_evidence() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE marks text[] := '{retired_at,answer_id,research_note_id,promise_id}';
BEGIN
    IF OLD.opportunity_id <> NEW.opportunity_id AND EXISTS (SELECT FROM tw.opportunity o WHERE o.owner_id = OLD.owner_id
        AND o.id = OLD.opportunity_id AND o.merged_into_id = NEW.opportunity_id)
    THEN
        marks := marks || 'opportunity_id'::text;
    END IF;
    IF (to_jsonb(OLD) - marks) <> (to_jsonb(NEW) - marks)
        OR OLD.retired_at IS NOT NULL AND OLD.retired_at IS DISTINCT FROM NEW.retired_at
        OR NEW.answer_id IS NOT NULL AND OLD.answer_id IS DISTINCT FROM NEW.answer_id
        OR NEW.research_note_id IS NOT NULL AND OLD.research_note_id IS DISTINCT FROM NEW.research_note_id
        OR NEW.promise_id IS NOT NULL AND OLD.promise_id IS DISTINCT FROM NEW.promise_id
    THEN
        RAISE EXCEPTION 'evidence is never edited' USING ERRCODE = 'TW101';
    END IF;
    RETURN NEW;
END $$;

-- R12: evidence that was rated from another class of source, or is about a job that the note no longer belongs to, does not
-- count any more. A note that stays where it is keeps what was merged away from it.
CREATE FUNCTION tw.retire_outdated_research() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE tw.evidence e SET retired_at = now()
    WHERE e.owner_id = NEW.owner_id AND e.research_note_id = NEW.id AND e.retired_at IS NULL
        AND (OLD.source_class <> NEW.source_class AND e.source_class = OLD.source_class
            OR (OLD.organisation_id, OLD.opportunity_id) IS DISTINCT FROM (NEW.organisation_id, NEW.opportunity_id)
                AND NOT EXISTS (SELECT FROM tw.opportunity o WHERE o.owner_id = e.owner_id AND o.id = e.opportunity_id
                    AND o.organisation_id = NEW.organisation_id AND (NEW.opportunity_id IS NULL OR NEW.opportunity_id = o.id)));
    RETURN NULL;
END $$;
CREATE TRIGGER retires_outdated AFTER UPDATE ON research_note FOR EACH ROW
    WHEN ((OLD.source_class, OLD.organisation_id, OLD.opportunity_id)
        IS DISTINCT FROM (NEW.source_class, NEW.organisation_id, NEW.opportunity_id))
    EXECUTE FUNCTION tw.retire_outdated_research();

-- A waiver is about a must-have of the set that counts.
CREATE FUNCTION tw.check_waiver() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NEW.revoked_at IS NOT NULL OR NOT EXISTS (SELECT FROM tw.opportunity o
        JOIN tw.priority_set s ON s.owner_id = o.owner_id AND s.job_search_id = o.job_search_id AND s.state IN ('active', 'frozen')
        JOIN tw.priority p ON p.owner_id = s.owner_id AND p.priority_set_id = s.id AND p.priority_key = NEW.priority_key
        WHERE o.owner_id = NEW.owner_id AND o.id = NEW.opportunity_id AND p.must_have)
    THEN
        RAISE EXCEPTION 'there is no such must-have' USING ERRCODE = 'TW014';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER of_a_must_have BEFORE INSERT ON waiver FOR EACH ROW EXECUTE FUNCTION tw.check_waiver();
CREATE TRIGGER stays_out_of_merged AFTER INSERT OR UPDATE OF opportunity_id ON waiver
    FOR EACH ROW EXECUTE FUNCTION tw.refuse_merged();
CREATE TRIGGER never_lost BEFORE DELETE ON waiver FOR EACH ROW EXECUTE FUNCTION tw.refuse_loss();

CREATE FUNCTION tw.keep_waiver() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    marks text[] := '{revoked_at}';
    current_stage text;
BEGIN
    IF OLD.opportunity_id <> NEW.opportunity_id AND EXISTS (SELECT FROM tw.opportunity o WHERE o.owner_id = OLD.owner_id
        AND o.id = OLD.opportunity_id AND o.merged_into_id = NEW.opportunity_id)
    THEN
        marks := marks || 'opportunity_id'::text;
    END IF;
    IF (to_jsonb(OLD) - marks) <> (to_jsonb(NEW) - marks)
        OR OLD.revoked_at IS NOT NULL AND OLD.revoked_at IS DISTINCT FROM NEW.revoked_at
    THEN
        RAISE EXCEPTION 'a waiver is only ever revoked' USING ERRCODE = 'TW101';
    END IF;
    IF OLD.revoked_at IS NULL AND NEW.revoked_at IS NOT NULL THEN
        -- Locked, so that the job is not accepted between this look and the end of the transaction.
        SELECT o.stage INTO current_stage FROM tw.opportunity o
        WHERE o.owner_id = NEW.owner_id AND o.id = NEW.opportunity_id FOR SHARE;
        IF current_stage = 'accepted' THEN
            RAISE EXCEPTION 'the job was accepted with this waiver' USING ERRCODE = 'TW124';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER append_only BEFORE UPDATE ON waiver FOR EACH ROW EXECUTE FUNCTION tw.keep_waiver();

-- The value of a rating, 0 to 1, by direction and target (DOMAIN.md 5).
CREATE FUNCTION tw.value_of_rating(p_direction text, p_target double precision, p_rating double precision) RETURNS double precision
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE p_direction WHEN 'more' THEN (p_rating - 1) / 4 WHEN 'less' THEN (5 - p_rating) / 4
        ELSE 1 - abs(p_rating - p_target) / greatest(p_target - 1, 5 - p_target) END
$$;

-- 5.3: a job is accepted when every must-have passes or is waived. The service decides the border; here rounding is given
-- room, so that it never decides a gate against the service.
CREATE FUNCTION tw.check_acceptance() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM tw.priority_set s
        JOIN tw.priority p ON p.owner_id = s.owner_id AND p.priority_set_id = s.id AND p.must_have
        LEFT JOIN tw.priority_rating own ON own.owner_id = p.owner_id AND own.opportunity_id = NEW.id
            AND own.priority_key = p.priority_key
        CROSS JOIN LATERAL (
            SELECT coalesce((1 - CASE WHEN bool_or(x.s >= 1) THEN 0
                    ELSE exp(greatest(sum(ln(greatest(1 - x.s, 1e-12))), -60)) END)
                * greatest(0, min(x.m) - sum(x.s * abs(x.u - x.m)) / nullif(sum(x.s), 0)), 0) AS lo,
                coalesce(bool_or(x.source_class = p.required_source), false) AS has_spoken
            FROM (
                SELECT e.source_class, e.strength AS s, v.u,
                    sum(e.strength * v.u) OVER () / nullif(sum(e.strength) OVER (), 0) AS m
                FROM tw.evidence e CROSS JOIN LATERAL (SELECT tw.value_of_rating(p.direction, p.target, e.rating) AS u) v
                WHERE e.owner_id = p.owner_id AND e.opportunity_id = NEW.id AND e.priority_key = p.priority_key
                    AND e.retired_at IS NULL
            ) x
        ) known
        WHERE s.owner_id = NEW.owner_id AND s.job_search_id = NEW.job_search_id AND s.state IN ('active', 'frozen')
            AND (coalesce(own.lo, known.lo) < tw.value_of_rating(p.direction, p.target, p.threshold) - 1e-6
                OR p.required_source IS NOT NULL AND NOT known.has_spoken)
            AND NOT EXISTS (SELECT FROM tw.waiver w WHERE w.owner_id = p.owner_id AND w.opportunity_id = NEW.id
                AND w.priority_key = p.priority_key AND w.revoked_at IS NULL))
    THEN
        RAISE EXCEPTION 'a must-have stands against it' USING ERRCODE = 'TW123';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER must_haves BEFORE UPDATE OF stage ON opportunity FOR EACH ROW
    WHEN (NEW.stage = 'accepted' AND OLD.stage <> 'accepted') EXECUTE FUNCTION tw.check_acceptance();
GRANT EXECUTE ON FUNCTION tw.value_of_rating(text, double precision, double precision) TO tw_candidate, tw_definer;

-- R16: a final assessment is only ever superseded. Versions of a job are numbered without gaps.
CREATE FUNCTION tw.keep_assessment() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE moving text[] := '{state,superseded_at,revision,updated_at}';
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'draft' THEN
            RAISE EXCEPTION 'an assessment starts as a draft' USING ERRCODE = 'TW100';
        END IF;
        IF NEW.version <> 1 + coalesce((SELECT max(a.version) FROM tw.assessment a
            WHERE a.owner_id = NEW.owner_id AND a.opportunity_id = NEW.opportunity_id), 0)
        THEN
            RAISE EXCEPTION 'version % is not the next one', NEW.version USING ERRCODE = 'TW016';
        END IF;
    ELSIF OLD.state <> 'draft' AND (OLD.state = NEW.state OR (to_jsonb(OLD) - moving) <> (to_jsonb(NEW) - moving))
        OR (OLD.owner_id, OLD.id, OLD.opportunity_id, OLD.version, OLD.created_at)
            <> (NEW.owner_id, NEW.id, NEW.opportunity_id, NEW.version, NEW.created_at)
    THEN
        RAISE EXCEPTION 'a final assessment is never edited' USING ERRCODE = 'TW016';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER frozen BEFORE INSERT OR UPDATE ON assessment FOR EACH ROW EXECUTE FUNCTION tw.keep_assessment();
CREATE TRIGGER life_cycle BEFORE UPDATE OF state ON assessment FOR EACH ROW WHEN (OLD.state <> NEW.state)
    EXECUTE FUNCTION tw.follow_life_cycle('state', 'draft>final', 'final>superseded');
CREATE TRIGGER never_lost BEFORE DELETE ON assessment FOR EACH ROW EXECUTE FUNCTION tw.refuse_loss();
CREATE TRIGGER stays_out_of_merged AFTER INSERT ON assessment FOR EACH ROW EXECUTE FUNCTION tw.refuse_merged();

SET LOCAL ROLE tw_definer;
SET LOCAL search_path = sec;

-- R12: deleting a note or a promise retires its evidence.
CREATE FUNCTION sec.retire_evidence_of_note() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE tw.evidence SET retired_at = coalesce(retired_at, now()), research_note_id = NULL
    WHERE owner_id = OLD.owner_id AND research_note_id = OLD.id;
    RETURN OLD;
END $$;

CREATE FUNCTION sec.retire_evidence_of_promise() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE tw.evidence SET retired_at = coalesce(retired_at, now()), promise_id = NULL
    WHERE owner_id = OLD.owner_id AND promise_id = OLD.id;
    RETURN OLD;
END $$;

-- The waivers of a duplicate go over to the job that it was merged into, unless that one waives the same. Assessments stay
-- where they were made, as the timeline does.
CREATE FUNCTION sec.move_waivers() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE tw.waiver w SET opportunity_id = NEW.merged_into_id
    WHERE w.owner_id = NEW.owner_id AND w.opportunity_id = NEW.id
        AND (w.revoked_at IS NOT NULL OR NOT EXISTS (SELECT FROM tw.waiver o WHERE o.owner_id = w.owner_id
            AND o.opportunity_id = NEW.merged_into_id AND o.priority_key = w.priority_key AND o.revoked_at IS NULL));
    RETURN NULL;
END $$;

GRANT EXECUTE ON FUNCTION sec.retire_evidence_of_note(), sec.retire_evidence_of_promise(), sec.move_waivers() TO tw_owner;

SET LOCAL ROLE tw_owner;
SET LOCAL search_path = tw;

CREATE TRIGGER retires_evidence BEFORE DELETE ON research_note FOR EACH ROW EXECUTE FUNCTION sec.retire_evidence_of_note();
CREATE TRIGGER retires_evidence BEFORE DELETE ON promise FOR EACH ROW EXECUTE FUNCTION sec.retire_evidence_of_promise();
CREATE TRIGGER moves_waivers AFTER UPDATE OF merged_into_id ON opportunity FOR EACH ROW
    WHEN (OLD.merged_into_id IS NULL AND NEW.merged_into_id IS NOT NULL) EXECUTE FUNCTION sec.move_waivers();
