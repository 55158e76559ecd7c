-- The rules of DOMAIN.md that a CHECK or a key cannot say, as triggers. Errors have a class of their own:
--   TW002 a published version changes, or is out of turn      TW003 a question key is used again or moves
--   TW006 a set without any weight is activated               TW007 a frozen or superseded set changes
--   TW009 an interviewer who was asked is removed             TW010 an item is asked without an asking, or the reverse
--   TW011 a closed interview has a must-ask that is planned   TW018 a dead share or relationship is used again
--   TW100 a step that the life cycle does not have            TW101 a row that is only ever added changes
--   TW102 a row that others rest on is deleted                TW103 a library with subscribers is withdrawn
--   TW404 a link to something that is not there for the asker
--
-- Deleting from above, an account at the top, takes everything along: then the row above is already gone when a trigger
-- looks, and it stays silent.

SET LOCAL search_path = tw;

CREATE FUNCTION tw.account_exists(p_account uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM tw.account a WHERE a.id = p_account);
END $$;

-- Arguments: the column, then the steps that it may take.
CREATE FUNCTION tw.follow_life_cycle() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    before text := to_jsonb(OLD) ->> TG_ARGV[0];
    after text := to_jsonb(NEW) ->> TG_ARGV[0];
BEGIN
    IF NOT (before || '>' || after) = ANY (TG_ARGV[1:]) THEN
        RAISE EXCEPTION '% cannot go from % to %', TG_TABLE_NAME, before, after USING ERRCODE = 'TW100';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER life_cycle BEFORE UPDATE OF state ON job_search FOR EACH ROW WHEN (OLD.state <> NEW.state)
    EXECUTE FUNCTION tw.follow_life_cycle('state', 'active>closed', 'closed>active');
CREATE TRIGGER life_cycle BEFORE UPDATE OF state ON priority_set FOR EACH ROW WHEN (OLD.state <> NEW.state)
    EXECUTE FUNCTION tw.follow_life_cycle('state', 'draft>active', 'active>frozen', 'active>superseded', 'frozen>superseded');
CREATE TRIGGER life_cycle BEFORE UPDATE OF state ON interview FOR EACH ROW WHEN (OLD.state <> NEW.state)
    EXECUTE FUNCTION tw.follow_life_cycle('state', 'proposed>scheduled', 'scheduled>in_progress', 'in_progress>held',
        'held>closed', 'proposed>cancelled', 'scheduled>cancelled', 'scheduled>no_show', 'cancelled>scheduled');
CREATE TRIGGER life_cycle BEFORE UPDATE OF state ON subscription FOR EACH ROW WHEN (OLD.state <> NEW.state)
    EXECUTE FUNCTION tw.follow_life_cycle('state', 'active>paused', 'paused>active', 'active>cancelled', 'paused>cancelled');
CREATE TRIGGER life_cycle BEFORE UPDATE OF status ON library FOR EACH ROW WHEN (OLD.status <> NEW.status)
    EXECUTE FUNCTION tw.follow_life_cycle('status', 'draft>published', 'published>deprecated', 'deprecated>published',
        'deprecated>withdrawn');
CREATE TRIGGER life_cycle BEFORE UPDATE OF status ON relationship FOR EACH ROW WHEN (OLD.status <> NEW.status)
    EXECUTE FUNCTION tw.follow_life_cycle('status', 'invited>active', 'active>paused', 'paused>active', 'invited>ended',
        'active>ended', 'paused>ended');

-- Rows that are only ever added, or only ever marked in the columns named as arguments, once.
CREATE FUNCTION tw.refuse_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    before jsonb := to_jsonb(OLD);
    after jsonb := to_jsonb(NEW);
    marked text;
BEGIN
    FOREACH marked IN ARRAY coalesce(TG_ARGV, '{}') LOOP
        IF before ->> marked IS NULL OR before ->> marked IS NOT DISTINCT FROM after ->> marked THEN
            before := before - marked;
            after := after - marked;
        END IF;
    END LOOP;
    IF before <> after THEN
        RAISE EXCEPTION 'a row of % is never edited', TG_TABLE_NAME USING ERRCODE = 'TW101';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION tw.refuse() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are only ever added', TG_TABLE_NAME USING ERRCODE = 'TW101';
