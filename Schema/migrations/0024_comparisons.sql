-- Opportunities compared under doubt (DOMAIN.md 5.2): what came of it on that day, and whether it still holds.

SET LOCAL search_path = tw;

-- Written once; it only ever grows stale. The document is the result as comparison.get answers it.
CREATE TABLE comparison (
    owner_id uuid NOT NULL,
    id uuid NOT NULL,
    job_search_id uuid NOT NULL,
    priority_set_id uuid NOT NULL,
    title text CHECK (octet_length(title) BETWEEN 1 AND 200),
    -- Beyond this a whole number does not survive every reader of JSON.
    seed bigint NOT NULL CHECK (seed BETWEEN 0 AND 9007199254740991),
    method_version text NOT NULL CHECK (method_version ~ '^[0-9a-z.]{1,20}$'),
    inputs_hash text NOT NULL CHECK (inputs_hash ~ '^[0-9a-f]{64}$'),
    state text NOT NULL DEFAULT 'current' CHECK (state IN ('current', 'stale')),
    headline text NOT NULL CHECK (octet_length(headline) BETWEEN 1 AND 4096),
    document jsonb NOT NULL CHECK (jsonb_typeof(document) = 'object' AND octet_length(document::text) <= 2097152),
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (owner_id, id),
    FOREIGN KEY (owner_id, job_search_id) REFERENCES job_search ON DELETE CASCADE,
    FOREIGN KEY (owner_id, priority_set_id) REFERENCES priority_set ON DELETE CASCADE
);
CREATE INDEX comparison_job_search ON comparison (owner_id, job_search_id, id);
CREATE INDEX comparison_priority_set ON comparison (owner_id, priority_set_id);

CREATE TABLE comparison_entry (
    owner_id uuid NOT NULL,
    comparison_id uuid NOT NULL,
    opportunity_id uuid NOT NULL,
    -- The place in the result, from 0 on.
    position int NOT NULL CHECK (position BETWEEN 0 AND 49),
    standing text NOT NULL CHECK (standing IN ('ranked', 'provisional', 'excluded')),
    score_lo double precision NOT NULL,
    score_hi double precision NOT NULL,
    -- Of coming first; absent exactly for what is left out of the ranks (R14).
    first_chance double precision CHECK (first_chance BETWEEN 0 AND 1),
    PRIMARY KEY (owner_id, comparison_id, opportunity_id),
    FOREIGN KEY (owner_id, comparison_id) REFERENCES comparison ON DELETE CASCADE,
    FOREIGN KEY (owner_id, opportunity_id) REFERENCES opportunity ON DELETE CASCADE,
    CONSTRAINT comparison_entry_position_key UNIQUE (owner_id, comparison_id, position),
    CONSTRAINT comparison_entry_score_check CHECK (0 <= score_lo AND score_lo <= score_hi AND score_hi <= 1),
    CONSTRAINT comparison_entry_excluded_check CHECK ((standing = 'excluded') = (first_chance IS NULL))
);
CREATE INDEX comparison_entry_opportunity ON comparison_entry (owner_id, opportunity_id);

DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['comparison', 'comparison_entry'] LOOP
        EXECUTE format('ALTER TABLE tw.%I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('ALTER TABLE tw.%I FORCE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY own ON tw.%I TO tw_candidate USING (owner_id = (SELECT sec.uid())) '
            'WITH CHECK (owner_id = (SELECT sec.uid()))', t);
        EXECUTE format('GRANT SELECT, INSERT, DELETE ON tw.%I TO tw_candidate', t);
    END LOOP;
END $$;
GRANT UPDATE (state) ON comparison TO tw_candidate;
-- Merging changes what comparisons rest on.
GRANT SELECT, UPDATE (state) ON comparison TO tw_definer;
GRANT SELECT ON comparison_entry TO tw_definer;

CREATE TRIGGER life_cycle BEFORE UPDATE OF state ON comparison FOR EACH ROW WHEN (OLD.state <> NEW.state)
    EXECUTE FUNCTION tw.follow_life_cycle('state', 'current>stale');
