-- What an account is told: a log of its own, numbered without gaps in the order of the commits.
--
-- An event says that something happened to a thing, and never what: kinds and ids. Names are read when it is delivered,
-- under the rights that the receiver has then, and an event about what is no longer open to the receiver is not delivered.
--
-- How another table tells of its rows, each in one statement (the words become cases of Event.Kind and EventSubject.Kind):
--   one account:     CREATE TRIGGER tells AFTER INSERT ON prompt FOR EACH ROW EXECUTE FUNCTION
--                        sec.tell_of_row('prompt_sent', 'prompt', 'id', 'candidate', 'candidate_id', 'owner_id');
--                    kind, kind of thing, column of its id; side on which somebody is told, column of the account that is
--                    told, column of the other one (an empty word for nobody). A WHEN clause says which rows count.
--   all coaches with a live share of an opportunity that covers one of the fields:
--                    CREATE TRIGGER tells_readers AFTER INSERT OR UPDATE ON plan FOR EACH ROW EXECUTE FUNCTION
--                        sec.tell_readers_of_row('plan_changed', 'plan', 'opportunity_id', '{items}');
--                    kind, subject of the share, column of the opportunity, fields that the change may show in.
--   anything else:   a trigger function of its own that calls sec.tell().
-- What a coach is told of any other thing is delivered while the relationship is active. A table for which that is not
-- narrow enough adds a policy: CREATE POLICY ... ON event AS RESTRICTIVE FOR SELECT TO tw_coach USING (subject_kind <> ...).

SET LOCAL search_path = tw;

-- One row an account: how far its log goes, what is kept of it, and what its owner has read.
CREATE TABLE event_log (
    owner_id uuid PRIMARY KEY REFERENCES account ON DELETE CASCADE,
    first_seq bigint NOT NULL DEFAULT 1,
    last_seq bigint NOT NULL DEFAULT 0 CHECK (last_seq >= 0),
    read_seq bigint NOT NULL DEFAULT 0,
    CONSTRAINT event_log_first_check CHECK (first_seq BETWEEN 1 AND last_seq + 1),
    CONSTRAINT event_log_read_check CHECK (read_seq BETWEEN 0 AND last_seq)
);

CREATE TABLE event (
    -- The account that is told.
    owner_id uuid NOT NULL REFERENCES event_log ON DELETE CASCADE,
    seq bigint NOT NULL CHECK (seq > 0),
    at timestamptz NOT NULL,
    -- In which of its roles.
    side text NOT NULL CHECK (side IN ('candidate', 'coach')),
    kind text NOT NULL CHECK (kind ~ '^[a-z_]{1,40}$'),
    subject_kind text NOT NULL CHECK (subject_kind ~ '^[a-z_]{1,40}$'),
    subject_id uuid NOT NULL,
    -- Who did it; absent where that stays unknown.
    other_id uuid,
    -- The fields of a share that it shows in; absent for what hangs on no field.
    fields text[] CHECK (cardinality(fields) BETWEEN 1 AND 50),
    PRIMARY KEY (owner_id, seq)
);
CREATE INDEX event_at ON event (at);

-- What a transaction is about to tell, each thing once. It is numbered when the transaction commits and is gone then: nobody
-- holds the log of somebody else for longer than a commit takes, and logs are taken in one order.
CREATE TABLE event_draft (
    owner_id uuid NOT NULL,
    xid xid8 NOT NULL,
    side text NOT NULL,
    kind text NOT NULL,
    subject_id uuid NOT NULL,
    subject_kind text NOT NULL,
    other_id uuid,
    fields text[],
    at timestamptz NOT NULL,
    PRIMARY KEY (owner_id, xid, side, kind, subject_id)
);
CREATE INDEX event_draft_transaction ON event_draft (xid, owner_id, at);

