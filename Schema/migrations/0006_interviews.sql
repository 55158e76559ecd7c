-- Interviews, what is planned for them, and what came of it.

SET LOCAL search_path = tw;

CREATE TABLE interview (
    owner_id uuid NOT NULL,
    id uuid NOT NULL,
    opportunity_id uuid NOT NULL,
    round int NOT NULL CHECK (round > 0),
    title text NOT NULL CHECK (octet_length(title) BETWEEN 1 AND 200),
    format text NOT NULL CHECK (format IN ('phone', 'video', 'onsite', 'panel', 'informal')),
    scheduled_start timestamptz,
    scheduled_end timestamptz,
    time_zone text NOT NULL CHECK (time_zone ~ '^[A-Za-z0-9/_+-]{1,64}$'),
    -- scheduled_start on a wall clock of time_zone; what was agreed, if the rules of the zone ever change.
    local_start timestamp,
    question_minutes int NOT NULL CHECK (question_minutes BETWEEN 0 AND 1440),
    state text NOT NULL DEFAULT 'proposed'
        CHECK (state IN ('proposed', 'scheduled', 'in_progress', 'held', 'closed', 'cancelled', 'no_show')),
    revision int NOT NULL DEFAULT 1 CHECK (revision > 0),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (owner_id, id),
    FOREIGN KEY (owner_id, opportunity_id) REFERENCES opportunity ON DELETE CASCADE,
    CONSTRAINT interview_scheduled_end_check CHECK (scheduled_end IS NULL OR scheduled_end >= scheduled_start),
    CONSTRAINT interview_schedule_check CHECK ((local_start IS NULL) = (scheduled_start IS NULL)
        AND (scheduled_end IS NULL OR scheduled_start IS NOT NULL))
);
CREATE INDEX interview_opportunity ON interview (owner_id, opportunity_id, id);

CREATE TABLE interviewer (
    owner_id uuid NOT NULL,
    interview_id uuid NOT NULL,
    person_id uuid NOT NULL,
    role text NOT NULL CHECK (role IN ('recruiter', 'hr', 'hiring_manager', 'skip_level', 'peer', 'direct_report',
        'cross_functional', 'executive', 'other')),
    position int NOT NULL DEFAULT 0 CHECK (position >= 0),
    PRIMARY KEY (owner_id, interview_id, person_id),
    FOREIGN KEY (owner_id, interview_id) REFERENCES interview ON DELETE CASCADE,
    FOREIGN KEY (owner_id, person_id) REFERENCES person ON DELETE CASCADE
);
CREATE INDEX interviewer_person ON interviewer (owner_id, person_id, interview_id);

-- The list for one interview, saved whole.
CREATE TABLE plan (
    owner_id uuid NOT NULL,
    interview_id uuid NOT NULL,
    revision int NOT NULL DEFAULT 1 CHECK (revision > 0),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (owner_id, interview_id),
    FOREIGN KEY (owner_id, interview_id) REFERENCES interview ON DELETE CASCADE
);

