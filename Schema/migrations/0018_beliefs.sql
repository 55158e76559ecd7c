-- What is found out and believed before and beside the interviews: research, beliefs, and merged duplicates.

SET LOCAL search_path = tw;

-- A duplicate that was merged: closed, and kept with its timeline.
ALTER TABLE opportunity ADD COLUMN merged_into_id uuid;
ALTER TABLE opportunity ADD FOREIGN KEY (owner_id, merged_into_id) REFERENCES opportunity ON DELETE CASCADE;
CREATE INDEX opportunity_merged_into ON opportunity (owner_id, merged_into_id);

-- The job of a note is one of its organisation, also after the job has moved to another one.
ALTER TABLE opportunity ADD CONSTRAINT opportunity_organisation_key UNIQUE (owner_id, organisation_id, id);
DROP INDEX opportunity_organisation;

CREATE TABLE research_note (
    owner_id uuid NOT NULL,
    id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    -- Absent for what concerns the organisation as a whole.
    opportunity_id uuid,
    source text NOT NULL CHECK (octet_length(source) BETWEEN 1 AND 200),
    link text CHECK (octet_length(link) BETWEEN 1 AND 1000),
    source_class text NOT NULL CHECK (source_class IN ('written_offer', 'observation', 'published', 'hearsay')),
    found_on date NOT NULL,
    body text NOT NULL CHECK (octet_length(body) BETWEEN 1 AND 16384),
    priorities uuid[] NOT NULL DEFAULT '{}' CHECK (cardinality(priorities) <= 50 AND array_position(priorities, NULL) IS NULL),
    -- The question that it answers: one of a library of somebody else, or an own one.
    library_id uuid,
    question_key text CHECK (question_key ~ '^[a-z0-9][a-z0-9-]{1,62}$'),
    own_question_id uuid,
    question_fate text CHECK (question_fate IN ('answered', 'dropped', 'sharpened')),
    sharpened_text text CHECK (octet_length(sharpened_text) BETWEEN 1 AND 1000),
    revision int NOT NULL DEFAULT 1 CHECK (revision > 0),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (owner_id, id),
    FOREIGN KEY (owner_id, organisation_id) REFERENCES organisation ON DELETE CASCADE,
    CONSTRAINT research_note_opportunity_fkey FOREIGN KEY (owner_id, organisation_id, opportunity_id)
        REFERENCES opportunity (owner_id, organisation_id, id) ON UPDATE CASCADE ON DELETE CASCADE,
    FOREIGN KEY (owner_id, own_question_id) REFERENCES own_question ON DELETE CASCADE,
    CONSTRAINT research_note_question_check CHECK (num_nonnulls(library_id, question_key) IN (0, 2)
        AND num_nonnulls(library_id, own_question_id) <= 1
        AND (question_fate IS NOT NULL) = (num_nonnulls(library_id, own_question_id) = 1)),
    CONSTRAINT research_note_sharpened_check CHECK ((question_fate IS NOT DISTINCT FROM 'sharpened') = (sharpened_text IS NOT NULL))
);
CREATE INDEX research_note_organisation ON research_note (owner_id, organisation_id, id);
-- Those of one job, and with NULL those on the organisation at large.
CREATE INDEX research_note_opportunity ON research_note (owner_id, organisation_id, opportunity_id, id);
CREATE INDEX research_note_own_question ON research_note (owner_id, own_question_id);

-- Something to verify. Its state follows from the evidence at its own scope (DOMAIN.md 5.4).
CREATE TABLE belief (
    owner_id uuid NOT NULL,
    id uuid NOT NULL,
    opportunity_id uuid NOT NULL,
    priority_key uuid NOT NULL,
    statement text NOT NULL CHECK (octet_length(statement) BETWEEN 1 AND 1000),
    basis text CHECK (octet_length(basis) BETWEEN 1 AND 16384),
    scope text NOT NULL CHECK (scope IN ('organisation', 'function', 'supervisor', 'job')),
    -- The rating, 1 to 5, that is believed.
    expected int NOT NULL CHECK (expected BETWEEN 1 AND 5),
    state text NOT NULL DEFAULT 'unverified'
        CHECK (state IN ('unverified', 'planned', 'confirmed', 'contradicted', 'mixed', 'dismissed')),
    dismiss_reason text CHECK (octet_length(dismiss_reason) BETWEEN 1 AND 1000),
    -- The evidence of a wider scope that opened it; absent for one of the candidate's own.
    opened_by_id uuid,
    revision int NOT NULL DEFAULT 1 CHECK (revision > 0),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (owner_id, id),
    FOREIGN KEY (owner_id, opportunity_id) REFERENCES opportunity ON DELETE CASCADE,
    FOREIGN KEY (owner_id, opened_by_id) REFERENCES evidence ON DELETE SET NULL (opened_by_id),
    CONSTRAINT belief_dismissed_check CHECK ((state = 'dismissed') = (dismiss_reason IS NOT NULL))
);
CREATE INDEX belief_opportunity ON belief (owner_id, opportunity_id, id);
CREATE INDEX belief_unchecked ON belief (owner_id, id) WHERE state IN ('unverified', 'planned');
CREATE INDEX belief_opened_by ON belief (owner_id, opened_by_id);