END $$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event FOR EACH STATEMENT EXECUTE FUNCTION tw.refuse();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_seal FOR EACH STATEMENT EXECUTE FUNCTION tw.refuse();
CREATE TRIGGER append_only BEFORE UPDATE ON stage_event FOR EACH ROW EXECUTE FUNCTION tw.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE ON receipt FOR EACH ROW EXECUTE FUNCTION tw.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE ON share FOR EACH ROW EXECUTE FUNCTION tw.refuse_change('revoked_at');

-- Deleting the thing that such a row is about takes it along; nothing else does. Argument: what it is about.
CREATE FUNCTION tw.refuse_loss() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF tw.account_exists(OLD.owner_id)
        AND EXISTS (SELECT FROM tw.opportunity o WHERE o.owner_id = OLD.owner_id AND o.id = OLD.opportunity_id)
    THEN
        RAISE EXCEPTION 'a row of % is never deleted', TG_TABLE_NAME USING ERRCODE = 'TW101';
    END IF;
    RETURN OLD;
END $$;

CREATE TRIGGER never_lost BEFORE DELETE ON stage_event FOR EACH ROW EXECUTE FUNCTION tw.refuse_loss();
CREATE TRIGGER never_lost BEFORE DELETE ON receipt FOR EACH ROW EXECUTE FUNCTION tw.refuse_loss();
CREATE TRIGGER never_lost BEFORE DELETE ON share FOR EACH ROW EXECUTE FUNCTION tw.refuse_loss();

-- R2: a published version never changes; it can be yanked.
CREATE FUNCTION tw.keep_version() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF tw.account_exists(OLD.owner_id) THEN
            RAISE EXCEPTION 'a published version is never deleted' USING ERRCODE = 'TW002';
        END IF;
        RETURN OLD;
    ELSIF TG_OP = 'INSERT' THEN
        IF NEW.number <> 1 + coalesce((SELECT max(v.number) FROM tw.library_version v
            WHERE v.owner_id = NEW.owner_id AND v.library_id = NEW.library_id), 0)
        THEN
            RAISE EXCEPTION 'version % is not the next one', NEW.number USING ERRCODE = 'TW002';
        END IF;
        IF EXISTS (SELECT FROM tw.library l WHERE l.owner_id = NEW.owner_id AND l.id = NEW.library_id AND l.status = 'withdrawn')
        THEN
            RAISE EXCEPTION 'a withdrawn library has no new versions' USING ERRCODE = 'TW100';
        END IF;
    ELSIF OLD.yanked_at IS NOT NULL OR (to_jsonb(OLD) - 'yanked_at') <> (to_jsonb(NEW) - 'yanked_at') THEN
        RAISE EXCEPTION 'a published version never changes' USING ERRCODE = 'TW002';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER never_changes BEFORE INSERT OR UPDATE OR DELETE ON library_version
    FOR EACH ROW EXECUTE FUNCTION tw.keep_version();

-- A subscription is pinned to a version that its owner can read.
CREATE FUNCTION tw.check_pin() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM tw.library_version v WHERE v.owner_id = NEW.library_owner_id
        AND v.library_id = NEW.library_id AND v.number = NEW.pinned_version)
    THEN
        RAISE EXCEPTION 'there is no such version' USING ERRCODE = 'TW404';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER pinned_to_a_version BEFORE INSERT OR UPDATE OF pinned_version ON subscription
    FOR EACH ROW EXECUTE FUNCTION tw.check_pin();

