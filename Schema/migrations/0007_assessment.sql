-- Rated support for priorities, and the candidate's own judgement.

SET LOCAL search_path = tw;

-- Written once and retired, never edited. The priority is known by its key, which outlives the versions of its set.
CREATE TABLE evidence (
    owner_id uuid NOT NULL,
    id uuid NOT NULL,
    opportunity_id uuid NOT NULL,
    priority_key uuid NOT NULL,
    scope text NOT NULL CHECK (scope IN ('organisation', 'function', 'supervisor', 'job')),
    origin text NOT NULL CHECK (origin IN ('answer', 'research', 'promise', 'observation')),
    answer_id uuid,
    source_class text NOT NULL CHECK (source_class IN ('written_offer', 'future_supervisor', 'hiring_manager', 'observation',
        'peer', 'direct_report', 'skip_level', 'executive', 'recruiter', 'hr', 'published', 'hearsay')),
    specificity text NOT NULL CHECK (specificity IN ('example', 'practice', 'general', 'evasive')),
    rating int NOT NULL CHECK (rating BETWEEN 1 AND 5),
    strength double precision NOT NULL CHECK (strength BETWEEN 0 AND 1),
    note text CHECK (octet_length(note) BETWEEN 1 AND 16384),
    created_at timestamptz NOT NULL DEFAULT now(),
    -- No longer counted since then: taken back, or its answer was deleted (R12).
    retired_at timestamptz,
    PRIMARY KEY (owner_id, id),
    FOREIGN KEY (owner_id, opportunity_id) REFERENCES opportunity ON DELETE CASCADE,
    FOREIGN KEY (owner_id, answer_id) REFERENCES answer ON DELETE SET NULL (answer_id),
    CONSTRAINT evidence_answer_check CHECK (CASE WHEN origin = 'answer' THEN answer_id IS NOT NULL OR retired_at IS NOT NULL
        ELSE answer_id IS NULL END)
);
CREATE INDEX evidence_opportunity ON evidence (owner_id, opportunity_id, id);
CREATE INDEX evidence_answer ON evidence (owner_id, answer_id);

-- The candidate's own interval, which overrules the computed one.
CREATE TABLE priority_rating (
    owner_id uuid NOT NULL,
    opportunity_id uuid NOT NULL,
    priority_key uuid NOT NULL,
    lo double precision NOT NULL,
    hi double precision NOT NULL,
    note text CHECK (octet_length(note) BETWEEN 1 AND 16384),
    revision int NOT NULL DEFAULT 1 CHECK (revision > 0),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (owner_id, opportunity_id, priority_key),
    FOREIGN KEY (owner_id, opportunity_id) REFERENCES opportunity ON DELETE CASCADE,
    CONSTRAINT priority_rating_interval_check CHECK (0 <= lo AND lo <= hi AND hi <= 1)
);
