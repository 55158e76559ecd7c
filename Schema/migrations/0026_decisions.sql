-- What was decided with the evidence of that day, and how it really was: which sources and questions told the truth.
--
-- Errors, beside those of 0011 and 0023:
--   TW016 a decision or a reality check changes       TW017 a decision and the stage of its job do not agree

SET LOCAL search_path = tw;

-- Written once. What is taken back is taken back by a row of its own (R16).
CREATE TABLE decision (
    owner_id uuid NOT NULL,
    id uuid NOT NULL,
    opportunity_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('accept', 'decline', 'withdraw', 'wait', 'reversal')),
    reasons text NOT NULL CHECK (octet_length(reasons) BETWEEN 1 AND 16384),
    -- Where the job stood before.
    stage text NOT NULL CHECK (stage IN ('interested', 'applied', 'interviewing', 'offer', 'accepted', 'closed')),
    reverses_id uuid,
    -- The set that counted and the scorecard computed from it, without the notes; absent when no set counted.
    priority_set_id uuid,
    priority_set_version int CHECK (priority_set_version > 0),
    inputs_hash text CHECK (inputs_hash ~ '^[0-9a-f]{64}$'),
    method_version text CHECK (method_version ~ '^[0-9a-z.]{1,20}$'),
    scorecard jsonb CHECK (jsonb_typeof(scorecard) = 'object' AND octet_length(scorecard::text) <= 1048576),
    decided_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (owner_id, id),
    CONSTRAINT decision_reversal_key UNIQUE (owner_id, reverses_id),
    FOREIGN KEY (owner_id, opportunity_id) REFERENCES opportunity ON DELETE CASCADE,
    FOREIGN KEY (owner_id, reverses_id) REFERENCES decision ON DELETE CASCADE,
    FOREIGN KEY (owner_id, priority_set_id) REFERENCES priority_set ON DELETE CASCADE,
    CONSTRAINT decision_reversal_check CHECK ((kind = 'reversal') = (reverses_id IS NOT NULL)),
    CONSTRAINT decision_basis_check CHECK (num_nonnulls(priority_set_id, priority_set_version, inputs_hash, method_version, scorecard)
        IN (0, CASE kind WHEN 'reversal' THEN 0 ELSE 5 END))
);
CREATE INDEX decision_opportunity ON decision (owner_id, opportunity_id, id);
CREATE INDEX decision_priority_set ON decision (owner_id, priority_set_id);

-- The first day in an accepted job.
CREATE TABLE job_start (
    owner_id uuid NOT NULL,
    decision_id uuid NOT NULL,
    starts_on date NOT NULL,
    revision int NOT NULL DEFAULT 1 CHECK (revision > 0),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (owner_id, decision_id),
    FOREIGN KEY (owner_id, decision_id) REFERENCES decision ON DELETE CASCADE
);

-- How it really is, 30, 90 and 180 days after the start (DOMAIN.md 5.10).
CREATE TABLE reality_check (
    owner_id uuid NOT NULL,
    id uuid NOT NULL,
    opportunity_id uuid NOT NULL,
    decision_id uuid NOT NULL,
    day int NOT NULL CHECK (day = 30 OR day = 90 OR day = 180),
    note text CHECK (octet_length(note) BETWEEN 1 AND 16384),
    checked_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (owner_id, id),
    CONSTRAINT reality_check_day_key UNIQUE (owner_id, opportunity_id, day),
    FOREIGN KEY (owner_id, opportunity_id) REFERENCES opportunity ON DELETE CASCADE,
    FOREIGN KEY (owner_id, decision_id) REFERENCES decision ON DELETE CASCADE
);
CREATE INDEX reality_check_decision ON reality_check (owner_id, decision_id);

CREATE TABLE reality_rating (
    owner_id uuid NOT NULL,
    reality_check_id uuid NOT NULL,
    priority_key uuid NOT NULL,
    rating int NOT NULL CHECK (rating BETWEEN 1 AND 5),
    PRIMARY KEY (owner_id, reality_check_id, priority_key),
    FOREIGN KEY (owner_id, reality_check_id) REFERENCES reality_check ON DELETE CASCADE
);

-- A piece of the evidence of that day beside how it is. What sources are worth is counted from these rows when it is asked
-- for: a count that is stored could come to disagree with them, and a person has few jobs.
CREATE TABLE reality_finding (
    owner_id uuid NOT NULL,
    reality_check_id uuid NOT NULL,
    evidence_id uuid NOT NULL,
    source_class text NOT NULL CHECK (source_class IN ('written_offer', 'future_supervisor', 'hiring_manager', 'observation',
        'peer', 'direct_report', 'skip_level', 'executive', 'recruiter', 'hr', 'published', 'hearsay')),
    rating int NOT NULL CHECK (rating BETWEEN 1 AND 5),
    actual int NOT NULL CHECK (actual BETWEEN 1 AND 5),
    PRIMARY KEY (owner_id, reality_check_id, evidence_id),
    FOREIGN KEY (owner_id, reality_check_id) REFERENCES reality_check ON DELETE CASCADE,
    FOREIGN KEY (owner_id, evidence_id) REFERENCES evidence ON DELETE CASCADE
);
CREATE INDEX reality_finding_evidence ON reality_finding (owner_id, evidence_id);
CREATE INDEX reality_finding_source ON reality_finding (owner_id, source_class);

DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['decision', 'job_start', 'reality_check', 'reality_rating', 'reality_finding'] LOOP
        EXECUTE format('ALTER TABLE tw.%I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('ALTER TABLE tw.%I FORCE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY own ON tw.%I TO tw_candidate USING (owner_id = (SELECT sec.uid())) '
            'WITH CHECK (owner_id = (SELECT sec.uid()))', t);
        EXECUTE format('GRANT SELECT, INSERT ON tw.%I TO tw_candidate', t);
    END LOOP;
END $$;
GRANT UPDATE (starts_on, revision, updated_at) ON job_start TO tw_candidate;

-- R16: never edited, and lost only with what it is about.
CREATE FUNCTION tw.keep_decided() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'a row of % is never edited', TG_TABLE_NAME USING ERRCODE = 'TW016';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE ON decision FOR EACH ROW EXECUTE FUNCTION tw.keep_decided();
CREATE TRIGGER append_only BEFORE UPDATE ON reality_check FOR EACH ROW EXECUTE FUNCTION tw.keep_decided();
CREATE TRIGGER append_only BEFORE UPDATE ON reality_rating FOR EACH ROW EXECUTE FUNCTION tw.keep_decided();
CREATE TRIGGER append_only BEFORE UPDATE ON reality_finding FOR EACH ROW EXECUTE FUNCTION tw.keep_decided();
CREATE TRIGGER never_lost BEFORE DELETE ON decision FOR EACH ROW EXECUTE FUNCTION tw.refuse_loss();
CREATE TRIGGER never_lost BEFORE DELETE ON reality_check FOR EACH ROW EXECUTE FUNCTION tw.refuse_loss();
CREATE TRIGGER stays_out_of_merged AFTER INSERT ON decision FOR EACH ROW EXECUTE FUNCTION tw.refuse_merged();

-- Only a decision of the same job is taken back, and what takes back is not.
CREATE FUNCTION tw.check_reversal() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM tw.decision d WHERE d.owner_id = NEW.owner_id AND d.id = NEW.reverses_id
        AND d.opportunity_id = NEW.opportunity_id AND d.kind <> 'reversal')
    THEN
        RAISE EXCEPTION 'there is no such decision' USING ERRCODE = 'TW404';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER of_a_decision BEFORE INSERT ON decision FOR EACH ROW WHEN (NEW.reverses_id IS NOT NULL)
    EXECUTE FUNCTION tw.check_reversal();

-- A decision is carried out in the same transaction. Looked at when that commits, so that either may be written first.
CREATE FUNCTION tw.check_decision() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    -- After an erasure this runs as whoever erased.
    IF tw.account_exists(NEW.owner_id) AND EXISTS (SELECT FROM tw.opportunity o
        WHERE o.owner_id = NEW.owner_id AND o.id = NEW.opportunity_id AND CASE NEW.kind
            WHEN 'accept' THEN o.stage <> 'accepted'
            WHEN 'decline' THEN o.closed_reason IS DISTINCT FROM 'declined'
            ELSE o.closed_reason IS DISTINCT FROM 'withdrawn' END)
    THEN
        RAISE EXCEPTION 'the decision was not carried out' USING ERRCODE = 'TW017';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER carried_out AFTER INSERT ON decision DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.kind IN ('accept', 'decline', 'withdraw')) EXECUTE FUNCTION tw.check_decision();

-- Only an accepted job has a first day, and is looked at afterwards; a check is one of the decision's own job.
CREATE FUNCTION tw.check_accepted() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM tw.decision d WHERE d.owner_id = NEW.owner_id AND d.id = NEW.decision_id AND d.kind = 'accept'
        AND (TG_TABLE_NAME = 'job_start' OR d.opportunity_id = (to_jsonb(NEW) ->> 'opportunity_id')::uuid))
    THEN
        RAISE EXCEPTION 'there is no such accepted job' USING ERRCODE = 'TW404';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER of_an_accepted_job BEFORE INSERT ON job_start FOR EACH ROW EXECUTE FUNCTION tw.check_accepted();
CREATE TRIGGER of_an_accepted_job BEFORE INSERT ON reality_check FOR EACH ROW EXECUTE FUNCTION tw.check_accepted();