CREATE TRIGGER append_only BEFORE UPDATE ON comparison FOR EACH ROW
    WHEN ((OLD.owner_id, OLD.id, OLD.job_search_id, OLD.priority_set_id, OLD.title, OLD.seed, OLD.method_version,
            OLD.inputs_hash, OLD.headline, OLD.document, OLD.created_at)
        IS DISTINCT FROM (NEW.owner_id, NEW.id, NEW.job_search_id, NEW.priority_set_id, NEW.title, NEW.seed,
            NEW.method_version, NEW.inputs_hash, NEW.headline, NEW.document, NEW.created_at))
    EXECUTE FUNCTION tw.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE ON comparison_entry FOR EACH ROW EXECUTE FUNCTION tw.refuse_change();

-- R15: one set, which counts, and opportunities of the same job search.
CREATE FUNCTION tw.check_comparison() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM tw.priority_set s WHERE s.owner_id = NEW.owner_id AND s.id = NEW.priority_set_id
        AND s.job_search_id = NEW.job_search_id AND s.state IN ('active', 'frozen'))
    THEN
        RAISE EXCEPTION 'there is no such set' USING ERRCODE = 'TW404';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER by_the_set_that_counts BEFORE INSERT ON comparison FOR EACH ROW EXECUTE FUNCTION tw.check_comparison();

CREATE FUNCTION tw.check_comparison_entry() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM tw.comparison c
        JOIN tw.opportunity o ON o.owner_id = c.owner_id AND o.job_search_id = c.job_search_id AND o.id = NEW.opportunity_id
        WHERE c.owner_id = NEW.owner_id AND c.id = NEW.comparison_id)
    THEN
        RAISE EXCEPTION 'there is no such opportunity' USING ERRCODE = 'TW404';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER of_the_job_search BEFORE INSERT ON comparison_entry FOR EACH ROW
    EXECUTE FUNCTION tw.check_comparison_entry();

