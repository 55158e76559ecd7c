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
    position int NOT NULL CHECK (position BETWEEN 0 AND 59),
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

-- Sets from before: points were as rough as points without a word on them are, and ordinal weights ranked as they were
-- stated. Frozen sets too, since nothing of what they say changes.
ALTER TABLE priority_set NO FORCE ROW LEVEL SECURITY;
ALTER TABLE priority NO FORCE ROW LEVEL SECURITY;
ALTER TABLE priority_set DISABLE TRIGGER frozen;
ALTER TABLE priority DISABLE TRIGGER frozen;
UPDATE priority_set SET certainty = 'rough' WHERE weight_mode = 'points';
UPDATE priority p SET rank = r.rank
FROM (
    SELECT q.owner_id, q.priority_set_id, q.priority_key,
        rank() OVER (PARTITION BY q.owner_id, q.priority_set_id ORDER BY q.weight DESC) AS rank
    FROM priority_set s JOIN priority q ON q.owner_id = s.owner_id AND q.priority_set_id = s.id
    WHERE s.weight_mode = 'ordinal'
) r
WHERE p.owner_id = r.owner_id AND p.priority_set_id = r.priority_set_id AND p.priority_key = r.priority_key;
ALTER TABLE priority_set ENABLE TRIGGER frozen;
ALTER TABLE priority ENABLE TRIGGER frozen;
ALTER TABLE priority_set FORCE ROW LEVEL SECURITY;
ALTER TABLE priority FORCE ROW LEVEL SECURITY;

ALTER TABLE priority_set ADD CONSTRAINT priority_set_points_check CHECK ((weight_mode = 'points') = (certainty IS NOT NULL));
ALTER TABLE priority_set ADD CONSTRAINT priority_set_frozen_check CHECK (state <> 'frozen' OR freeze_cause IS NOT NULL);

-- Errors of these rules:
--   TW106 ranks do not fit the weight mode of a set that counts      TW107 no reason for a change after a freeze

-- R7: the trade-offs of a frozen or superseded set are as immutable as its priorities.
CREATE FUNCTION tw.keep_trade_off() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    touched tw.trade_off := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    set_state text;
BEGIN
    SELECT s.state INTO set_state FROM tw.priority_set s
    WHERE s.owner_id = touched.owner_id AND s.id = touched.priority_set_id FOR SHARE;
    IF set_state IN ('frozen', 'superseded') THEN
        RAISE EXCEPTION 'a frozen priority set is immutable' USING ERRCODE = 'TW007';
    END IF;
    RETURN touched;
END $$;
CREATE TRIGGER frozen BEFORE INSERT OR UPDATE OR DELETE ON trade_off FOR EACH ROW EXECUTE FUNCTION tw.keep_trade_off();

-- 5.10: once a set of the job search was frozen, the next one says why the priorities change.
CREATE FUNCTION tw.need_change_reason() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NEW.change_reason IS NULL AND EXISTS (SELECT FROM tw.priority_set s
        WHERE s.owner_id = NEW.owner_id AND s.job_search_id = NEW.job_search_id AND s.freeze_cause IS NOT NULL)
    THEN
        RAISE EXCEPTION 'a change after a freeze needs a reason' USING ERRCODE = 'TW107';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reason BEFORE UPDATE OF state ON priority_set FOR EACH ROW WHEN (OLD.state = 'draft' AND NEW.state = 'active')
    EXECUTE FUNCTION tw.need_change_reason();

-- In a set that counts every priority has a rank, from 1 to their number, exactly in the ordinal mode.
CREATE FUNCTION tw.check_ranks_of_set() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM tw.priority p WHERE p.owner_id = NEW.owner_id AND p.priority_set_id = NEW.id
        AND ((NEW.weight_mode = 'ordinal') <> (p.rank IS NOT NULL)
            OR p.rank > (SELECT count(*) FROM tw.priority q WHERE q.owner_id = NEW.owner_id AND q.priority_set_id = NEW.id)))
    THEN
        RAISE EXCEPTION 'the ranks do not fit the weight mode' USING ERRCODE = 'TW106';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER ranks AFTER UPDATE OF state, weight_mode ON priority_set FOR EACH ROW
    WHEN (NEW.state = 'active' AND (OLD.state <> NEW.state OR OLD.weight_mode <> NEW.weight_mode))
    EXECUTE FUNCTION tw.check_ranks_of_set();

-- Once a statement, however many priorities it stores.
CREATE FUNCTION tw.check_ranks() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM changed c JOIN tw.priority_set s ON s.owner_id = c.owner_id AND s.id = c.priority_set_id
        WHERE s.state <> 'draft' AND (s.weight_mode = 'ordinal') <> (c.rank IS NOT NULL))
    THEN
        RAISE EXCEPTION 'the ranks do not fit the weight mode' USING ERRCODE = 'TW106';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER ranks_added AFTER INSERT ON priority REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION tw.check_ranks();
CREATE TRIGGER ranks_changed AFTER UPDATE ON priority REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION tw.check_ranks();
