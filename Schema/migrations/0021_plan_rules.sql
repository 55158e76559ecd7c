-- What a plan refers to belongs to its opportunity: the belief that an item is to settle, and the item it continues.

SET LOCAL search_path = tw;

CREATE FUNCTION tw.check_planned_belief() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM tw.interview i
        JOIN tw.belief b ON b.owner_id = i.owner_id AND b.opportunity_id = i.opportunity_id AND b.id = NEW.belief_id
        WHERE i.owner_id = NEW.owner_id AND i.id = NEW.interview_id)
    THEN
        RAISE EXCEPTION 'there is no such belief' USING ERRCODE = 'TW404';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER settles_a_belief BEFORE INSERT ON plan_item FOR EACH ROW WHEN (NEW.belief_id IS NOT NULL)
    EXECUTE FUNCTION tw.check_planned_belief();
CREATE TRIGGER settles_another_belief BEFORE UPDATE OF belief_id ON plan_item FOR EACH ROW
    WHEN (NEW.belief_id IS NOT NULL AND NEW.belief_id IS DISTINCT FROM OLD.belief_id)
    EXECUTE FUNCTION tw.check_planned_belief();

CREATE FUNCTION tw.check_carried_item() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM tw.plan_item p
        JOIN tw.interview i ON i.owner_id = p.owner_id AND i.id = p.interview_id
        JOIN tw.interview j ON j.owner_id = i.owner_id AND j.opportunity_id = i.opportunity_id AND j.id = NEW.interview_id
        WHERE p.owner_id = NEW.owner_id AND p.id = NEW.carried_from)
    THEN
        RAISE EXCEPTION 'there is no such item' USING ERRCODE = 'TW404';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER continues_an_item BEFORE INSERT ON plan_item FOR EACH ROW WHEN (NEW.carried_from IS NOT NULL)
    EXECUTE FUNCTION tw.check_carried_item();
CREATE TRIGGER continues_another_item BEFORE UPDATE OF carried_from ON plan_item FOR EACH ROW
    WHEN (NEW.carried_from IS NOT NULL AND NEW.carried_from IS DISTINCT FROM OLD.carried_from)
    EXECUTE FUNCTION tw.check_carried_item();

-- A question never loses its way: when its copy leaves the next plan, or the letter that was to ask it is dropped, the item
-- that was moved waits again.
CREATE FUNCTION tw.wait_again() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE waiting uuid := CASE TG_TABLE_NAME WHEN 'plan_item' THEN to_jsonb(OLD) ->> 'carried_from' ELSE to_jsonb(OLD) ->> 'item_id' END;
BEGIN
    -- After an erasure this runs as whoever erased.
    IF tw.account_exists(OLD.owner_id) THEN
        UPDATE tw.plan_item p SET state = 'deferred'
        WHERE p.owner_id = OLD.owner_id AND p.id = waiting AND p.state = 'moved'
            AND NOT EXISTS (SELECT FROM tw.plan_item c WHERE c.owner_id = p.owner_id AND c.carried_from = p.id)
            AND NOT EXISTS (SELECT FROM tw.follow_up f WHERE f.owner_id = p.owner_id AND f.item_id = p.id
                AND f.state <> 'dropped');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER lets_wait_again AFTER DELETE ON plan_item FOR EACH ROW WHEN (OLD.carried_from IS NOT NULL)
    EXECUTE FUNCTION tw.wait_again();
CREATE TRIGGER lets_wait_again AFTER DELETE ON follow_up FOR EACH ROW WHEN (OLD.item_id IS NOT NULL)
    EXECUTE FUNCTION tw.wait_again();
CREATE TRIGGER dropped_waits_again AFTER UPDATE OF state ON follow_up FOR EACH ROW
    WHEN (OLD.item_id IS NOT NULL AND NEW.state = 'dropped' AND OLD.state <> 'dropped') EXECUTE FUNCTION tw.wait_again();
