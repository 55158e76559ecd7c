-- Who is asking, signing in, codes, throttling and the audit: what the roles may do beyond their policies.
--
-- Functions that policies call name every operator by its schema, which is cheaper than a search_path of their own; the
-- others set one. The errors are listed in 0011.

GRANT USAGE ON SCHEMA tw TO tw_definer;
GRANT SELECT, INSERT, UPDATE, DELETE ON tw.account, tw.account_role, tw.session, tw.invitation, tw.throttle TO tw_definer;
GRANT SELECT, DELETE ON tw.idempotency TO tw_definer;
GRANT SELECT, INSERT ON tw.audit_event, tw.audit_seal TO tw_definer;

SET LOCAL ROLE tw_definer;
SET LOCAL search_path = sec;

-- The account behind app.token, the SHA-256 of a session token in hexadecimal digits; NULL when the session is revoked,
-- expired or idle for 12 hours, when the account is not active, or when it lacks the role the transaction runs as.
CREATE FUNCTION sec.uid() RETURNS uuid LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE AS $$
DECLARE
    token text := pg_catalog.current_setting('app.token', true);
    acting text := pg_catalog.current_setting('role', true);
    found_account uuid;
BEGIN
    IF token IS NULL OR pg_catalog.length(token) OPERATOR(pg_catalog.<>) 64 THEN
        RETURN NULL;
    END IF;
    SELECT s.account_id INTO found_account
    FROM tw.session s JOIN tw.account a ON a.id OPERATOR(pg_catalog.=) s.account_id
    WHERE s.token_sha256 OPERATOR(pg_catalog.=) pg_catalog.decode(token, 'hex')
        AND s.revoked_at IS NULL
        AND s.expires_at OPERATOR(pg_catalog.>) pg_catalog.now()
        AND s.last_used_at OPERATOR(pg_catalog.>) (pg_catalog.now() OPERATOR(pg_catalog.-) '12:00:00'::pg_catalog.interval)
        AND a.status OPERATOR(pg_catalog.=) 'active'
        AND (acting OPERATOR(pg_catalog.<>) ALL ('{tw_candidate,tw_coach}'::pg_catalog.text[])
            OR EXISTS (SELECT FROM tw.account_role r WHERE r.account_id OPERATOR(pg_catalog.=) a.id
                AND r.role OPERATOR(pg_catalog.=) pg_catalog.substr(acting, 4)));
    RETURN found_account;
END $$;

-- The session behind app.token, whether live or not, so that a list can mark it.
CREATE FUNCTION sec.session_id() RETURNS uuid LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE token text := current_setting('app.token', true);
BEGIN
    RETURN (SELECT s.id FROM tw.session s WHERE length(token) = 64 AND s.token_sha256 = decode(token, 'hex'));
END $$;