-- R15: any changed input marks a comparison stale, in the same transaction.
--
-- Whoever stores a comparison locks its opportunities and its set first and reads the inputs after that; whoever changes
-- an input waits here until that is done, and then sees the comparison.
CREATE FUNCTION tw.outdate_comparisons() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    owner uuid;
    touched uuid[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        owner := NEW.owner_id;
        touched := ARRAY[NEW.opportunity_id];
    ELSIF TG_OP = 'DELETE' THEN
        owner := OLD.owner_id;
        touched := ARRAY[OLD.opportunity_id];
    ELSE
        owner := NEW.owner_id;
        touched := ARRAY[OLD.opportunity_id, NEW.opportunity_id];
    END IF;
    -- After an erasure this runs as whoever erased.
    IF NOT tw.account_exists(owner) THEN
        RETURN NULL;
    END IF;
    PERFORM FROM tw.opportunity o WHERE o.owner_id = owner AND o.id = ANY (touched) ORDER BY o.id FOR KEY SHARE;
    UPDATE tw.comparison c SET state = 'stale'
    WHERE c.owner_id = owner AND c.state = 'current' AND c.id IN (SELECT e.comparison_id FROM tw.comparison_entry e
        WHERE e.owner_id = owner AND e.opportunity_id = ANY (touched));
    RETURN NULL;
END $$;
CREATE TRIGGER outdates_comparisons AFTER INSERT OR DELETE ON evidence FOR EACH ROW
    EXECUTE FUNCTION tw.outdate_comparisons();
CREATE TRIGGER outdates_comparisons_changed AFTER UPDATE OF retired_at, opportunity_id ON evidence FOR EACH ROW
    WHEN (OLD.retired_at IS DISTINCT FROM NEW.retired_at OR OLD.opportunity_id <> NEW.opportunity_id)
    EXECUTE FUNCTION tw.outdate_comparisons();
CREATE TRIGGER outdates_comparisons AFTER INSERT OR DELETE ON priority_rating FOR EACH ROW
    EXECUTE FUNCTION tw.outdate_comparisons();
CREATE TRIGGER outdates_comparisons_changed AFTER UPDATE OF lo, hi, opportunity_id ON priority_rating FOR EACH ROW
    WHEN ((OLD.lo, OLD.hi, OLD.opportunity_id) <> (NEW.lo, NEW.hi, NEW.opportunity_id))
    EXECUTE FUNCTION tw.outdate_comparisons();
CREATE TRIGGER outdates_comparisons AFTER INSERT OR DELETE ON waiver FOR EACH ROW
    EXECUTE FUNCTION tw.outdate_comparisons();
CREATE TRIGGER outdates_comparisons_changed AFTER UPDATE OF revoked_at, opportunity_id ON waiver FOR EACH ROW
    WHEN (OLD.revoked_at IS DISTINCT FROM NEW.revoked_at OR OLD.opportunity_id <> NEW.opportunity_id)
    EXECUTE FUNCTION tw.outdate_comparisons();

-- An opportunity that is deleted takes its entries along, and one that is merged is none any more.
CREATE FUNCTION tw.outdate_comparison() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF tw.account_exists(OLD.owner_id) THEN
        UPDATE tw.comparison SET state = 'stale'
        WHERE owner_id = OLD.owner_id AND id = OLD.comparison_id AND state = 'current';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER outdates_comparison AFTER DELETE ON comparison_entry FOR EACH ROW EXECUTE FUNCTION tw.outdate_comparison();

CREATE FUNCTION tw.outdate_comparisons_of_merged() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE tw.comparison c SET state = 'stale'
    WHERE c.owner_id = NEW.owner_id AND c.state = 'current' AND c.id IN (SELECT e.comparison_id FROM tw.comparison_entry e
        WHERE e.owner_id = NEW.owner_id AND e.opportunity_id IN (NEW.id, NEW.merged_into_id));
    RETURN NULL;
END $$;
CREATE TRIGGER outdates_comparisons AFTER UPDATE OF merged_into_id ON opportunity FOR EACH ROW
    WHEN (OLD.merged_into_id IS DISTINCT FROM NEW.merged_into_id) EXECUTE FUNCTION tw.outdate_comparisons_of_merged();

-- Another set counts, or the one that counts says something else. Freezing it changes nothing.
CREATE FUNCTION tw.outdate_comparisons_of_set() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE tw.comparison SET state = 'stale'
    WHERE owner_id = NEW.owner_id AND priority_set_id = NEW.id AND state = 'current';
    RETURN NULL;
END $$;
CREATE TRIGGER outdates_comparisons AFTER UPDATE OF state, weight_mode, certainty ON priority_set FOR EACH ROW
    WHEN (OLD.state <> 'superseded' AND NEW.state = 'superseded' OR OLD.weight_mode <> NEW.weight_mode
        OR OLD.certainty IS DISTINCT FROM NEW.certainty)
    EXECUTE FUNCTION tw.outdate_comparisons_of_set();

-- Once a statement, however many priorities it stores.
CREATE FUNCTION tw.outdate_comparisons_by_priorities() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE touched record;
BEGIN
    FOR touched IN SELECT DISTINCT p.owner_id, p.priority_set_id FROM changed p LOOP
        UPDATE tw.comparison SET state = 'stale'
        WHERE owner_id = touched.owner_id AND priority_set_id = touched.priority_set_id AND state = 'current';
    END LOOP;
    RETURN NULL;
END $$;
CREATE TRIGGER outdates_comparisons_added AFTER INSERT ON priority REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION tw.outdate_comparisons_by_priorities();
CREATE TRIGGER outdates_comparisons_changed AFTER UPDATE ON priority REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION tw.outdate_comparisons_by_priorities();
CREATE TRIGGER outdates_comparisons_gone AFTER DELETE ON priority REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION tw.outdate_comparisons_by_priorities();
