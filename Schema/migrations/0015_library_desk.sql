-- The coach's desk: credit for a library that another one started from, and suggestions of candidates with their fate.

SET LOCAL search_path = tw;

-- Whom a fork gives credit to, in words, so that it outlives the library it started from.
ALTER TABLE library ADD COLUMN forked_version int CHECK (forked_version > 0);
ALTER TABLE library ADD COLUMN fork_credit text CHECK (octet_length(fork_credit) BETWEEN 1 AND 1000);
ALTER TABLE library ADD CONSTRAINT library_fork_check CHECK (num_nonnulls(forked_from, forked_version, fork_credit) IN (0, 3));
ALTER TABLE library_version ADD COLUMN yank_reason text CHECK (octet_length(yank_reason) BETWEEN 1 AND 1000);

-- A letter of a candidate to the owner of a library: written by the candidate, who may take it back, and by nobody else.
CREATE TABLE suggestion (
    owner_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    id uuid NOT NULL,
    -- The library of somebody else: no foreign key.
    library_owner_id uuid NOT NULL,
    library_id uuid NOT NULL,
    library_version int NOT NULL CHECK (library_version > 0),
    -- The question that is to change; absent for a new one.
    question_key text CHECK (question_key ~ '^[a-z0-9][a-z0-9-]{1,62}$'),
    text text NOT NULL CHECK (octet_length(text) BETWEEN 1 AND 1000),
    reason text CHECK (octet_length(reason) BETWEEN 1 AND 16384),
    -- The name that the coach reads; absent for a suggestion without a name.
    signed_as text CHECK (octet_length(signed_as) BETWEEN 1 AND 200),
    withdrawn_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (owner_id, id)
);
CREATE INDEX suggestion_library ON suggestion (library_owner_id, library_id, id);

-- What became of it: written by the owner of the library, or by the publication that overtook it (R4).
CREATE TABLE suggestion_fate (
    owner_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    suggestion_id uuid NOT NULL,
    fate text NOT NULL CHECK (fate IN ('accepted', 'declined', 'superseded')),
    reply text CHECK (octet_length(reply) BETWEEN 1 AND 16384),
    decided_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (owner_id, suggestion_id)
);
CREATE INDEX suggestion_fate_suggestion ON suggestion_fate (suggestion_id);

ALTER TABLE suggestion ENABLE ROW LEVEL SECURITY;
ALTER TABLE suggestion FORCE ROW LEVEL SECURITY;
ALTER TABLE suggestion_fate ENABLE ROW LEVEL SECURITY;
ALTER TABLE suggestion_fate FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON suggestion TO tw_candidate USING (owner_id = (SELECT sec.uid())) WITH CHECK (owner_id = (SELECT sec.uid()));
CREATE POLICY received ON suggestion FOR SELECT TO tw_coach USING (library_owner_id = (SELECT sec.uid()));
CREATE POLICY own ON suggestion_fate TO tw_coach USING (owner_id = (SELECT sec.uid())) WITH CHECK (owner_id = (SELECT sec.uid()));
CREATE POLICY answered ON suggestion_fate FOR SELECT TO tw_candidate
    USING (EXISTS (SELECT FROM suggestion s WHERE s.owner_id = (SELECT sec.uid()) AND s.id = suggestion_fate.suggestion_id));
GRANT SELECT, INSERT ON suggestion TO tw_candidate;
GRANT UPDATE (withdrawn_at) ON suggestion TO tw_candidate;
-- Not the owner: a coach learns the name that the candidate signed with, and nothing else of who it was.
GRANT SELECT (id, library_owner_id, library_id, library_version, question_key, text, reason, signed_as, withdrawn_at, created_at)
    ON suggestion TO tw_coach;
GRANT SELECT, INSERT ON suggestion_fate TO tw_coach;
GRANT SELECT ON suggestion_fate TO tw_candidate;
GRANT UPDATE (yank_reason) ON library_version TO tw_coach;
