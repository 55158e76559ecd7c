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