-- R7: a set starts as a draft; once frozen or superseded it is immutable, with its priorities, and never deleted.
CREATE FUNCTION tw.keep_priority_set() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE moving text[] := '{state,revision,updated_at}';
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'draft' THEN
            RAISE EXCEPTION 'a priority set starts as a draft' USING ERRCODE = 'TW100';
        END IF;
        RETURN NEW;
    ELSIF TG_OP = 'DELETE' THEN
        IF OLD.state <> 'draft' AND tw.account_exists(OLD.owner_id)
            AND EXISTS (SELECT FROM tw.job_search j WHERE j.owner_id = OLD.owner_id AND j.id = OLD.job_search_id)
        THEN
            RAISE EXCEPTION 'only a draft is deleted' USING ERRCODE = 'TW007';
        END IF;
        RETURN OLD;
    END IF;
    IF OLD.state IN ('frozen', 'superseded')
        AND (OLD.state = NEW.state OR (to_jsonb(OLD) - moving) <> (to_jsonb(NEW) - moving))
    THEN
        RAISE EXCEPTION 'a frozen priority set is immutable' USING ERRCODE = 'TW007';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER frozen BEFORE INSERT OR UPDATE OR DELETE ON priority_set
    FOR EACH ROW EXECUTE FUNCTION tw.keep_priority_set();

CREATE FUNCTION tw.keep_priority() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    touched tw.priority := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    set_state text;
BEGIN
    -- Locked, so that the set is not activated or frozen between this look and the end of the transaction.
    SELECT s.state INTO set_state FROM tw.priority_set s
    WHERE s.owner_id = touched.owner_id AND s.id = touched.priority_set_id FOR SHARE;
    IF set_state IN ('frozen', 'superseded') THEN
        RAISE EXCEPTION 'a frozen priority set is immutable' USING ERRCODE = 'TW007';
    END IF;
    RETURN touched;
END $$;
CREATE TRIGGER frozen BEFORE INSERT OR UPDATE OR DELETE ON priority FOR EACH ROW EXECUTE FUNCTION tw.keep_priority();

-- R6: a set that counts has some weight. Looked at when the transaction commits, so that a set can be saved whole.
CREATE FUNCTION tw.check_weights() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    owner uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.owner_id ELSE NEW.owner_id END;
    set_id uuid;
BEGIN
    IF TG_TABLE_NAME = 'priority_set' THEN
        set_id := NEW.id;
    ELSE
        set_id := OLD.priority_set_id;
    END IF;
    -- After an erasure this runs as whoever erased.
    IF NOT tw.account_exists(owner) THEN
        RETURN NULL;
    END IF;
    IF EXISTS (SELECT FROM tw.priority_set s WHERE s.owner_id = owner AND s.id = set_id AND s.state IN ('active', 'frozen'))
        AND NOT EXISTS (SELECT FROM tw.priority p WHERE p.owner_id = owner AND p.priority_set_id = set_id AND p.weight > 0)
    THEN
        RAISE EXCEPTION 'the weights are all zero' USING ERRCODE = 'TW006';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER some_weight AFTER UPDATE OF state ON priority_set FOR EACH ROW
    WHEN (OLD.state <> NEW.state AND NEW.state = 'active') EXECUTE FUNCTION tw.check_weights();
CREATE CONSTRAINT TRIGGER some_weight_left AFTER DELETE OR UPDATE OF weight ON priority DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (OLD.weight > 0) EXECUTE FUNCTION tw.check_weights();

-- The way of an opportunity: forward, closed from anywhere before the end, reopened to where it was.
CREATE FUNCTION tw.follow_stages() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE stages text[] := '{interested,applied,interviewing,offer,accepted}';
BEGIN
    IF OLD.stage = 'closed' THEN
        IF NEW.stage = (SELECT e.from_stage FROM tw.stage_event e WHERE e.owner_id = OLD.owner_id
            AND e.opportunity_id = OLD.id ORDER BY e.ordinal DESC LIMIT 1)
        THEN
            RETURN NEW;
        END IF;
    ELSIF OLD.stage <> 'accepted'
        AND (NEW.stage = 'closed' OR array_position(stages, NEW.stage) > array_position(stages, OLD.stage))
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'opportunity cannot go from % to %', OLD.stage, NEW.stage USING ERRCODE = 'TW100';
END $$;
CREATE TRIGGER life_cycle BEFORE UPDATE OF stage ON opportunity FOR EACH ROW WHEN (OLD.stage <> NEW.stage)
    EXECUTE FUNCTION tw.follow_stages();

