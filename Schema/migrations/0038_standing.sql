-- Who is signed in, and how many responses are kept, known by looking at one row.
--
-- Every table of a statement asks sec.uid() for itself, and a write has ten of them: half of the database's time for a single
-- reading went there. And each keyed write counted all that its account had kept.

SET LOCAL search_path = tw;

-- What the account of a session may act as, by the roles of PostgreSQL, while it is active; absent while it is not. Triggers
-- keep it in step with account and account_role in the transaction of the change, on ended sessions, too.
ALTER TABLE session ADD COLUMN acts_as text[]
    CHECK (acts_as <@ '{tw_candidate,tw_coach}' AND array_position(acts_as, NULL) IS NULL);
UPDATE archive_section SET hidden = hidden || 'acts_as'::text WHERE name = 'session';

-- Responses of an account in the order in which they came; two at the same moment may have the same number.
ALTER TABLE idempotency ADD COLUMN number bigint CHECK (number > 0);
GRANT UPDATE (number) ON idempotency TO tw_definer;

SET LOCAL ROLE tw_definer;
SET LOCAL search_path = sec;

CREATE FUNCTION sec.standing(p_account uuid) RETURNS text[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (SELECT ARRAY(SELECT 'tw_' || r.role FROM tw.account_role r WHERE r.account_id = a.id ORDER BY r.role)
        FROM tw.account a WHERE a.id = p_account AND a.status = 'active');
END $$;

CREATE FUNCTION sec.note_standing() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    -- Whoever changes the account at this moment waits for the session, or the session for the change.
    PERFORM FROM tw.account a WHERE a.id = NEW.account_id FOR SHARE;
    NEW.acts_as := sec.standing(NEW.account_id);
    RETURN NEW;
END $$;

-- Argument: the column of the account.
CREATE FUNCTION sec.spread_standing() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    who uuid;
BEGIN
    FOREACH who IN ARRAY ARRAY[to_jsonb(OLD) ->> TG_ARGV[0], to_jsonb(NEW) ->> TG_ARGV[0]]::uuid[] LOOP
        PERFORM FROM tw.account a WHERE a.id = who FOR NO KEY UPDATE;
        UPDATE tw.session s SET acts_as = sec.standing(who)
        WHERE s.account_id = who AND s.acts_as IS DISTINCT FROM sec.standing(who);
    END LOOP;
    RETURN NULL;
END $$;

UPDATE tw.session SET acts_as = sec.standing(account_id);

-- As before, from one row.
CREATE OR REPLACE FUNCTION sec.uid() RETURNS uuid LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE AS $$
DECLARE
    token text := pg_catalog.current_setting('app.token', true);
    acting text := pg_catalog.current_setting('role', true);
    found_account uuid;
BEGIN
    IF token IS NULL OR pg_catalog.length(token) OPERATOR(pg_catalog.<>) 64 THEN
        RETURN NULL;
    END IF;
    SELECT s.account_id INTO found_account
    FROM tw.session s
    WHERE s.token_sha256 OPERATOR(pg_catalog.=) pg_catalog.decode(token, 'hex')
        AND s.revoked_at IS NULL
        AND s.expires_at OPERATOR(pg_catalog.>) pg_catalog.now()
        AND s.last_used_at OPERATOR(pg_catalog.>) (pg_catalog.now() OPERATOR(pg_catalog.-) '12:00:00'::pg_catalog.interval)
        AND s.acts_as IS NOT NULL
        AND (acting OPERATOR(pg_catalog.<>) ALL ('{tw_candidate,tw_coach}'::pg_catalog.text[])
            OR acting OPERATOR(pg_catalog.=) ANY (s.acts_as));
    RETURN found_account;
END $$;

-- Numbers a response; refuses it while 10,000 are kept.
CREATE FUNCTION sec.number_response() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    lowest bigint;
    highest bigint;
BEGIN
    SELECT min(i.number), max(i.number) INTO lowest, highest FROM tw.idempotency i WHERE i.owner_id = NEW.owner_id;
    IF highest - lowest >= 9999 THEN
        RAISE EXCEPTION 'as many responses as an account may have are kept' USING ERRCODE = 'TW108';
    END IF;
    NEW.number := coalesce(highest, 0) + 1;
    RETURN NEW;
END $$;

UPDATE tw.idempotency i SET number = o.number
FROM (SELECT owner_id, key, row_number() OVER (PARTITION BY owner_id ORDER BY at, key) AS number FROM tw.idempotency) o
WHERE o.owner_id = i.owner_id AND o.key = i.key;

GRANT EXECUTE ON FUNCTION sec.note_standing(), sec.spread_standing(), sec.number_response() TO tw_owner;

SET LOCAL ROLE tw_owner;
SET LOCAL search_path = tw;

REVOKE UPDATE (number) ON idempotency FROM tw_definer;
ALTER TABLE idempotency ALTER COLUMN number SET NOT NULL;
CREATE INDEX idempotency_number ON idempotency (owner_id, number);

CREATE TRIGGER notes_standing BEFORE INSERT ON session FOR EACH ROW EXECUTE FUNCTION sec.note_standing();
CREATE TRIGGER spreads_standing AFTER UPDATE OF status ON account FOR EACH ROW WHEN (OLD.status <> NEW.status)
    EXECUTE FUNCTION sec.spread_standing('id');
CREATE TRIGGER spreads_standing AFTER INSERT OR UPDATE OR DELETE ON account_role FOR EACH ROW
    EXECUTE FUNCTION sec.spread_standing('account_id');
CREATE TRIGGER numbers_response BEFORE INSERT ON idempotency FOR EACH ROW EXECUTE FUNCTION sec.number_response();
