-- Libraries of questions, and following them. The owner of a library is a coach, the owner of a subscription a candidate.

SET LOCAL search_path = tw;

CREATE TABLE library (
    owner_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    id uuid NOT NULL,
    slug text NOT NULL CHECK (slug ~ '^[a-z0-9][a-z0-9-]{1,62}$'),
    title text NOT NULL CHECK (octet_length(title) BETWEEN 1 AND 200),
    summary text CHECK (octet_length(summary) BETWEEN 1 AND 16384),
    language text NOT NULL CHECK (language ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$' AND octet_length(language) <= 35),
    licence text CHECK (octet_length(licence) BETWEEN 1 AND 200),
    visibility text NOT NULL CHECK (visibility IN ('private', 'clients', 'unlisted', 'public')),
    status text NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'published', 'deprecated', 'withdrawn')),
    -- The newest version that is not yanked; kept by a trigger on library_version.
    latest_version int CHECK (latest_version > 0),
    -- The library this one started as a copy of; its owner may be somebody else.
    forked_from uuid,
    revision int NOT NULL DEFAULT 1 CHECK (revision > 0),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (owner_id, id),
    CONSTRAINT library_slug_key UNIQUE (owner_id, slug)
);
-- Found by id alone by those who do not know its owner; identities come from one space, so it is unique as well.
CREATE UNIQUE INDEX library_id_key ON library (id);
CREATE INDEX library_discover ON library (id DESC) WHERE visibility = 'public' AND status = 'published';

-- The text a coach works on; its members are checked when it is published.
CREATE TABLE library_draft (
    owner_id uuid NOT NULL,
    library_id uuid NOT NULL,
    document jsonb NOT NULL CHECK (jsonb_typeof(document) = 'object' AND octet_length(document::text) <= 2097152),
    revision int NOT NULL DEFAULT 1 CHECK (revision > 0),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (owner_id, library_id),
    FOREIGN KEY (owner_id, library_id) REFERENCES library ON DELETE CASCADE
);

-- One frozen publication (R2). Numbers count from 1 without gaps.
CREATE TABLE library_version (
    owner_id uuid NOT NULL,
    library_id uuid NOT NULL,
    number int NOT NULL CHECK (number > 0),
    -- The name of the coach on that day.
    author text NOT NULL CHECK (octet_length(author) BETWEEN 1 AND 200),
    change_notes text NOT NULL CHECK (octet_length(change_notes) BETWEEN 1 AND 16384),
    document jsonb NOT NULL CHECK (jsonb_typeof(document) = 'object' AND octet_length(document::text) <= 2097152),
    content_hash text NOT NULL CHECK (content_hash ~ '^[0-9a-f]{64}$'),
    published_at timestamptz NOT NULL DEFAULT now(),
    yanked_at timestamptz,
    PRIMARY KEY (owner_id, library_id, number),
    FOREIGN KEY (owner_id, library_id) REFERENCES library ON DELETE CASCADE
);
CREATE UNIQUE INDEX library_version_library ON library_version (library_id, number);

-- The identity of a question: never reused, never of another owner (R3). Written by the trigger that publishes a version,
-- and by nobody else.
CREATE TABLE question (
    owner_id uuid NOT NULL,
    library_id uuid NOT NULL,
    question_key text NOT NULL CHECK (question_key ~ '^[a-z0-9][a-z0-9-]{1,62}$'),
    first_version int NOT NULL CHECK (first_version > 0),
    -- The first version without it; from then on the key stays taken.
    retired_version int CHECK (retired_version > first_version),
    PRIMARY KEY (owner_id, library_id, question_key),
    FOREIGN KEY (owner_id, library_id) REFERENCES library ON DELETE CASCADE
);

-- One wording of a question, with what stands beside it; written by the same trigger.
CREATE TABLE question_revision (
    owner_id uuid NOT NULL,
    library_id uuid NOT NULL,
    question_key text NOT NULL,
    revision int NOT NULL CHECK (revision > 0),
    since_version int NOT NULL CHECK (since_version > 0),
    content jsonb NOT NULL CHECK (jsonb_typeof(content) = 'object'),
    PRIMARY KEY (owner_id, library_id, question_key, revision),
    FOREIGN KEY (owner_id, library_id, question_key) REFERENCES question ON DELETE CASCADE
);

-- A candidate following a library of somebody else: the link carries the owner of the library and is no foreign key.
CREATE TABLE subscription (
    owner_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    id uuid NOT NULL,
    library_owner_id uuid NOT NULL,
    library_id uuid NOT NULL,
    pinned_version int NOT NULL CHECK (pinned_version > 0),
    policy text NOT NULL DEFAULT 'manual' CHECK (policy IN ('manual', 'minor', 'all')),
    state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'paused', 'cancelled')),
    share_statistics boolean NOT NULL DEFAULT false,
    revision int NOT NULL DEFAULT 1 CHECK (revision > 0),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (owner_id, id)
);
CREATE UNIQUE INDEX subscription_live_key ON subscription (owner_id, library_id) WHERE state <> 'cancelled';
CREATE INDEX subscription_library ON subscription (library_id) WHERE state <> 'cancelled';