-- The account that is signed in and its session: one row, or none when the session is not live.
CREATE FUNCTION sec.me() RETURNS TABLE (id uuid, email text, display_name text, status text, roles text[], time_zone text,
    created_at timestamptz, session_id uuid, session_expires_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT a.id, a.email, a.display_name, a.status,
        ARRAY(SELECT r.role FROM tw.account_role r WHERE r.account_id = a.id ORDER BY r.role),
        a.time_zone, a.created_at, s.id, s.expires_at
    FROM tw.account a JOIN tw.session s ON s.account_id = a.id AND s.id = sec.session_id()
    WHERE a.id = sec.uid();
END $$;

-- What a login compares with; one row, or none for an unknown address.
CREATE FUNCTION sec.login_lookup(p_email text) RETURNS TABLE (id uuid, password_hash text, email text, display_name text,
    status text, roles text[], time_zone text, created_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT a.id, a.password_hash, a.email, a.display_name, a.status,
        ARRAY(SELECT r.role FROM tw.account_role r WHERE r.account_id = a.id ORDER BY r.role), a.time_zone, a.created_at
    FROM tw.account a WHERE a.email = p_email;
END $$;

-- Opens a session of an active account; false when it is not active, or when its password is no longer the one that was
-- compared. Of more than 20 live sessions the ones unused for longest end.
CREATE FUNCTION sec.session_open(p_id uuid, p_account uuid, p_password_hash text, p_token_sha256 bytea,
    p_expires_at timestamptz, p_label text, p_address text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM FROM tw.account a WHERE a.id = p_account AND a.status = 'active' AND a.password_hash = p_password_hash
    FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    INSERT INTO tw.session (id, account_id, token_sha256, expires_at, label, address)
    VALUES (p_id, p_account, p_token_sha256, p_expires_at, p_label, p_address);
    UPDATE tw.session SET revoked_at = now() WHERE id IN (
        SELECT s.id FROM tw.session s WHERE s.account_id = p_account AND s.revoked_at IS NULL AND s.expires_at > now()
        ORDER BY (s.id = p_id) DESC, s.last_used_at DESC, s.id DESC OFFSET 20);
    RETURN true;
END $$;

-- Notes that the live session behind app.token is in use; writes at most once in five minutes.
CREATE FUNCTION sec.session_touch() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF sec.uid() IS NOT NULL THEN
        UPDATE tw.session SET last_used_at = now()
        WHERE token_sha256 = decode(current_setting('app.token'), 'hex') AND last_used_at < now() - interval '5 minutes';
    END IF;
END $$;

-- Sets the password of the account that is signed in and ends all its sessions; false when nobody is.
CREATE FUNCTION sec.password_change(p_hash text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me uuid := sec.uid();
BEGIN
    -- Of two changes at once the second waits here, and then finds its session ended by the first.
    PERFORM FROM tw.account a WHERE a.id = me FOR NO KEY UPDATE;
    me := sec.uid();
    UPDATE tw.account SET password_hash = p_hash WHERE id = me;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    UPDATE tw.session SET revoked_at = now() WHERE account_id = me AND revoked_at IS NULL;
    RETURN true;
END $$;

-- Replaces a hash by one with stronger parameters, unless the password was changed in between.
CREATE FUNCTION sec.password_rehash(p_account uuid, p_old text, p_new text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE tw.account SET password_hash = p_new WHERE id = p_account AND password_hash = p_old;
    RETURN FOUND;
END $$;

-- Takes an invitation, once: opens the account p_account, or activates the one the code was made for if the address is
-- the same. Answers the account, or NULL for a code that is wrong, used or expired.
CREATE FUNCTION sec.invitation_redeem(p_code_sha256 bytea, p_account uuid, p_email text, p_display_name text,
    p_password_hash text, p_time_zone text) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    code tw.invitation;
    who uuid;
BEGIN
    SELECT * INTO code FROM tw.invitation i
    WHERE i.code_sha256 = p_code_sha256 AND i.purpose = 'invitation' AND i.used_at IS NULL AND i.expires_at > now()
    FOR UPDATE;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    IF code.account_id IS NULL THEN
        INSERT INTO tw.account (id, email, display_name, password_hash, status, time_zone)
        VALUES (p_account, p_email, p_display_name, p_password_hash, 'active', coalesce(p_time_zone, 'UTC'))
        RETURNING id INTO who;
    ELSE
        UPDATE tw.account SET display_name = p_display_name, password_hash = p_password_hash, status = 'active',
            time_zone = coalesce(p_time_zone, time_zone)
        WHERE id = code.account_id AND email = p_email AND status = 'invited' RETURNING id INTO who;
        IF NOT FOUND THEN
            RETURN NULL;
        END IF;
    END IF;
    INSERT INTO tw.account_role (account_id, role) SELECT who, r FROM unnest(code.roles) r ON CONFLICT DO NOTHING;
    UPDATE tw.invitation SET used_at = now(), used_by = who WHERE id = code.id;
    RETURN who;
END $$;

-- Takes a reset code, once: sets the password and ends all sessions. Answers the account, or NULL for a code that is
-- wrong, used or expired, or whose account is not active.
CREATE FUNCTION sec.password_reset(p_code_sha256 bytea, p_password_hash text) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE who uuid;
BEGIN
    UPDATE tw.invitation i SET used_at = now(), used_by = i.account_id
    FROM tw.account a
    WHERE i.code_sha256 = p_code_sha256 AND i.purpose = 'reset' AND i.used_at IS NULL AND i.expires_at > now()
        AND a.id = i.account_id AND a.status = 'active'
    RETURNING i.account_id INTO who;
    UPDATE tw.account SET password_hash = p_password_hash WHERE id = who;
    UPDATE tw.session SET revoked_at = now() WHERE account_id = who AND revoked_at IS NULL;
    RETURN who;
END $$;

-- Takes a token out of the bucket of a key, which holds p_capacity and gains p_per_second. Answers 0 when there was one,
-- else the seconds until there will be; a refused try costs nothing. One statement, shared by all server processes.
CREATE FUNCTION sec.take(p_key bytea, p_capacity double precision, p_per_second double precision) RETURNS double precision
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE left_over real;
BEGIN
    -- A negative number of tokens is the mark of a refused try; one more is what there really was.
    INSERT INTO tw.throttle AS t (key, tokens, at) VALUES (p_key, p_capacity - 1, clock_timestamp())
    ON CONFLICT (key) DO UPDATE SET at = clock_timestamp(), tokens = least(p_capacity,
        t.tokens + CASE WHEN t.tokens < 0 THEN 1 ELSE 0 END
            + p_per_second * greatest(0, extract(epoch FROM clock_timestamp() - t.at))) - 1
    RETURNING tokens INTO left_over;
    RETURN CASE WHEN left_over >= 0 THEN 0 ELSE -left_over / p_per_second END;
END $$;

-- Writes an audit event. Whoever is signed in is the actor; p_actor counts only where nobody is.
CREATE FUNCTION sec.audit(p_actor uuid, p_event text, p_subject uuid, p_detail jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    -- A seal waits for the events that are on their way, so that it can skip none with a lower id.
    PERFORM pg_advisory_xact_lock_shared(6074210001);
    INSERT INTO tw.audit_event (actor, event, subject, detail)
    VALUES (coalesce(sec.uid(), p_actor), p_event, p_subject, coalesce(p_detail, '{}'));
END $$;

-- The next hash of the chain, over one more event.
CREATE FUNCTION sec.audit_link(p_before bytea, p_event tw.audit_event) RETURNS bytea
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
RETURN sha256(p_before || convert_to(jsonb_build_array((p_event).id, extract(epoch FROM (p_event).at), (p_event).actor,
    (p_event).event, (p_event).subject, (p_event).detail)::text, 'UTF8'));

-- Seals all events whose transactions are over; answers how many.
CREATE FUNCTION sec.audit_seal() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    oldest_open xid8 := pg_snapshot_xmin(pg_current_snapshot());
    stop bigint;
    chain bytea;
    last_id bigint;
    events bigint := 0;
    next_event tw.audit_event;
BEGIN
    PERFORM pg_advisory_xact_lock(6074210001);
    SELECT s.upto, s.sha256 INTO last_id, chain FROM tw.audit_seal s ORDER BY s.upto DESC LIMIT 1;
    last_id := coalesce(last_id, 0);
    chain := coalesce(chain, '\x');
    SELECT min(e.id) INTO stop FROM tw.audit_event e WHERE e.id > last_id AND e.xid >= oldest_open;
    FOR next_event IN SELECT * FROM tw.audit_event e WHERE e.id > last_id AND (stop IS NULL OR e.id < stop) ORDER BY e.id LOOP
        chain := sec.audit_link(chain, next_event);
        last_id := next_event.id;
        events := events + 1;
    END LOOP;
    IF events > 0 THEN
        INSERT INTO tw.audit_seal (upto, events, sha256) VALUES (last_id, events, chain);
    END IF;
    RETURN events;
END $$;

-- Computes the chain again; answers the first seal that does not hold, or NULL when all do.
CREATE FUNCTION sec.audit_verify() RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    seal tw.audit_seal;
    chain bytea := '\x';
    last_id bigint := 0;
    counted bigint;
    next_event tw.audit_event;
BEGIN
    FOR seal IN SELECT * FROM tw.audit_seal ORDER BY upto LOOP
        counted := 0;
        FOR next_event IN SELECT * FROM tw.audit_event e WHERE e.id > last_id AND e.id <= seal.upto ORDER BY e.id LOOP
            chain := sec.audit_link(chain, next_event);
            counted := counted + 1;
        END LOOP;
        IF chain <> seal.sha256 OR counted <> seal.events THEN
            RETURN seal.upto;
        END IF;
        last_id := seal.upto;
    END LOOP;
    RETURN NULL;
END $$;

-- Throws away what has outlived its use: buckets of a day ago, responses of a week ago, sessions ended 30 days ago, codes
-- used or expired 30 days ago. Takes a bounded bite of each; answers how many rows went, 0 when nothing is left.
CREATE FUNCTION sec.sweep() RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    swept bigint := 0;
    part bigint;
BEGIN
    DELETE FROM tw.throttle WHERE key IN (SELECT t.key FROM tw.throttle t WHERE t.at < now() - interval '1 day' LIMIT 5000);
    GET DIAGNOSTICS part = ROW_COUNT;
    swept := swept + part;
    DELETE FROM tw.idempotency WHERE (owner_id, key) IN (SELECT i.owner_id, i.key FROM tw.idempotency i
        WHERE i.at < now() - interval '7 days' LIMIT 1000);
    GET DIAGNOSTICS part = ROW_COUNT;
    swept := swept + part;
    DELETE FROM tw.session WHERE id IN (SELECT s.id FROM tw.session s
        WHERE least(s.revoked_at, s.expires_at) < now() - interval '30 days' LIMIT 5000);
    GET DIAGNOSTICS part = ROW_COUNT;
    swept := swept + part;
    DELETE FROM tw.invitation WHERE id IN (SELECT i.id FROM tw.invitation i
        WHERE least(i.used_at, i.expires_at) < now() - interval '30 days' LIMIT 5000);
    GET DIAGNOSTICS part = ROW_COUNT;
    RETURN swept + part;
END $$;

-- What the management command may write. None of it shows contents (R21).

-- Makes an account that waits for its invitation.
CREATE FUNCTION sec.admin_account_create(p_id uuid, p_email text, p_display_name text, p_roles text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO tw.account (id, email, display_name, status) VALUES (p_id, p_email, p_display_name, 'invited');
    INSERT INTO tw.account_role (account_id, role) SELECT p_id, r FROM unnest(p_roles) r;
END $$;

-- Stores a code: p_purpose invitation with roles, or reset with an account.
CREATE FUNCTION sec.admin_invite(p_id uuid, p_purpose text, p_code_sha256 bytea, p_roles text[], p_account uuid,
    p_expires_at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO tw.invitation (id, purpose, code_sha256, roles, account_id, expires_at)
    VALUES (p_id, p_purpose, p_code_sha256, coalesce(p_roles, '{}'), p_account, p_expires_at);
END $$;

-- Suspends an active account and ends its sessions; false when it is not active.
CREATE FUNCTION sec.admin_account_suspend(p_account uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE tw.account SET status = 'suspended' WHERE id = p_account AND status = 'active';
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    UPDATE tw.session SET revoked_at = now() WHERE account_id = p_account AND revoked_at IS NULL;
    RETURN true;
END $$;

-- Lets a suspended account in again; false when it is not suspended.
CREATE FUNCTION sec.admin_account_resume(p_account uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE tw.account SET status = 'active' WHERE id = p_account AND status = 'suspended';
    RETURN FOUND;
END $$;

-- Ends all sessions of an account; answers how many were live.
CREATE FUNCTION sec.admin_sessions_end(p_account uuid) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE ended bigint;
BEGIN
    UPDATE tw.session SET revoked_at = now() WHERE account_id = p_account AND revoked_at IS NULL;
    GET DIAGNOSTICS ended = ROW_COUNT;
    RETURN ended;
END $$;

-- Erases an account and everything it owns; false when there is none.
CREATE FUNCTION sec.admin_account_erase(p_account uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    DELETE FROM tw.account WHERE id = p_account;
    RETURN FOUND;
END $$;

SET LOCAL ROLE tw_owner;
