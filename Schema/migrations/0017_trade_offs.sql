-- Ranks, certainty, own anchors and trade-offs of priorities.

SET LOCAL search_path = tw;

-- How sure the candidate is of points; present exactly in that mode.
ALTER TABLE priority_set ADD COLUMN certainty text CHECK (certainty IN ('sure', 'fairly', 'rough'));
ALTER TABLE priority ADD COLUMN rank int CHECK (rank > 0);
-- What the ratings 1 to 5 mean in the candidate's own words.
ALTER TABLE priority ADD COLUMN anchors text[] CHECK (cardinality(anchors) = 5 AND array_position(anchors, NULL) IS NULL);

-- What may be given up for what, and down to which rating.
CREATE TABLE trade_off (
    owner_id uuid NOT NULL,
    priority_set_id uuid NOT NULL,
    position int NOT NULL CHECK (position >= 0),
    give_key uuid NOT NULL,
    gain_key uuid NOT NULL,
    -- The rating of what is given up beyond which it is not given up any further.
    limit_rating double precision NOT NULL CHECK (limit_rating BETWEEN 1 AND 5),
    note text CHECK (octet_length(note) BETWEEN 1 AND 16384),
    PRIMARY KEY (owner_id, priority_set_id, position),
    FOREIGN KEY (owner_id, priority_set_id, give_key) REFERENCES priority ON DELETE CASCADE,
    FOREIGN KEY (owner_id, priority_set_id, gain_key) REFERENCES priority ON DELETE CASCADE,
    CONSTRAINT trade_off_pair_key UNIQUE (owner_id, priority_set_id, give_key, gain_key),
    CONSTRAINT trade_off_pair_check CHECK (give_key <> gain_key)
);
CREATE INDEX trade_off_gain ON trade_off (owner_id, priority_set_id, gain_key);

ALTER TABLE trade_off ENABLE ROW LEVEL SECURITY;
ALTER TABLE trade_off FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON trade_off TO tw_candidate USING (owner_id = (SELECT sec.uid())) WITH CHECK (owner_id = (SELECT sec.uid()));
GRANT SELECT, INSERT, DELETE ON trade_off TO tw_candidate;
GRANT UPDATE (certainty) ON priority_set TO tw_candidate;
GRANT UPDATE (rank, anchors) ON priority TO tw_candidate;