ALTER TABLE plan_item ADD COLUMN belief_id uuid;
ALTER TABLE plan_item ADD FOREIGN KEY (owner_id, belief_id) REFERENCES belief ON DELETE SET NULL (belief_id);
CREATE INDEX plan_item_belief ON plan_item (owner_id, belief_id);

DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['research_note', 'belief'] LOOP
        EXECUTE format('ALTER TABLE tw.%I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('ALTER TABLE tw.%I FORCE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY own ON tw.%I TO tw_candidate USING (owner_id = (SELECT sec.uid())) '
            'WITH CHECK (owner_id = (SELECT sec.uid()))', t);
        EXECUTE format('GRANT SELECT, INSERT, DELETE ON tw.%I TO tw_candidate', t);
    END LOOP;
END $$;
GRANT UPDATE (opportunity_id, organisation_id, source, link, source_class, found_on, body, priorities, library_id, question_key,
    own_question_id, question_fate, sharpened_text, revision, updated_at) ON research_note TO tw_candidate;
GRANT UPDATE (opportunity_id, statement, basis, scope, expected, state, dismiss_reason, revision, updated_at) ON belief TO tw_candidate;
GRANT UPDATE (belief_id) ON plan_item TO tw_candidate;

-- A merged duplicate is closed with a reason of its own.
ALTER TABLE opportunity DROP CONSTRAINT opportunity_closed_reason_check;
ALTER TABLE opportunity ADD CONSTRAINT opportunity_closed_reason_check CHECK (closed_reason IN ('rejected', 'withdrawn',
    'declined', 'position_cancelled', 'no_response', 'duplicate', 'other'));
ALTER TABLE stage_event DROP CONSTRAINT stage_event_reason_check;
ALTER TABLE stage_event ADD CONSTRAINT stage_event_reason_check CHECK (reason IN ('rejected', 'withdrawn', 'declined',
    'position_cancelled', 'no_response', 'duplicate', 'other'));
ALTER TABLE opportunity ADD CONSTRAINT opportunity_merged_check
    CHECK ((merged_into_id IS NOT NULL) = (closed_reason IS NOT DISTINCT FROM 'duplicate') AND merged_into_id <> id);

-- What a note is about: priorities of any set of the owner's, whatever has become of the set.
CREATE FUNCTION tw.check_priority_keys() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM unnest(NEW.priorities) AS k (key) WHERE NOT EXISTS (SELECT FROM tw.priority p
        WHERE p.owner_id = NEW.owner_id AND p.priority_key = k.key))
    THEN
        RAISE EXCEPTION 'there is no such priority' USING ERRCODE = 'TW404';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER about_priorities BEFORE INSERT OR UPDATE OF priorities ON research_note
    FOR EACH ROW WHEN (NEW.priorities <> '{}') EXECUTE FUNCTION tw.check_priority_keys();

-- Errors of this file, beside those of 0011:
--   TW012 the state of a belief does not follow from the evidence    TW022 a record that was taken back comes again
CREATE TRIGGER about_a_priority BEFORE INSERT OR UPDATE OF opportunity_id, priority_key ON belief
    FOR EACH ROW EXECUTE FUNCTION tw.check_priority_link();
CREATE TRIGGER life_cycle BEFORE UPDATE OF state ON belief FOR EACH ROW WHEN (OLD.state <> NEW.state)
    EXECUTE FUNCTION tw.follow_life_cycle('state', 'unverified>planned', 'unverified>confirmed', 'unverified>contradicted',
        'unverified>mixed', 'unverified>dismissed', 'planned>unverified', 'planned>confirmed', 'planned>contradicted',
        'planned>mixed', 'planned>dismissed', 'confirmed>unverified', 'confirmed>planned', 'confirmed>contradicted',
        'confirmed>mixed', 'confirmed>dismissed', 'contradicted>unverified', 'contradicted>planned', 'contradicted>confirmed',
        'contradicted>mixed', 'contradicted>dismissed', 'mixed>unverified', 'mixed>planned', 'mixed>confirmed',
        'mixed>contradicted', 'mixed>dismissed');