-- What interviews and opportunities rest on is not deleted from under them.
CREATE FUNCTION tw.keep_while_used() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE used boolean;
BEGIN
    IF tw.account_exists(OLD.owner_id) THEN
        IF TG_TABLE_NAME = 'organisation' THEN
            used := EXISTS (SELECT FROM tw.opportunity o WHERE o.owner_id = OLD.owner_id AND o.organisation_id = OLD.id);
        ELSE
            used := EXISTS (SELECT FROM tw.interviewer i WHERE i.owner_id = OLD.owner_id AND i.person_id = OLD.id);
        END IF;
        IF used THEN
            RAISE EXCEPTION 'a row of % is still in use', TG_TABLE_NAME USING ERRCODE = 'TW102';
        END IF;
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER kept_while_used BEFORE DELETE ON organisation FOR EACH ROW EXECUTE FUNCTION tw.keep_while_used();
CREATE TRIGGER kept_while_used BEFORE DELETE ON person FOR EACH ROW EXECUTE FUNCTION tw.keep_while_used();

-- R9: whoever was asked stays an interviewer.
CREATE FUNCTION tw.keep_interviewer() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF tw.account_exists(OLD.owner_id)
        AND EXISTS (SELECT FROM tw.interview i WHERE i.owner_id = OLD.owner_id AND i.id = OLD.interview_id)
        AND EXISTS (SELECT FROM tw.asking a WHERE a.owner_id = OLD.owner_id AND a.interview_id = OLD.interview_id
            AND a.person_id = OLD.person_id)
    THEN
        RAISE EXCEPTION 'this person was asked in the interview' USING ERRCODE = 'TW009';
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER kept_when_asked BEFORE DELETE ON interviewer FOR EACH ROW EXECUTE FUNCTION tw.keep_interviewer();

-- R10: an item is asked exactly when it has an asking.
CREATE FUNCTION tw.check_asked() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF (NEW.state = 'asked') <> EXISTS (SELECT FROM tw.asking a WHERE a.owner_id = NEW.owner_id
        AND a.interview_id = NEW.interview_id AND a.item_id = NEW.id)
    THEN
        RAISE EXCEPTION 'an item is asked exactly when it has an asking' USING ERRCODE = 'TW010';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER asked_by_an_asking BEFORE INSERT OR UPDATE OF state ON plan_item
    FOR EACH ROW EXECUTE FUNCTION tw.check_asked();

CREATE FUNCTION tw.mark_asked() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    -- After an erasure this runs as whoever erased.
    IF TG_OP = 'DELETE' AND NOT tw.account_exists(OLD.owner_id) THEN
        RETURN NULL;
    END IF;
    IF TG_OP <> 'DELETE' AND NEW.item_id IS NOT NULL THEN
        UPDATE tw.plan_item SET state = 'asked', drop_reason = NULL
        WHERE owner_id = NEW.owner_id AND id = NEW.item_id AND state <> 'asked';
    END IF;
    IF TG_OP <> 'INSERT' AND OLD.item_id IS NOT NULL THEN
        UPDATE tw.plan_item p SET state = CASE WHEN EXISTS (SELECT FROM tw.interview i WHERE i.owner_id = p.owner_id
            AND i.id = p.interview_id AND i.state = 'closed') THEN 'deferred' ELSE 'planned' END
        WHERE p.owner_id = OLD.owner_id AND p.id = OLD.item_id AND p.state = 'asked'
            AND NOT EXISTS (SELECT FROM tw.asking a WHERE a.owner_id = OLD.owner_id AND a.interview_id = OLD.interview_id
                AND a.item_id = OLD.item_id);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER marks_item AFTER INSERT OR DELETE OR UPDATE OF item_id ON asking
    FOR EACH ROW EXECUTE FUNCTION tw.mark_asked();

