-- Employers, their people, and the jobs that are being pursued.

SET LOCAL search_path = tw;

CREATE TABLE organisation (
    owner_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    id uuid NOT NULL,
    name text NOT NULL CHECK (octet_length(name) BETWEEN 1 AND 200),
    website text CHECK (octet_length(website) BETWEEN 1 AND 1000),
    notes text CHECK (octet_length(notes) BETWEEN 1 AND 16384),
    revision int NOT NULL DEFAULT 1 CHECK (revision > 0),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (owner_id, id)
);

CREATE TABLE person (
    owner_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    id uuid NOT NULL,
    organisation_id uuid,
    name text NOT NULL CHECK (octet_length(name) BETWEEN 1 AND 200),
    job_title text CHECK (octet_length(job_title) BETWEEN 1 AND 200),
    role text NOT NULL CHECK (role IN ('recruiter', 'hr', 'hiring_manager', 'skip_level', 'peer', 'direct_report',
        'cross_functional', 'executive', 'other')),
    notes text CHECK (octet_length(notes) BETWEEN 1 AND 16384),
    revision int NOT NULL DEFAULT 1 CHECK (revision > 0),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (owner_id, id),
    FOREIGN KEY (owner_id, organisation_id) REFERENCES organisation ON DELETE SET NULL (organisation_id)
);
CREATE INDEX person_organisation ON person (owner_id, organisation_id, id);

CREATE TABLE opportunity (
    owner_id uuid NOT NULL,
    id uuid NOT NULL,
    job_search_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    title text NOT NULL CHECK (octet_length(title) BETWEEN 1 AND 200),
    function_name text CHECK (octet_length(function_name) BETWEEN 1 AND 200),
    stage text NOT NULL DEFAULT 'interested'
        CHECK (stage IN ('interested', 'applied', 'interviewing', 'offer', 'accepted', 'closed')),
    closed_reason text CHECK (closed_reason IN ('rejected', 'withdrawn', 'declined', 'position_cancelled', 'no_response',
        'other')),
    -- A word on the latest change of stage; the trigger that writes the stage event copies it.
    stage_note text CHECK (octet_length(stage_note) BETWEEN 1 AND 16384),
    posting text CHECK (octet_length(posting) BETWEEN 1 AND 1000),
    location text CHECK (octet_length(location) BETWEEN 1 AND 200),
    work_mode text CHECK (work_mode IN ('onsite', 'hybrid', 'remote')),
    pay_low bigint CHECK (pay_low >= 0),
    pay_high bigint CHECK (pay_high >= 0),
    pay_currency text CHECK (pay_currency ~ '^[A-Z]{3}$'),
    pay_period text CHECK (pay_period IN ('hour', 'day', 'month', 'year')),
    offer_deadline timestamptz,
    future_supervisor_id uuid,
    revision int NOT NULL DEFAULT 1 CHECK (revision > 0),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (owner_id, id),
    FOREIGN KEY (owner_id, job_search_id) REFERENCES job_search ON DELETE CASCADE,
    FOREIGN KEY (owner_id, organisation_id) REFERENCES organisation ON DELETE CASCADE,
    FOREIGN KEY (owner_id, future_supervisor_id) REFERENCES person ON DELETE SET NULL (future_supervisor_id),
    CONSTRAINT opportunity_closed_reason_check1 CHECK ((stage = 'closed') = (closed_reason IS NOT NULL)),
    CONSTRAINT opportunity_pay_check CHECK (num_nonnulls(pay_low, pay_high, pay_currency, pay_period) IN (0, 4)
        AND (pay_low IS NULL OR pay_low <= pay_high))
);
CREATE INDEX opportunity_job_search ON opportunity (owner_id, job_search_id, id);
CREATE INDEX opportunity_organisation ON opportunity (owner_id, organisation_id, id);
CREATE INDEX opportunity_future_supervisor ON opportunity (owner_id, future_supervisor_id, id);

-- Written by a trigger on opportunity and by nobody else, one row for each change of stage (R8); never edited.
CREATE TABLE stage_event (
    owner_id uuid NOT NULL,
    opportunity_id uuid NOT NULL,
    -- Counts the changes from 1.
    ordinal int NOT NULL CHECK (ordinal > 0),
    from_stage text CHECK (from_stage IN ('interested', 'applied', 'interviewing', 'offer', 'accepted', 'closed')),
    to_stage text NOT NULL CHECK (to_stage IN ('interested', 'applied', 'interviewing', 'offer', 'accepted', 'closed')),
    reason text CHECK (reason IN ('rejected', 'withdrawn', 'declined', 'position_cancelled', 'no_response', 'other')),
    note text CHECK (octet_length(note) BETWEEN 1 AND 16384),
    at timestamptz NOT NULL,
    PRIMARY KEY (owner_id, opportunity_id, ordinal),
    FOREIGN KEY (owner_id, opportunity_id) REFERENCES opportunity ON DELETE CASCADE,
    CONSTRAINT stage_event_reason_check1 CHECK ((to_stage = 'closed') = (reason IS NOT NULL)),
    CONSTRAINT stage_event_first_check CHECK ((ordinal = 1) = (from_stage IS NULL) AND from_stage IS DISTINCT FROM to_stage)
);
