-- What contradicts itself: what was said as a value, pairs that cannot both be so, and the questions that are to clear it up.
--
-- Errors, beside those of 0011 and 0018:   TW013 a contradiction waits although its evidence is gone

SET LOCAL search_path = tw;

-- What was said as a number, yes or no, or a day.
ALTER TABLE answer
    ADD COLUMN value_kind text CHECK (value_kind IN ('number', 'yes_no', 'day')),
    ADD COLUMN value_number double precision CHECK (value_number BETWEEN -1e15 AND 1e15),
    ADD COLUMN value_unit text CHECK (octet_length(value_unit) BETWEEN 1 AND 200),
    ADD COLUMN value_yes boolean,
    ADD COLUMN value_day date,
    ADD CONSTRAINT answer_value_check CHECK (CASE value_kind
        WHEN 'number' THEN value_number IS NOT NULL AND num_nonnulls(value_yes, value_day) = 0
        WHEN 'yes_no' THEN value_yes IS NOT NULL AND num_nonnulls(value_number, value_unit, value_day) = 0
        WHEN 'day' THEN value_day IS NOT NULL AND num_nonnulls(value_number, value_unit, value_yes) = 0
        ELSE num_nonnulls(value_number, value_unit, value_yes, value_day) = 0 END);
GRANT UPDATE (value_kind, value_number, value_unit, value_yes, value_day) ON answer TO tw_candidate;

-- One row for each unordered pair: two pieces of evidence, or one and a belief (DOMAIN.md 5.5).
CREATE TABLE contradiction (
    owner_id uuid NOT NULL,
    id uuid NOT NULL,
    opportunity_id uuid NOT NULL,
    first_id uuid NOT NULL,
    second_id uuid,
    belief_id uuid,
    -- How grave it was when it was found, with the weight that the priority had then.
    severity double precision NOT NULL CHECK (severity BETWEEN 0 AND 1),
    weight double precision NOT NULL CHECK (weight BETWEEN 0 AND 1),
    state text NOT NULL DEFAULT 'open'
        CHECK (state IN ('open', 'queued', 'explained', 'accepted_as_risk', 'dismissed', 'resolved_by_data')),
    -- The explanation, or why it is a risk worth taking or none.
    reason text CHECK (octet_length(reason) BETWEEN 1 AND 16384),
    decided_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (owner_id, id),
    CONSTRAINT contradiction_pair_key UNIQUE (owner_id, first_id, second_id),
    CONSTRAINT contradiction_belief_key UNIQUE (owner_id, belief_id, first_id),
    FOREIGN KEY (owner_id, opportunity_id) REFERENCES opportunity ON DELETE CASCADE,
    FOREIGN KEY (owner_id, first_id) REFERENCES evidence ON DELETE CASCADE,
    FOREIGN KEY (owner_id, second_id) REFERENCES evidence ON DELETE CASCADE,
    FOREIGN KEY (owner_id, belief_id) REFERENCES belief ON DELETE CASCADE,
    CONSTRAINT contradiction_sides_check CHECK (num_nonnulls(second_id, belief_id) = 1),
    CONSTRAINT contradiction_order_check CHECK (first_id < second_id),
    CONSTRAINT contradiction_decided_check CHECK ((state IN ('explained', 'accepted_as_risk', 'dismissed'))
        = (reason IS NOT NULL) AND (reason IS NOT NULL) = (decided_at IS NOT NULL))
);
CREATE INDEX contradiction_opportunity ON contradiction (owner_id, opportunity_id, id);
CREATE INDEX contradiction_second ON contradiction (owner_id, second_id);
CREATE INDEX contradiction_open ON contradiction (owner_id, severity DESC, id) WHERE state = 'open';

ALTER TABLE contradiction ENABLE ROW LEVEL SECURITY;
ALTER TABLE contradiction FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON contradiction TO tw_candidate
    USING (owner_id = (SELECT sec.uid())) WITH CHECK (owner_id = (SELECT sec.uid()));
GRANT SELECT, INSERT, DELETE ON contradiction TO tw_candidate;
GRANT UPDATE (state, reason, decided_at, updated_at) ON contradiction TO tw_candidate;

-- What becomes of it is the candidate's word or follows from the evidence; the pair may contradict itself anew.
CREATE TRIGGER life_cycle BEFORE UPDATE OF state ON contradiction FOR EACH ROW WHEN (OLD.state <> NEW.state)
    EXECUTE FUNCTION tw.follow_life_cycle('state', 'open>queued', 'open>explained', 'open>accepted_as_risk',
        'open>dismissed', 'open>resolved_by_data', 'queued>open', 'queued>explained', 'queued>accepted_as_risk',
        'queued>dismissed', 'queued>resolved_by_data', 'resolved_by_data>open', 'resolved_by_data>queued');

