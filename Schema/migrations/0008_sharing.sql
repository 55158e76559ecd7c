-- Coach and candidate. Every row belongs to the candidate; the coach is named in it and is no foreign key.

SET LOCAL search_path = tw;

CREATE TABLE relationship (
    owner_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    id uuid NOT NULL,
    coach_id uuid NOT NULL,
    status text NOT NULL DEFAULT 'invited' CHECK (status IN ('invited', 'active', 'paused', 'ended')),
    revision int NOT NULL DEFAULT 1 CHECK (revision > 0),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (owner_id, id),
    CONSTRAINT relationship_coach_key UNIQUE (owner_id, id, coach_id),
    CONSTRAINT relationship_coach_check CHECK (coach_id <> owner_id)
);
CREATE UNIQUE INDEX relationship_live_key ON relationship (owner_id, coach_id) WHERE status <> 'ended';
CREATE INDEX relationship_of_coach ON relationship (coach_id, id DESC);

-- Consent to read the named fields of one thing; it is only ever revoked, never widened.
CREATE TABLE share (
    owner_id uuid NOT NULL,
    id uuid NOT NULL,
    relationship_id uuid NOT NULL,
    coach_id uuid NOT NULL,
    subject text NOT NULL CHECK (subject IN ('opportunity', 'assessment')),
    opportunity_id uuid NOT NULL,
    fields text[] NOT NULL CHECK (fields <@ ARRAY['overview', 'timeline', 'posting', 'pay', 'people', 'names', 'weights',
        'intervals', 'gates', 'evidence', 'notes'] AND cardinality(fields) BETWEEN 1 AND 11),
    valid_from timestamptz NOT NULL DEFAULT now(),
    valid_until timestamptz,
    revoked_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (owner_id, id),
    CONSTRAINT share_relationship_fkey FOREIGN KEY (owner_id, relationship_id, coach_id)
        REFERENCES relationship (owner_id, id, coach_id) ON DELETE CASCADE,
    FOREIGN KEY (owner_id, opportunity_id) REFERENCES opportunity ON DELETE CASCADE,
    CONSTRAINT share_subject_fields_check CHECK (CASE subject
        WHEN 'opportunity' THEN fields <@ ARRAY['overview', 'timeline', 'posting', 'pay', 'people', 'names']
        ELSE fields <@ ARRAY['weights', 'intervals', 'gates', 'evidence', 'notes'] END),
    CONSTRAINT share_valid_until_check CHECK (valid_until IS NULL OR valid_until > valid_from)
);
CREATE INDEX share_live ON share (coach_id, id DESC) WHERE revoked_at IS NULL;
CREATE INDEX share_relationship ON share (owner_id, relationship_id, coach_id);
CREATE INDEX share_opportunity ON share (owner_id, opportunity_id, id);

-- The trace of one reading by somebody else (R17); written once, by the reader's own transaction.
CREATE TABLE receipt (
    owner_id uuid NOT NULL,
    id uuid NOT NULL,
    share_id uuid NOT NULL,
    reader_id uuid NOT NULL,
    method text NOT NULL CHECK (octet_length(method) BETWEEN 1 AND 100),
    opportunity_id uuid NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (owner_id, id),
    FOREIGN KEY (owner_id, share_id) REFERENCES share ON DELETE CASCADE,
    FOREIGN KEY (owner_id, opportunity_id) REFERENCES opportunity ON DELETE CASCADE
);
CREATE INDEX receipt_share ON receipt (owner_id, share_id);
CREATE INDEX receipt_opportunity ON receipt (owner_id, opportunity_id, id);
