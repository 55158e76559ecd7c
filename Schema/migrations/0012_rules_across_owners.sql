-- Rules whose triggers write or look where the asker may not: they run as tw_definer. Errors as in 0011.

GRANT SELECT, INSERT ON tw.stage_event TO tw_definer;
GRANT SELECT, INSERT ON tw.question, tw.question_revision TO tw_definer;
GRANT UPDATE (retired_version) ON tw.question TO tw_definer;
GRANT SELECT ON tw.library_version TO tw_definer;
GRANT UPDATE (latest_version) ON tw.library TO tw_definer;
GRANT UPDATE (revoked_at) ON tw.share TO tw_definer;
GRANT SELECT, UPDATE (retired_at, answer_id) ON tw.evidence TO tw_definer;
GRANT UPDATE (status, revision, updated_at) ON tw.relationship TO tw_definer;

SET LOCAL ROLE tw_definer;
SET LOCAL search_path = sec;

-- R8: each change of stage writes exactly one event, and nothing else does.
CREATE FUNCTION sec.write_stage_event() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO tw.stage_event (owner_id, opportunity_id, ordinal, from_stage, to_stage, reason, note, at)
    SELECT NEW.owner_id, NEW.id, 1 + coalesce(max(e.ordinal), 0), CASE WHEN TG_OP = 'UPDATE' THEN OLD.stage END, NEW.stage,
        NEW.closed_reason, NEW.stage_note, NEW.updated_at
    FROM tw.stage_event e WHERE e.owner_id = NEW.owner_id AND e.opportunity_id = NEW.id;
    RETURN NULL;
END $$;

-- R3: writes the identities and wordings of a new version. A key that was left out of a version is never taken again.
CREATE FUNCTION sec.publish_questions() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    asked jsonb;
    keys text[];
    taken text;
BEGIN
    SELECT coalesce(jsonb_agg(q), '[]'), coalesce(array_agg(q ->> 'key'), '{}') INTO asked, keys
    FROM jsonb_array_elements(coalesce(NEW.document -> 'topics', '[]')) t,
        jsonb_array_elements(coalesce(t -> 'questions', '[]')) q;
    SELECT k INTO taken FROM unnest(keys) k GROUP BY k HAVING count(*) > 1 LIMIT 1;
    IF NOT FOUND THEN
        SELECT q.question_key INTO taken FROM tw.question q WHERE q.owner_id = NEW.owner_id AND q.library_id = NEW.library_id
            AND q.retired_version IS NOT NULL AND q.question_key = ANY (keys) LIMIT 1;
    END IF;
    IF FOUND THEN
        RAISE EXCEPTION 'the question key % is taken', taken USING ERRCODE = 'TW003';
    END IF;

    INSERT INTO tw.question (owner_id, library_id, question_key, first_version)
    SELECT NEW.owner_id, NEW.library_id, k, NEW.number FROM unnest(keys) k ON CONFLICT DO NOTHING;
    INSERT INTO tw.question_revision (owner_id, library_id, question_key, revision, since_version, content)
    SELECT NEW.owner_id, NEW.library_id, q ->> 'key', 1 + coalesce(latest.revision, 0), NEW.number, q - 'key'
    FROM jsonb_array_elements(asked) q LEFT JOIN LATERAL (
        SELECT r.revision, r.content FROM tw.question_revision r WHERE r.owner_id = NEW.owner_id
            AND r.library_id = NEW.library_id AND r.question_key = q ->> 'key' ORDER BY r.revision DESC LIMIT 1
    ) latest ON true
    WHERE latest.content IS DISTINCT FROM q - 'key';
    UPDATE tw.question SET retired_version = NEW.number
    WHERE owner_id = NEW.owner_id AND library_id = NEW.library_id AND retired_version IS NULL
        AND question_key <> ALL (keys);
    UPDATE tw.library SET latest_version = NEW.number WHERE owner_id = NEW.owner_id AND id = NEW.library_id;
    RETURN NULL;
END $$;

-- After a yank the newest version is the newest that is left.
CREATE FUNCTION sec.find_latest_version() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE tw.library SET latest_version = (SELECT max(v.number) FROM tw.library_version v
        WHERE v.owner_id = NEW.owner_id AND v.library_id = NEW.library_id AND v.yanked_at IS NULL)
    WHERE owner_id = NEW.owner_id AND id = NEW.library_id;
    RETURN NULL;
END $$;

-- A question keeps its key and its owner; it is only ever retired.
CREATE FUNCTION sec.keep_question() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF EXISTS (SELECT FROM tw.account a WHERE a.id = OLD.owner_id) THEN
            RAISE EXCEPTION 'a question key is never given back' USING ERRCODE = 'TW003';
        END IF;
        RETURN OLD;
    END IF;
    IF to_jsonb(OLD) ->> 'retired_version' IS NOT NULL OR (to_jsonb(OLD) - 'retired_version') <> (to_jsonb(NEW) - 'retired_version') THEN
        RAISE EXCEPTION 'a question key never moves' USING ERRCODE = 'TW003';
    END IF;
    RETURN NEW;
