-- Job searches, and what matters in them, in versions.

SET LOCAL search_path = tw;

CREATE TABLE job_search (
    owner_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    id uuid NOT NULL,
    title text NOT NULL CHECK (octet_length(title) BETWEEN 1 AND 200),
    state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'closed')),
    revision int NOT NULL DEFAULT 1 CHECK (revision > 0),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (owner_id, id)
);

CREATE TABLE priority_set (
    owner_id uuid NOT NULL,
    id uuid NOT NULL,
    job_search_id uuid NOT NULL,
    version int NOT NULL CHECK (version > 0),
    state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'active', 'frozen', 'superseded')),
    weight_mode text NOT NULL DEFAULT 'exact' CHECK (weight_mode IN ('exact', 'ordinal', 'points')),
    freeze_cause text CHECK (octet_length(freeze_cause) BETWEEN 1 AND 1000),
    change_reason text CHECK (octet_length(change_reason) BETWEEN 1 AND 1000),
    revision int NOT NULL DEFAULT 1 CHECK (revision > 0),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (owner_id, id),
    FOREIGN KEY (owner_id, job_search_id) REFERENCES job_search ON DELETE CASCADE,
    CONSTRAINT priority_set_version_key UNIQUE (owner_id, job_search_id, version),
    CONSTRAINT priority_set_freeze_check CHECK (freeze_cause IS NULL OR state IN ('frozen', 'superseded'))
);
-- One set counts, and one is being worked on (R7).
CREATE UNIQUE INDEX priority_set_current_key ON priority_set (owner_id, job_search_id) WHERE state IN ('active', 'frozen');
CREATE UNIQUE INDEX priority_set_draft_key ON priority_set (owner_id, job_search_id) WHERE state = 'draft';
CREATE INDEX priority_set_job_search ON priority_set (owner_id, job_search_id, id);

-- The same key in another version of the set is the same priority.
CREATE TABLE priority (
    owner_id uuid NOT NULL,
    priority_set_id uuid NOT NULL,
    priority_key uuid NOT NULL,
    position int NOT NULL CHECK (position >= 0),
    dimension text REFERENCES dimension,
    title text NOT NULL CHECK (octet_length(title) BETWEEN 1 AND 200),
    statement text CHECK (octet_length(statement) BETWEEN 1 AND 16384),
    direction text NOT NULL CHECK (direction IN ('more', 'less', 'target')),
    target double precision CHECK (target BETWEEN 1 AND 5),
    weight double precision NOT NULL CHECK (weight >= 0 AND weight < 'Infinity'),
    vital boolean NOT NULL DEFAULT false,
    must_have boolean NOT NULL DEFAULT false,
    threshold double precision CHECK (threshold BETWEEN 1 AND 5),
    required_source text CHECK (required_source IN ('written_offer', 'future_supervisor', 'hiring_manager', 'observation',
        'peer', 'direct_report', 'skip_level', 'executive', 'recruiter', 'hr', 'published', 'hearsay')),
    boss_dependent boolean NOT NULL DEFAULT false,
    PRIMARY KEY (owner_id, priority_set_id, priority_key),
    FOREIGN KEY (owner_id, priority_set_id) REFERENCES priority_set ON DELETE CASCADE,
    CONSTRAINT priority_direction_target_check CHECK ((direction = 'target') = (target IS NOT NULL)),
    CONSTRAINT priority_must_have_threshold_check CHECK (must_have = (threshold IS NOT NULL)),
    CONSTRAINT priority_must_have_source_check CHECK (must_have OR required_source IS NULL)
);
CREATE INDEX priority_dimension ON priority (dimension);