-- News for all who follow a library. However many they are, it is one row in the transaction that makes the news; they are
-- told in bites afterwards.
CREATE TABLE event_announcement (
    owner_id uuid NOT NULL,
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    library_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind ~ '^[a-z_]{1,40}$'),
    -- The version that is new; absent for news of the library itself.
    version int CHECK (version > 0),
    at timestamptz NOT NULL DEFAULT now(),
    -- Followers up to this one are told.
    told_upto uuid,
    PRIMARY KEY (owner_id, id),
    FOREIGN KEY (owner_id, library_id) REFERENCES library ON DELETE CASCADE
);
CREATE INDEX event_announcement_library ON event_announcement (owner_id, library_id);
CREATE INDEX event_announcement_order ON event_announcement (at, id);
CREATE INDEX subscription_follower ON subscription (library_id, owner_id) WHERE state <> 'cancelled';

DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['event_log', 'event', 'event_draft', 'event_announcement'] LOOP
        EXECUTE format('ALTER TABLE tw.%I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('ALTER TABLE tw.%I FORCE ROW LEVEL SECURITY', t);
    END LOOP;
END $$;
CREATE POLICY own ON event_log FOR SELECT TO tw_candidate, tw_coach USING (owner_id = (SELECT sec.uid()));
CREATE POLICY reading ON event_log FOR UPDATE TO tw_candidate, tw_coach USING (owner_id = (SELECT sec.uid()))
    WITH CHECK (owner_id = (SELECT sec.uid()));
GRANT SELECT, UPDATE (read_seq) ON event_log TO tw_candidate, tw_coach;

-- A library that one can no longer see has no news.
CREATE POLICY own ON event FOR SELECT TO tw_candidate
    USING (owner_id = (SELECT sec.uid()) AND side = 'candidate'
        AND (subject_kind <> 'library' OR (SELECT true FROM library l WHERE l.id = event.subject_id LIMIT 1)));
-- What hangs on a share is delivered while a live share covers it; the shares seen here are the live ones, by their policy.
CREATE POLICY own_as_coach ON event FOR SELECT TO tw_coach
    USING (owner_id = (SELECT sec.uid()) AND side = 'coach' AND CASE
        WHEN subject_kind = 'relationship' OR kind = 'share_revoked' THEN true
        WHEN subject_kind = 'share' THEN (SELECT true FROM share s
            WHERE s.owner_id = event.other_id AND s.id = event.subject_id LIMIT 1)
        WHEN subject_kind = 'suggestion' THEN (SELECT true FROM suggestion s WHERE s.id = event.subject_id LIMIT 1)
        WHEN subject_kind = 'comment' THEN (SELECT true FROM comment c
            WHERE c.owner_id = event.other_id AND c.id = event.subject_id LIMIT 1)
        WHEN subject_kind = 'prompt' THEN (SELECT true FROM prompt p
            WHERE p.owner_id = event.other_id AND p.id = event.subject_id LIMIT 1)
        WHEN subject_kind = 'opinion' THEN (SELECT true FROM opinion o
            WHERE o.owner_id = event.other_id AND o.id = event.subject_id LIMIT 1)
        WHEN fields IS NOT NULL THEN (SELECT true FROM share s
            WHERE s.owner_id = event.other_id AND s.opportunity_id = event.subject_id AND s.coach_id = event.owner_id
                AND s.subject = event.subject_kind AND s.mode = 'live' AND s.fields && event.fields LIMIT 1)
        ELSE (SELECT true FROM relationship r
            WHERE r.owner_id = event.other_id AND r.coach_id = event.owner_id AND r.status = 'active' LIMIT 1) END);
GRANT SELECT ON event TO tw_candidate, tw_coach;
CREATE POLICY functions ON event_draft TO tw_definer USING (true) WITH CHECK (true);
CREATE POLICY functions ON event_announcement TO tw_definer USING (true) WITH CHECK (true);

GRANT SELECT, INSERT, UPDATE, DELETE ON event_log, event, event_draft, event_announcement TO tw_definer;
GRANT SELECT ON receipt TO tw_definer;

SET LOCAL ROLE tw_definer;
SET LOCAL search_path = sec;

-- Tells an account at the end of the transaction, once of each thing, however often it is said.
CREATE FUNCTION sec.tell(p_account uuid, p_side text, p_kind text, p_subject_kind text, p_subject uuid, p_other uuid,
    p_fields text[] DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF p_account IS NULL THEN
        RETURN;
    END IF;
    INSERT INTO tw.event_draft AS d (owner_id, xid, side, kind, subject_id, subject_kind, other_id, fields, at)
    VALUES (p_account, pg_current_xact_id(), p_side, p_kind, p_subject, p_subject_kind, p_other, p_fields, clock_timestamp())
    ON CONFLICT (owner_id, xid, side, kind, subject_id) DO UPDATE
    SET fields = ARRAY(SELECT DISTINCT f FROM unnest(d.fields || EXCLUDED.fields) f) WHERE EXCLUDED.fields IS NOT NULL;
END $$;

-- Writes an event into the log of an account, which is held until the end of the transaction: the order of the numbers is
-- that of the commits. Of a log longer than 10,000 events the oldest go. An account that is gone is told nothing.
CREATE FUNCTION sec.write_event(p_account uuid, p_side text, p_kind text, p_subject_kind text, p_subject uuid, p_other uuid,
    p_fields text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    first_kept bigint;
    number bigint;
BEGIN
    INSERT INTO tw.event_log AS l (owner_id, last_seq) SELECT a.id, 1 FROM tw.account a WHERE a.id = p_account
    ON CONFLICT (owner_id) DO UPDATE SET last_seq = l.last_seq + 1
    RETURNING l.first_seq, l.last_seq INTO first_kept, number;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    INSERT INTO tw.event (owner_id, seq, at, side, kind, subject_kind, subject_id, other_id, fields)
    VALUES (p_account, number, clock_timestamp(), p_side, p_kind, p_subject_kind, p_subject, p_other, p_fields);
    IF number - first_kept >= 10000 THEN
        DELETE FROM tw.event WHERE owner_id = p_account AND seq <= number - 10000;
        UPDATE tw.event_log SET first_seq = number - 9999 WHERE owner_id = p_account;
    END IF;
    -- Only a wake-up for the server processes: what there is to tell, they read.
    PERFORM pg_notify('tw_event', p_account::text);
END $$;

-- Numbers what the transaction tells: the first call does it for all, in the order of the accounts.
CREATE FUNCTION sec.number_events() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    draft tw.event_draft;
BEGIN
    IF NOT EXISTS (SELECT FROM tw.event_draft d WHERE d.owner_id = NEW.owner_id AND d.xid = NEW.xid AND d.side = NEW.side
        AND d.kind = NEW.kind AND d.subject_id = NEW.subject_id)
    THEN
        RETURN NULL;
    END IF;
    FOR draft IN SELECT * FROM tw.event_draft d WHERE d.xid = NEW.xid ORDER BY d.owner_id, d.at LOOP
        PERFORM sec.write_event(draft.owner_id, draft.side, draft.kind, draft.subject_kind, draft.subject_id, draft.other_id,
            draft.fields);
    END LOOP;
    DELETE FROM tw.event_draft WHERE xid = NEW.xid;
    RETURN NULL;
END $$;

-- Tells the coaches with a live share of a subject of an opportunity that covers one of the fields.
CREATE FUNCTION sec.tell_readers(p_kind text, p_subject text, p_owner uuid, p_opportunity uuid, p_fields text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM sec.tell(reader.coach_id, 'coach', p_kind, p_subject, p_opportunity, p_owner, p_fields) FROM (
        SELECT DISTINCT s.coach_id
        FROM tw.share s JOIN tw.relationship r ON r.owner_id = s.owner_id AND r.id = s.relationship_id AND r.status = 'active'
        WHERE s.owner_id = p_owner AND s.opportunity_id = p_opportunity AND s.revoked_at IS NULL AND s.subject = p_subject
            AND s.mode = 'live'
            AND s.fields && p_fields AND s.valid_from <= now() AND (s.valid_until IS NULL OR s.valid_until > now())
    ) reader;
END $$;

-- Arguments: kind, kind of thing, column of its id, side, column of the account told, column of the other one or nothing.
CREATE FUNCTION sec.tell_of_row() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    changed jsonb := to_jsonb(CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END);
BEGIN
    PERFORM sec.tell((changed ->> TG_ARGV[4])::uuid, TG_ARGV[3], TG_ARGV[0], TG_ARGV[1], (changed ->> TG_ARGV[2])::uuid,
        (changed ->> TG_ARGV[5])::uuid);
    RETURN NULL;
END $$;

-- Arguments: kind, subject of the share, column of the opportunity, fields that the change may show in.
CREATE FUNCTION sec.tell_readers_of_row() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    changed jsonb := to_jsonb(CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END);
BEGIN
    PERFORM sec.tell_readers(TG_ARGV[0], TG_ARGV[1], (changed ->> 'owner_id')::uuid, (changed ->> TG_ARGV[2])::uuid,
        TG_ARGV[3]::text[]);
    RETURN NULL;
END $$;

-- A step of a relationship is told to whoever did not take it; to both when neither did.
CREATE FUNCTION sec.tell_of_relationship() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me uuid := sec.uid();
BEGIN
    IF me IS DISTINCT FROM NEW.coach_id THEN
        PERFORM sec.tell(NEW.coach_id, 'coach', 'relationship_' || NEW.status, 'relationship', NEW.id, NEW.owner_id);
    END IF;
    IF me IS DISTINCT FROM NEW.owner_id THEN
        PERFORM sec.tell(NEW.owner_id, 'candidate', 'relationship_' || NEW.status, 'relationship', NEW.id, NEW.coach_id);
    END IF;
    RETURN NULL;
END $$;

-- Of shares that end with their relationship the end of that one tells enough.
CREATE FUNCTION sec.tell_of_revocation() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM tw.relationship r WHERE r.owner_id = NEW.owner_id AND r.id = NEW.relationship_id
        AND r.status <> 'ended')
    THEN
        PERFORM sec.tell(NEW.coach_id, 'coach', 'share_revoked', 'share', NEW.id, NEW.owner_id);
    END IF;
    RETURN NULL;
END $$;

-- The fields of an opportunity's share in which an edit shows.
CREATE FUNCTION sec.tell_of_opportunity() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    shown text[] := '{}';
BEGIN
    IF (OLD.title, OLD.function_name, OLD.organisation_id, OLD.stage)
        IS DISTINCT FROM (NEW.title, NEW.function_name, NEW.organisation_id, NEW.stage)
    THEN
        shown := shown || 'overview'::text;
    END IF;
    IF (OLD.stage, OLD.closed_reason) IS DISTINCT FROM (NEW.stage, NEW.closed_reason) THEN
        shown := shown || 'timeline'::text;
    END IF;
    IF (OLD.posting, OLD.location, OLD.work_mode) IS DISTINCT FROM (NEW.posting, NEW.location, NEW.work_mode) THEN
        shown := shown || 'posting'::text;
    END IF;
    IF (OLD.pay_low, OLD.pay_high, OLD.pay_currency, OLD.pay_period)
        IS DISTINCT FROM (NEW.pay_low, NEW.pay_high, NEW.pay_currency, NEW.pay_period)
    THEN
        shown := shown || 'pay'::text;
    END IF;
    IF (OLD.organisation_id, OLD.future_supervisor_id) IS DISTINCT FROM (NEW.organisation_id, NEW.future_supervisor_id) THEN
        shown := shown || 'people'::text;
    END IF;
    IF shown <> '{}' THEN
        PERFORM sec.tell_readers('opportunity_changed', 'opportunity', NEW.owner_id, NEW.id, shown);
    END IF;
    RETURN NULL;
END $$;

-- The first reading of a share is told to the candidate. The lock makes two first readings at once one after the other.
CREATE FUNCTION sec.tell_of_receipt() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM tw.receipt r WHERE r.owner_id = NEW.owner_id AND r.share_id = NEW.share_id AND r.id <> NEW.id) THEN
        RETURN NULL;
    END IF;
    PERFORM FROM tw.share s WHERE s.owner_id = NEW.owner_id AND s.id = NEW.share_id FOR NO KEY UPDATE;
    IF NOT EXISTS (SELECT FROM tw.receipt r WHERE r.owner_id = NEW.owner_id AND r.share_id = NEW.share_id AND r.id <> NEW.id) THEN
        PERFORM sec.tell(NEW.owner_id, 'candidate', 'share_read', 'share', NEW.share_id, NEW.reader_id);
    END IF;
    RETURN NULL;
END $$;

-- The fate of a letter that its reader decided; what a new version overtook is told by the version.
CREATE FUNCTION sec.tell_of_fate() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM sec.tell(s.owner_id, 'candidate', 'suggestion_answered', 'suggestion', s.id, NEW.owner_id)
    FROM tw.suggestion s WHERE s.id = NEW.suggestion_id;
    RETURN NULL;
END $$;

CREATE FUNCTION sec.announce_version() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO tw.event_announcement (owner_id, library_id, kind, version)
    VALUES (NEW.owner_id, NEW.library_id, 'library_published', NEW.number);
    PERFORM pg_notify('tw_event', 'announcement');
    RETURN NULL;
END $$;

CREATE FUNCTION sec.announce_library() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO tw.event_announcement (owner_id, library_id, kind) VALUES (NEW.owner_id, NEW.id, 'library_' || NEW.status);
    PERFORM pg_notify('tw_event', 'announcement');
    RETURN NULL;
END $$;

-- Tells a bite of the followers of the oldest news; false when there is none, or while another process is at it. A bite and
-- how far it went are one transaction, so that each follower is told once, whatever dies.
CREATE FUNCTION sec.announce(p_bite int) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    news tw.event_announcement;
    follower uuid;
    last_told uuid;
BEGIN
    IF NOT pg_try_advisory_xact_lock(6074210003) THEN
        RETURN false;
    END IF;
    SELECT * INTO news FROM tw.event_announcement a ORDER BY a.at, a.id LIMIT 1 FOR UPDATE;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    -- Who began to follow with the new version knows it.
    FOR follower IN SELECT s.owner_id FROM tw.subscription s
        WHERE s.library_id = news.library_id AND s.state <> 'cancelled' AND (news.told_upto IS NULL OR s.owner_id > news.told_upto)
            AND (news.version IS NULL OR s.created_at <= news.at OR s.pinned_version < news.version)
        ORDER BY s.owner_id LIMIT p_bite
    LOOP
        PERFORM sec.write_event(follower, 'candidate', news.kind, 'library', news.library_id, news.owner_id, NULL);
        last_told := follower;
    END LOOP;
    IF last_told IS NULL THEN
        DELETE FROM tw.event_announcement WHERE owner_id = news.owner_id AND id = news.id;
    ELSE
        UPDATE tw.event_announcement SET told_upto = last_told WHERE owner_id = news.owner_id AND id = news.id;
    END IF;
    RETURN true;
END $$;

-- How far the logs of these accounts go, for the slow look beside the wake-ups.
CREATE FUNCTION sec.event_heads(p_accounts uuid[]) RETURNS TABLE (owner_id uuid, last_seq bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT l.owner_id, l.last_seq FROM tw.event_log l WHERE l.owner_id = ANY (p_accounts);
END $$;

-- Throws away a bite of events of 30 days ago; answers how many accounts lost some, 0 when nothing is left.
CREATE FUNCTION sec.sweep_events() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    old record;
    swept bigint := 0;
BEGIN
    FOR old IN SELECT o.owner_id, max(o.seq) AS seq FROM (
            SELECT e.owner_id, e.seq FROM tw.event e WHERE e.at < now() - interval '30 days' ORDER BY e.at LIMIT 2000
        ) o GROUP BY o.owner_id ORDER BY o.owner_id
    LOOP
        UPDATE tw.event_log SET first_seq = greatest(first_seq, old.seq + 1) WHERE owner_id = old.owner_id;
        DELETE FROM tw.event WHERE owner_id = old.owner_id AND seq <= old.seq;
        swept := swept + 1;
    END LOOP;
    RETURN swept;
END $$;

GRANT EXECUTE ON FUNCTION sec.announce(int), sec.event_heads(uuid[]), sec.sweep_events() TO tw_auth;
GRANT EXECUTE ON FUNCTION sec.number_events(), sec.tell_of_row(), sec.tell_readers_of_row(), sec.tell_of_relationship(),
    sec.tell_of_revocation(), sec.tell_of_opportunity(), sec.tell_of_receipt(), sec.tell_of_fate(), sec.announce_version(),
    sec.announce_library() TO tw_owner;

SET LOCAL ROLE tw_owner;
SET LOCAL search_path = tw;

CREATE CONSTRAINT TRIGGER numbered_at_commit AFTER INSERT ON event_draft DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION sec.number_events();

CREATE TRIGGER tells AFTER INSERT ON relationship FOR EACH ROW EXECUTE FUNCTION sec.tell_of_relationship();
CREATE TRIGGER tells_of_step AFTER UPDATE OF status ON relationship FOR EACH ROW WHEN (OLD.status <> NEW.status)
    EXECUTE FUNCTION sec.tell_of_relationship();
CREATE TRIGGER tells AFTER INSERT ON share FOR EACH ROW
    EXECUTE FUNCTION sec.tell_of_row('share_granted', 'share', 'id', 'coach', 'coach_id', 'owner_id');
CREATE TRIGGER tells_of_revocation AFTER UPDATE OF revoked_at ON share FOR EACH ROW
    WHEN (OLD.revoked_at IS NULL AND NEW.revoked_at IS NOT NULL) EXECUTE FUNCTION sec.tell_of_revocation();
CREATE TRIGGER tells AFTER INSERT ON receipt FOR EACH ROW WHEN (NEW.share_id IS NOT NULL) EXECUTE FUNCTION sec.tell_of_receipt();

CREATE TRIGGER tells_readers AFTER UPDATE ON opportunity FOR EACH ROW EXECUTE FUNCTION sec.tell_of_opportunity();
CREATE TRIGGER tells_readers AFTER INSERT ON evidence FOR EACH ROW
    EXECUTE FUNCTION sec.tell_readers_of_row('assessment_changed', 'assessment', 'opportunity_id', '{intervals,gates,evidence}');
CREATE TRIGGER tells_readers_of_end AFTER UPDATE OF retired_at ON evidence FOR EACH ROW
    WHEN (OLD.retired_at IS DISTINCT FROM NEW.retired_at)
    EXECUTE FUNCTION sec.tell_readers_of_row('assessment_changed', 'assessment', 'opportunity_id', '{intervals,gates,evidence}');
CREATE TRIGGER tells_readers AFTER INSERT OR DELETE ON priority_rating FOR EACH ROW
    EXECUTE FUNCTION sec.tell_readers_of_row('assessment_changed', 'assessment', 'opportunity_id', '{intervals,gates}');
CREATE TRIGGER tells_readers_of_change AFTER UPDATE OF lo, hi ON priority_rating FOR EACH ROW
    WHEN ((OLD.lo, OLD.hi) <> (NEW.lo, NEW.hi))
    EXECUTE FUNCTION sec.tell_readers_of_row('assessment_changed', 'assessment', 'opportunity_id', '{intervals,gates}');
CREATE TRIGGER tells_readers_of_note AFTER UPDATE OF note ON priority_rating FOR EACH ROW
    WHEN (OLD.note IS DISTINCT FROM NEW.note)
    EXECUTE FUNCTION sec.tell_readers_of_row('assessment_changed', 'assessment', 'opportunity_id', '{notes}');
CREATE TRIGGER tells_readers AFTER INSERT ON waiver FOR EACH ROW
    EXECUTE FUNCTION sec.tell_readers_of_row('assessment_changed', 'assessment', 'opportunity_id', '{gates}');
CREATE TRIGGER tells_readers_of_end AFTER UPDATE OF revoked_at ON waiver FOR EACH ROW
    WHEN (OLD.revoked_at IS NULL AND NEW.revoked_at IS NOT NULL)
    EXECUTE FUNCTION sec.tell_readers_of_row('assessment_changed', 'assessment', 'opportunity_id', '{gates}');

CREATE TRIGGER announces AFTER INSERT ON library_version FOR EACH ROW EXECUTE FUNCTION sec.announce_version();
CREATE TRIGGER announces AFTER UPDATE OF status ON library FOR EACH ROW
    WHEN (OLD.status <> NEW.status AND NEW.status IN ('deprecated', 'withdrawn')) EXECUTE FUNCTION sec.announce_library();
CREATE TRIGGER tells AFTER INSERT ON suggestion FOR EACH ROW
    EXECUTE FUNCTION sec.tell_of_row('suggestion_received', 'suggestion', 'id', 'coach', 'library_owner_id', '');
CREATE TRIGGER tells AFTER INSERT ON suggestion_fate FOR EACH ROW WHEN (NEW.fate <> 'superseded')
    EXECUTE FUNCTION sec.tell_of_fate();

CREATE TRIGGER tells_coach AFTER INSERT ON comment FOR EACH ROW WHEN (NEW.author = 'candidate')
    EXECUTE FUNCTION sec.tell_of_row('comment_written', 'comment', 'id', 'coach', 'coach_id', 'owner_id');
CREATE TRIGGER tells_candidate AFTER INSERT ON comment FOR EACH ROW WHEN (NEW.author = 'coach')
    EXECUTE FUNCTION sec.tell_of_row('comment_written', 'comment', 'id', 'candidate', 'owner_id', 'coach_id');
CREATE TRIGGER tells_candidate AFTER INSERT ON prompt FOR EACH ROW
    EXECUTE FUNCTION sec.tell_of_row('prompt_sent', 'prompt', 'id', 'candidate', 'owner_id', 'coach_id');
CREATE TRIGGER tells_coach AFTER UPDATE OF state ON prompt FOR EACH ROW
    WHEN (OLD.state = 'open' AND NEW.state IN ('answered', 'done', 'declined'))
    EXECUTE FUNCTION sec.tell_of_row('prompt_answered', 'prompt', 'id', 'coach', 'coach_id', 'owner_id');
CREATE TRIGGER tells_coach AFTER INSERT ON opinion FOR EACH ROW
    EXECUTE FUNCTION sec.tell_of_row('opinion_asked', 'opinion', 'id', 'coach', 'coach_id', 'owner_id');
CREATE TRIGGER tells_coach_of_end AFTER UPDATE OF state ON opinion FOR EACH ROW
    WHEN (OLD.state <> NEW.state AND NEW.state = 'revealed')
    EXECUTE FUNCTION sec.tell_of_row('opinion_revealed', 'opinion', 'id', 'coach', 'coach_id', 'owner_id');
CREATE TRIGGER tells_candidate_of_end AFTER UPDATE OF state ON opinion FOR EACH ROW
    WHEN (OLD.state <> NEW.state AND NEW.state = 'revealed')
    EXECUTE FUNCTION sec.tell_of_row('opinion_revealed', 'opinion', 'id', 'candidate', 'owner_id', 'coach_id');