-- Both sides are about the same priority at the same scope of the opportunity.
CREATE FUNCTION tw.check_contradiction() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM tw.evidence e
        LEFT JOIN tw.evidence o ON o.owner_id = e.owner_id AND o.id = NEW.second_id AND o.opportunity_id = e.opportunity_id
            AND o.priority_key = e.priority_key AND o.scope = e.scope
        LEFT JOIN tw.belief b ON b.owner_id = e.owner_id AND b.id = NEW.belief_id AND b.opportunity_id = e.opportunity_id
            AND b.priority_key = e.priority_key AND b.scope = e.scope
        WHERE e.owner_id = NEW.owner_id AND e.id = NEW.first_id AND e.opportunity_id = NEW.opportunity_id
            AND (o.id IS NOT NULL OR b.id IS NOT NULL))
    THEN
        RAISE EXCEPTION 'there is no such pair' USING ERRCODE = 'TW404';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER of_one_matter BEFORE INSERT ON contradiction FOR EACH ROW EXECUTE FUNCTION tw.check_contradiction();
CREATE TRIGGER stays_out_of_merged AFTER INSERT OR UPDATE OF opportunity_id ON contradiction
    FOR EACH ROW EXECUTE FUNCTION tw.refuse_merged();

-- It waits only while its evidence counts (compare R12). Looked at when the transaction commits, so that whoever retires
-- evidence can bring the contradictions after it.
CREATE FUNCTION tw.check_waiting_contradiction() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    -- After an erasure this runs as whoever erased.
    IF tw.account_exists(NEW.owner_id) AND (
        EXISTS (SELECT FROM tw.contradiction c
            WHERE c.owner_id = NEW.owner_id AND c.first_id = NEW.id AND c.state IN ('open', 'queued'))
        OR EXISTS (SELECT FROM tw.contradiction c
            WHERE c.owner_id = NEW.owner_id AND c.second_id = NEW.id AND c.state IN ('open', 'queued')))
    THEN
        RAISE EXCEPTION 'a contradiction waits for evidence that is gone' USING ERRCODE = 'TW013';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER resolves_contradictions AFTER UPDATE OF retired_at ON evidence DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.retired_at IS NOT NULL) EXECUTE FUNCTION tw.check_waiting_contradiction();

-- It moves with its evidence when a job is merged into another one.
GRANT SELECT, UPDATE (opportunity_id, updated_at) ON contradiction TO tw_definer;
CREATE FUNCTION tw.move_contradictions() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE tw.contradiction c SET opportunity_id = NEW.opportunity_id, updated_at = now()
    WHERE c.owner_id = NEW.owner_id AND c.first_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER takes_contradictions_along AFTER UPDATE OF opportunity_id ON evidence FOR EACH ROW
    WHEN (OLD.opportunity_id <> NEW.opportunity_id) EXECUTE FUNCTION tw.move_contradictions();

-- The contradiction that an item of a plan is to clear up is one of its opportunity.
ALTER TABLE plan_item ADD COLUMN contradiction_id uuid;
ALTER TABLE plan_item ADD FOREIGN KEY (owner_id, contradiction_id) REFERENCES contradiction ON DELETE SET NULL (contradiction_id);
CREATE INDEX plan_item_contradiction ON plan_item (owner_id, contradiction_id);
GRANT UPDATE (contradiction_id) ON plan_item TO tw_candidate;

CREATE FUNCTION tw.check_planned_contradiction() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM tw.interview i
        JOIN tw.contradiction c ON c.owner_id = i.owner_id AND c.opportunity_id = i.opportunity_id AND c.id = NEW.contradiction_id
        WHERE i.owner_id = NEW.owner_id AND i.id = NEW.interview_id)
    THEN
        RAISE EXCEPTION 'there is no such contradiction' USING ERRCODE = 'TW404';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER clears_up_a_contradiction BEFORE INSERT ON plan_item FOR EACH ROW WHEN (NEW.contradiction_id IS NOT NULL)
    EXECUTE FUNCTION tw.check_planned_contradiction();
CREATE TRIGGER clears_up_another_contradiction BEFORE UPDATE OF contradiction_id ON plan_item FOR EACH ROW
    WHEN (NEW.contradiction_id IS NOT NULL AND NEW.contradiction_id IS DISTINCT FROM OLD.contradiction_id)
    EXECUTE FUNCTION tw.check_planned_contradiction();