-- R12: only live evidence at a belief's own scope with a strength of 0.5 settles it (DOMAIN.md 5.4), and does. Looked at
-- when the transaction commits, so that whoever writes evidence can settle the beliefs after it.
CREATE FUNCTION tw.check_belief() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE about tw.belief;
BEGIN
    -- After an erasure this runs as whoever erased.
    IF NOT tw.account_exists(NEW.owner_id) THEN
        RETURN NULL;
    END IF;
    IF TG_TABLE_NAME = 'belief' THEN
        about := NEW;
    ELSE
        about.opportunity_id := NEW.opportunity_id;
        about.priority_key := NEW.priority_key;
        about.scope := NEW.scope;
    END IF;
    IF EXISTS (
        SELECT FROM tw.belief b LEFT JOIN LATERAL (
            SELECT CASE WHEN bool_and(abs(e.rating - b.expected) <= 1) THEN 'confirmed'
                WHEN bool_and(abs(e.rating - b.expected) >= 2) THEN 'contradicted' ELSE 'mixed' END AS state
            FROM tw.evidence e WHERE e.owner_id = b.owner_id AND e.opportunity_id = b.opportunity_id
                AND e.priority_key = b.priority_key AND e.scope = b.scope AND e.retired_at IS NULL AND e.strength >= 0.5
            HAVING count(*) > 0
        ) settled ON true
        WHERE b.owner_id = NEW.owner_id AND b.opportunity_id = about.opportunity_id AND b.priority_key = about.priority_key
            AND b.scope = about.scope AND b.state <> 'dismissed'
            AND settled.state IS DISTINCT FROM CASE WHEN b.state NOT IN ('unverified', 'planned') THEN b.state END)
    THEN
        RAISE EXCEPTION 'the state of a belief does not follow from the evidence' USING ERRCODE = 'TW012';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER settled_by_evidence AFTER INSERT OR UPDATE ON belief DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION tw.check_belief();
CREATE CONSTRAINT TRIGGER settles_beliefs AFTER INSERT OR UPDATE ON evidence DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION tw.check_belief();

-- What was recorded in error is corrected: the outcome and the answer, but never the wording (R5).
ALTER TABLE asking ADD COLUMN amended_at timestamptz;
GRANT UPDATE (outcome, amended_at) ON asking TO tw_candidate;
GRANT UPDATE (body, specificity, captured) ON answer TO tw_candidate;

-- R12: evidence is never edited, so what was rated with another specificity no longer counts.
CREATE FUNCTION tw.retire_outdated() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE tw.evidence SET retired_at = now()
    WHERE owner_id = NEW.owner_id AND answer_id = NEW.id AND specificity = OLD.specificity AND retired_at IS NULL;
    RETURN NULL;
END $$;
CREATE TRIGGER retires_outdated AFTER UPDATE OF specificity ON answer FOR EACH ROW WHEN (OLD.specificity <> NEW.specificity)
    EXECUTE FUNCTION tw.retire_outdated();

-- Askings that were taken back: a copy that comes late from a client without a connection stays away (R22).
CREATE TABLE removed_asking (
    owner_id uuid NOT NULL,
    id uuid NOT NULL,
    interview_id uuid NOT NULL,
    removed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (owner_id, id),
    FOREIGN KEY (owner_id, interview_id) REFERENCES interview ON DELETE CASCADE
);
CREATE INDEX removed_asking_interview ON removed_asking (owner_id, interview_id);
ALTER TABLE removed_asking ENABLE ROW LEVEL SECURITY;
ALTER TABLE removed_asking FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON removed_asking TO tw_candidate USING (owner_id = (SELECT sec.uid())) WITH CHECK (owner_id = (SELECT sec.uid()));
GRANT SELECT, INSERT ON removed_asking TO tw_candidate;

CREATE FUNCTION tw.check_removed() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM tw.removed_asking r WHERE r.owner_id = NEW.owner_id AND r.id = NEW.id) THEN
        RAISE EXCEPTION 'this asking was taken back' USING ERRCODE = 'TW022';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stays_away BEFORE INSERT ON asking FOR EACH ROW EXECUTE FUNCTION tw.check_removed();
