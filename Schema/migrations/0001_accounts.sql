-- The two schemas, and everything about accounts.
--
-- tw holds the tables and belongs to tw_owner. sec holds the functions that look past row-level security; it belongs to
-- tw_definer, and they are all that any role may do beyond its policies. Policies follow in 0013.

CREATE SCHEMA IF NOT EXISTS tw AUTHORIZATION tw_owner;
DO $$ BEGIN EXECUTE pg_catalog.format('GRANT CREATE ON DATABASE %I TO tw_definer', pg_catalog.current_database()); END $$;
SET LOCAL ROLE tw_definer;
CREATE SCHEMA IF NOT EXISTS sec AUTHORIZATION tw_definer;
SET LOCAL ROLE tw_owner;
DO $$ BEGIN EXECUTE pg_catalog.format('REVOKE CREATE ON DATABASE %I FROM tw_definer', pg_catalog.current_database()); END $$;
SET LOCAL search_path = tw;

-- No new function is ever open to everybody.
ALTER DEFAULT PRIVILEGES FOR ROLE tw_owner REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
SET LOCAL ROLE tw_definer;
ALTER DEFAULT PRIVILEGES FOR ROLE tw_definer REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
SET LOCAL ROLE tw_owner;

-- The catalogue of what can matter in a job; written by migrations only.
CREATE TABLE dimension (
    key text PRIMARY KEY CHECK (key ~ '^[a-z0-9][a-z0-9_-]{1,62}$'),
    title text NOT NULL CHECK (octet_length(title) BETWEEN 1 AND 200),
    summary text NOT NULL CHECK (octet_length(summary) BETWEEN 1 AND 1000),
    default_direction text NOT NULL CHECK (default_direction IN ('more', 'less', 'target')),
    default_target double precision CHECK (default_target BETWEEN 1 AND 5),
    boss_dependent boolean NOT NULL,
    anchors text[] NOT NULL CHECK (cardinality(anchors) = 5 AND array_position(anchors, NULL) IS NULL),
    position int NOT NULL UNIQUE CHECK (position > 0),
    CONSTRAINT dimension_target_check CHECK ((default_direction = 'target') = (default_target IS NOT NULL))
);

CREATE TABLE account (
    id uuid PRIMARY KEY,
    email text NOT NULL UNIQUE
        CHECK (octet_length(email) <= 254 AND email ~ '^[^[:space:]@]{1,64}@[^[:space:]@]+\.[^[:space:]@]+$' AND email = lower(email)),
    display_name text NOT NULL CHECK (octet_length(display_name) BETWEEN 1 AND 200),
    -- A PHC string; absent until the invitation is taken.
    password_hash text CHECK (octet_length(password_hash) BETWEEN 1 AND 500),
    status text NOT NULL DEFAULT 'invited' CHECK (status IN ('invited', 'active', 'suspended', 'closed')),
    time_zone text NOT NULL DEFAULT 'UTC' CHECK (time_zone ~ '^[A-Za-z0-9/_+-]{1,64}$'),
    locale text CHECK (locale ~ '^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$' AND octet_length(locale) <= 35),
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT account_password_check CHECK (status IN ('invited', 'closed') OR password_hash IS NOT NULL)
);

CREATE TABLE account_role (
    account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    role text NOT NULL CHECK (role IN ('candidate', 'coach')),
    PRIMARY KEY (account_id, role)
);

-- A signed-in device. The token is never stored, only its SHA-256.
CREATE TABLE session (
    id uuid PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    token_sha256 bytea NOT NULL UNIQUE CHECK (octet_length(token_sha256) = 32),
    label text CHECK (octet_length(label) BETWEEN 1 AND 200),
    address text CHECK (octet_length(address) BETWEEN 1 AND 64),
    created_at timestamptz NOT NULL DEFAULT now(),
    last_used_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz,
    CONSTRAINT session_life_check CHECK (expires_at > created_at AND expires_at <= created_at + interval '30 days 1 minute')
);
CREATE INDEX session_account ON session (account_id, id);

-- A one-time code: an invitation opens or activates an account, a reset sets a new password of one.
CREATE TABLE invitation (
    id uuid PRIMARY KEY,
    purpose text NOT NULL CHECK (purpose IN ('invitation', 'reset')),
    code_sha256 bytea NOT NULL UNIQUE CHECK (octet_length(code_sha256) = 32),
    roles text[] NOT NULL DEFAULT '{}' CHECK (roles <@ ARRAY['candidate', 'coach']),
    account_id uuid REFERENCES account ON DELETE CASCADE,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    used_by uuid REFERENCES account ON DELETE SET NULL,
    used_at timestamptz,
    CONSTRAINT invitation_life_check CHECK (expires_at > created_at AND expires_at <= created_at + interval '72 hours 1 minute'),
    CONSTRAINT invitation_purpose_check1 CHECK (
        CASE purpose WHEN 'reset' THEN account_id IS NOT NULL AND roles = '{}' ELSE cardinality(roles) > 0 END),
    CONSTRAINT invitation_use_check CHECK (used_by IS NULL OR used_at IS NOT NULL)
);
CREATE INDEX invitation_account ON invitation (account_id);
CREATE INDEX invitation_used_by ON invitation (used_by);

-- Token buckets, shared by all server processes; the key is a hash of what is counted.
CREATE TABLE throttle (
    key bytea PRIMARY KEY CHECK (octet_length(key) = 32),
    tokens real NOT NULL,
    at timestamptz NOT NULL
);
CREATE INDEX throttle_at ON throttle (at);

-- Who did what, without contents. The actor is no foreign key, so that an erased account leaves its pseudonymous id.
CREATE TABLE audit_event (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    actor uuid,
    event text NOT NULL CHECK (event ~ '^[a-z][a-zA-Z0-9_]*(\.[a-zA-Z0-9_]+)*$' AND octet_length(event) <= 100),
    subject uuid,
    detail jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(detail) = 'object' AND octet_length(detail::text) <= 4096)
);
CREATE INDEX audit_event_actor ON audit_event (actor, id);

-- Seals chain the audit: each is the SHA-256 of the seal before it and of the events up to it.
CREATE TABLE audit_seal (
    upto bigint PRIMARY KEY,
    events bigint NOT NULL CHECK (events > 0),
    sha256 bytea NOT NULL CHECK (octet_length(sha256) = 32),
    at timestamptz NOT NULL DEFAULT now()
);

-- First responses of keyed calls (R22), written in the transaction of the call.
CREATE TABLE idempotency (
    owner_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    key uuid NOT NULL,
    method text NOT NULL CHECK (octet_length(method) BETWEEN 1 AND 100),
    params_sha256 bytea NOT NULL CHECK (octet_length(params_sha256) = 32),
    response bytea NOT NULL CHECK (octet_length(response) <= 4194304),
    at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (owner_id, key)
);
CREATE INDEX idempotency_at ON idempotency (at);