-- State asked is kept by a trigger on asking (R10); no statement sets it.
CREATE TABLE plan_item (
    owner_id uuid NOT NULL,
    id uuid NOT NULL,
    interview_id uuid NOT NULL,
    origin text NOT NULL CHECK (origin IN ('library', 'own', 'carried', 'belief', 'contradiction', 'suggested')),
    -- The question of a library of somebody else: no foreign key, so the item outlives it (R5).
    library_id uuid,
    library_version int CHECK (library_version > 0),
    question_key text CHECK (question_key ~ '^[a-z0-9][a-z0-9-]{1,62}$'),
    carried_from uuid,
    text text NOT NULL CHECK (octet_length(text) BETWEEN 1 AND 1000),
    target_person_id uuid,
    target_role text CHECK (target_role IN ('recruiter', 'hr', 'hiring_manager', 'skip_level', 'peer', 'direct_report',
        'cross_functional', 'executive', 'other')),
    position int NOT NULL CHECK (position >= 0),
    must_ask boolean NOT NULL DEFAULT false,
    minutes int NOT NULL CHECK (minutes BETWEEN 1 AND 60),
    state text NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'asked', 'deferred', 'dropped', 'moved')),
    drop_reason text CHECK (octet_length(drop_reason) BETWEEN 1 AND 1000),
    -- Keys of priorities.
    priorities uuid[] NOT NULL DEFAULT '{}' CHECK (cardinality(priorities) <= 50 AND array_position(priorities, NULL) IS NULL),
    hints jsonb CHECK (jsonb_typeof(hints) = 'object' AND octet_length(hints::text) <= 65536),
    PRIMARY KEY (owner_id, id),
    CONSTRAINT plan_item_interview_key UNIQUE (owner_id, interview_id, id),
    FOREIGN KEY (owner_id, interview_id) REFERENCES plan ON DELETE CASCADE,
    FOREIGN KEY (owner_id, target_person_id) REFERENCES person ON DELETE SET NULL (target_person_id),
    FOREIGN KEY (owner_id, carried_from) REFERENCES plan_item ON DELETE SET NULL (carried_from),
    CONSTRAINT plan_item_source_check CHECK (num_nonnulls(library_id, library_version, question_key) IN (0, 3)),
    CONSTRAINT plan_item_drop_reason_check1 CHECK ((state = 'dropped') = (drop_reason IS NOT NULL))
);
CREATE INDEX plan_item_order ON plan_item (owner_id, interview_id, position);
CREATE INDEX plan_item_target_person ON plan_item (owner_id, target_person_id);
-- Carrying an item over twice writes it once (R11).
CREATE UNIQUE INDEX plan_item_carried_key ON plan_item (owner_id, carried_from, interview_id);

-- A question put to one person; the person is an interviewer of that interview (R9). The id is the client's.
CREATE TABLE asking (
    owner_id uuid NOT NULL,
    id uuid NOT NULL,
    interview_id uuid NOT NULL,
    item_id uuid,
    -- The wording as it was asked (R5).
    text text NOT NULL CHECK (octet_length(text) BETWEEN 1 AND 1000),
    person_id uuid NOT NULL,
    asked_at timestamptz NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('answered', 'partial', 'evaded', 'declined', 'not_known')),
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (owner_id, id),
    CONSTRAINT asking_outcome_key UNIQUE (owner_id, id, outcome),
    CONSTRAINT asking_interviewer_fkey FOREIGN KEY (owner_id, interview_id, person_id) REFERENCES interviewer ON DELETE CASCADE,
    CONSTRAINT asking_item_fkey FOREIGN KEY (owner_id, interview_id, item_id)
        REFERENCES plan_item (owner_id, interview_id, id) ON DELETE SET NULL (item_id)
);
CREATE INDEX asking_interview ON asking (owner_id, interview_id, id);
CREATE INDEX asking_interviewer ON asking (owner_id, interview_id, person_id);
CREATE INDEX asking_item ON asking (owner_id, interview_id, item_id);

-- What the person said. The outcome is that of the asking, so that no answer can stand beside a refusal (R10).
CREATE TABLE answer (
    owner_id uuid NOT NULL,
    id uuid NOT NULL,
    asking_id uuid NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('answered', 'partial', 'evaded')),
    body text NOT NULL CHECK (octet_length(body) BETWEEN 1 AND 16384),
    specificity text NOT NULL CHECK (specificity IN ('example', 'practice', 'general', 'evasive')),
    captured text NOT NULL CHECK (captured IN ('live', 'after')),
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (owner_id, id),
    CONSTRAINT answer_asking_key UNIQUE (owner_id, asking_id),
    CONSTRAINT answer_asking_fkey FOREIGN KEY (owner_id, asking_id, outcome)
        REFERENCES asking (owner_id, id, outcome) ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX answer_asking ON answer (owner_id, asking_id, outcome);