-- R11: closing an interview leaves no must-ask in state planned, and none gets there afterwards.
CREATE FUNCTION tw.check_closing() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM tw.plan_item p WHERE p.owner_id = NEW.owner_id AND p.interview_id = NEW.id AND p.must_ask
        AND p.state = 'planned')
    THEN
        RAISE EXCEPTION 'a must-ask has no fate yet' USING ERRCODE = 'TW011';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER no_open_must_ask BEFORE INSERT OR UPDATE OF state ON interview FOR EACH ROW WHEN (NEW.state = 'closed')
    EXECUTE FUNCTION tw.check_closing();

CREATE FUNCTION tw.check_closed() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE interview_state text;
BEGIN
    -- Locked, so that the interview is not closed between this look and the end of the transaction.
    SELECT i.state INTO interview_state FROM tw.interview i
    WHERE i.owner_id = NEW.owner_id AND i.id = NEW.interview_id FOR SHARE;
    IF interview_state = 'closed' THEN
        RAISE EXCEPTION 'the interview is closed' USING ERRCODE = 'TW011';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER no_open_must_ask BEFORE INSERT OR UPDATE ON plan_item
    FOR EACH ROW WHEN (NEW.must_ask AND NEW.state = 'planned') EXECUTE FUNCTION tw.check_closed();

-- Evidence and own ratings are about a priority of the job search; the answer is one of this opportunity.
CREATE FUNCTION tw.check_priority_link() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM tw.opportunity o
        JOIN tw.priority_set s ON s.owner_id = o.owner_id AND s.job_search_id = o.job_search_id
        JOIN tw.priority p ON p.owner_id = s.owner_id AND p.priority_set_id = s.id AND p.priority_key = NEW.priority_key
        WHERE o.owner_id = NEW.owner_id AND o.id = NEW.opportunity_id)
    THEN
        RAISE EXCEPTION 'there is no such priority' USING ERRCODE = 'TW404';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER about_a_priority BEFORE INSERT ON evidence FOR EACH ROW EXECUTE FUNCTION tw.check_priority_link();
CREATE TRIGGER about_a_priority BEFORE INSERT ON priority_rating FOR EACH ROW EXECUTE FUNCTION tw.check_priority_link();

CREATE FUNCTION tw.check_answer_link() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM tw.answer w
        JOIN tw.asking a ON a.owner_id = w.owner_id AND a.id = w.asking_id
        JOIN tw.interview i ON i.owner_id = a.owner_id AND i.id = a.interview_id AND i.opportunity_id = NEW.opportunity_id
        WHERE w.owner_id = NEW.owner_id AND w.id = NEW.answer_id)
    THEN
        RAISE EXCEPTION 'there is no such answer' USING ERRCODE = 'TW404';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER of_an_answer BEFORE INSERT ON evidence FOR EACH ROW WHEN (NEW.answer_id IS NOT NULL)
    EXECUTE FUNCTION tw.check_answer_link();

-- Evidence is retired, and loses its answer, but is not edited.
CREATE FUNCTION tw.keep_evidence() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE marks text[] := '{retired_at,answer_id}';
BEGIN
    IF (to_jsonb(OLD) - marks) <> (to_jsonb(NEW) - marks)
        OR OLD.retired_at IS NOT NULL AND OLD.retired_at IS DISTINCT FROM NEW.retired_at
        OR NEW.answer_id IS NOT NULL AND OLD.answer_id IS DISTINCT FROM NEW.answer_id
    THEN
        RAISE EXCEPTION 'evidence is never edited' USING ERRCODE = 'TW101';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER append_only BEFORE UPDATE ON evidence FOR EACH ROW EXECUTE FUNCTION tw.keep_evidence();

-- R18: only a relationship that has not ended carries shares.
CREATE FUNCTION tw.check_share() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE relationship_status text;
BEGIN
    SELECT r.status INTO relationship_status FROM tw.relationship r
    WHERE r.owner_id = NEW.owner_id AND r.id = NEW.relationship_id FOR SHARE;
    IF relationship_status = 'ended' OR NEW.revoked_at IS NOT NULL THEN
        RAISE EXCEPTION 'the relationship has ended' USING ERRCODE = 'TW018';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER in_a_live_relationship BEFORE INSERT ON share FOR EACH ROW EXECUTE FUNCTION tw.check_share();
