-- What is found out and believed before and beside the interviews: research, beliefs, and merged duplicates.

SET LOCAL search_path = tw;

-- A duplicate that was merged: closed, and kept with its timeline.
ALTER TABLE opportunity ADD COLUMN merged_into_id uuid;
ALTER TABLE opportunity ADD FOREIGN KEY (owner_id, merged_into_id) REFERENCES opportunity ON DELETE CASCADE;
CREATE INDEX opportunity_merged_into ON opportunity (owner_id, merged_into_id);

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
    FOREIGN KEY (owner_id, opportunity_id) REFERENCES opportunity ON DELETE CASCADE,
    FOREIGN KEY (owner_id, own_question_id) REFERENCES own_question ON DELETE CASCADE,
    CONSTRAINT research_note_question_check CHECK (num_nonnulls(library_id, question_key) IN (0, 2)
        AND num_nonnulls(library_id, own_question_id) <= 1
        AND (question_fate IS NOT NULL) = (num_nonnulls(library_id, own_question_id) = 1)),
    CONSTRAINT research_note_sharpened_check CHECK ((question_fate IS NOT DISTINCT FROM 'sharpened') = (sharpened_text IS NOT NULL))
);
CREATE INDEX research_note_organisation ON research_note (owner_id, organisation_id, id);
CREATE INDEX research_note_opportunity ON research_note (owner_id, opportunity_id, id);
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
GRANT UPDATE (merged_into_id) ON opportunity TO tw_candidate;
GRANT UPDATE (belief_id) ON plan_item TO tw_candidate;

-- A merged duplicate is closed with a reason of its own.
ALTER TABLE opportunity DROP CONSTRAINT opportunity_closed_reason_check;
ALTER TABLE opportunity ADD CONSTRAINT opportunity_closed_reason_check CHECK (closed_reason IN ('rejected', 'withdrawn',
    'declined', 'position_cancelled', 'no_response', 'duplicate', 'other'));
ALTER TABLE stage_event DROP CONSTRAINT stage_event_reason_check;
ALTER TABLE stage_event ADD CONSTRAINT stage_event_reason_check CHECK (reason IN ('rejected', 'withdrawn', 'declined',
    'position_cancelled', 'no_response', 'duplicate', 'other'));
ALTER TABLE opportunity ADD CONSTRAINT opportunity_merged_check CHECK (merged_into_id IS NULL OR closed_reason = 'duplicate');