END $$;

-- A library is withdrawn when nobody follows it any more, and is never deleted once something was published.
CREATE FUNCTION sec.keep_library() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF EXISTS (SELECT FROM tw.subscription s WHERE s.library_id = NEW.id AND s.state = 'active') THEN
            RAISE EXCEPTION 'the library still has subscribers' USING ERRCODE = 'TW103';
        END IF;
        RETURN NEW;
    END IF;
    IF EXISTS (SELECT FROM tw.account a WHERE a.id = OLD.owner_id)
        AND EXISTS (SELECT FROM tw.library_version v WHERE v.owner_id = OLD.owner_id AND v.library_id = OLD.id)
    THEN
        RAISE EXCEPTION 'a library that was published is never deleted' USING ERRCODE = 'TW002';
    END IF;
    RETURN OLD;
END $$;

-- R18: ending a relationship revokes its shares in the same transaction.
CREATE FUNCTION sec.revoke_shares() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE tw.share SET revoked_at = now() WHERE owner_id = NEW.owner_id AND relationship_id = NEW.id AND revoked_at IS NULL;
    RETURN NULL;
END $$;

-- An invitation is accepted by the coach, not by the candidate who wrote it.
CREATE FUNCTION sec.check_accepting() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF sec.uid() IS DISTINCT FROM NEW.coach_id THEN
        RAISE EXCEPTION 'only the coach accepts the invitation' USING ERRCODE = 'TW100';
    END IF;
    RETURN NEW;
END $$;

-- R12: deleting an answer retires its evidence.
CREATE FUNCTION sec.retire_evidence() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE tw.evidence SET retired_at = coalesce(retired_at, now()), answer_id = NULL
    WHERE owner_id = OLD.owner_id AND answer_id = OLD.id;
    RETURN OLD;
END $$;

-- A coach who is gone coaches nobody; the candidates keep what is theirs.
CREATE FUNCTION sec.end_coaching() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE tw.relationship SET status = 'ended', revision = revision + 1, updated_at = now()
    WHERE coach_id = OLD.id AND status <> 'ended';
    RETURN OLD;
END $$;

GRANT USAGE ON SCHEMA sec TO tw_owner;
GRANT EXECUTE ON FUNCTION sec.write_stage_event(), sec.publish_questions(), sec.find_latest_version(), sec.keep_question(),
    sec.keep_library(), sec.revoke_shares(), sec.check_accepting(), sec.retire_evidence(), sec.end_coaching() TO tw_owner;

SET LOCAL ROLE tw_owner;
SET LOCAL search_path = tw;

CREATE TRIGGER writes_first_event AFTER INSERT ON opportunity FOR EACH ROW EXECUTE FUNCTION sec.write_stage_event();
CREATE TRIGGER writes_event AFTER UPDATE ON opportunity FOR EACH ROW WHEN (OLD.stage <> NEW.stage)
    EXECUTE FUNCTION sec.write_stage_event();
CREATE TRIGGER publishes_questions AFTER INSERT ON library_version FOR EACH ROW EXECUTE FUNCTION sec.publish_questions();
CREATE TRIGGER finds_latest_version AFTER UPDATE OF yanked_at ON library_version
    FOR EACH ROW EXECUTE FUNCTION sec.find_latest_version();
CREATE TRIGGER never_moves BEFORE UPDATE OR DELETE ON question FOR EACH ROW EXECUTE FUNCTION sec.keep_question();
CREATE TRIGGER never_changes BEFORE UPDATE OR DELETE ON question_revision FOR EACH ROW EXECUTE FUNCTION sec.keep_question();
CREATE TRIGGER withdrawn_last BEFORE UPDATE OF status ON library FOR EACH ROW
    WHEN (NEW.status = 'withdrawn' AND OLD.status <> 'withdrawn') EXECUTE FUNCTION sec.keep_library();
CREATE TRIGGER never_deleted BEFORE DELETE ON library FOR EACH ROW EXECUTE FUNCTION sec.keep_library();
CREATE TRIGGER revokes_shares AFTER UPDATE OF status ON relationship FOR EACH ROW
    WHEN (NEW.status = 'ended' AND OLD.status <> 'ended') EXECUTE FUNCTION sec.revoke_shares();
CREATE TRIGGER accepted_by_the_coach BEFORE UPDATE OF status ON relationship FOR EACH ROW
    WHEN (OLD.status = 'invited' AND NEW.status = 'active') EXECUTE FUNCTION sec.check_accepting();
CREATE TRIGGER retires_evidence BEFORE DELETE ON answer FOR EACH ROW EXECUTE FUNCTION sec.retire_evidence();
CREATE TRIGGER ends_coaching BEFORE DELETE ON account FOR EACH ROW EXECUTE FUNCTION sec.end_coaching();
