-- A second factor: one-time codes by time (RFC 6238), and recovery codes for whoever has lost the device.
--
-- The seed is sealed by a key that is no part of the database. Whether a code is right is computed outside; that it is
-- used once, on whichever server, is decided here.

SET LOCAL search_path = tw;

CREATE TABLE second_factor (
    account_id uuid PRIMARY KEY REFERENCES account ON DELETE CASCADE,
    sealed_seed bytea NOT NULL CHECK (octet_length(sealed_seed) BETWEEN 29 AND 200),
    -- Which key sealed it: the first bytes of its SHA-256.
    key_id bytea NOT NULL CHECK (octet_length(key_id) = 8),
    -- The newest step of which a code was taken; older ones are used up.
    last_step bigint NOT NULL DEFAULT 0 CHECK (last_step >= 0),
    created_at timestamptz NOT NULL DEFAULT now(),
    -- Absent until a first code has shown that the device has the seed.
    confirmed_at timestamptz
);

CREATE TABLE recovery_code (
    account_id uuid NOT NULL REFERENCES second_factor ON DELETE CASCADE,
    code_sha256 bytea NOT NULL CHECK (octet_length(code_sha256) = 32),
    used_at timestamptz,
    PRIMARY KEY (account_id, code_sha256)
);

ALTER TABLE second_factor ENABLE ROW LEVEL SECURITY;
ALTER TABLE second_factor FORCE ROW LEVEL SECURITY;
ALTER TABLE recovery_code ENABLE ROW LEVEL SECURITY;
ALTER TABLE recovery_code FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON second_factor FOR SELECT TO tw_candidate, tw_coach USING (account_id = (SELECT sec.uid()));
CREATE POLICY own ON recovery_code FOR SELECT TO tw_candidate, tw_coach USING (account_id = (SELECT sec.uid()));
GRANT SELECT (account_id, confirmed_at) ON second_factor TO tw_candidate, tw_coach;
GRANT SELECT (account_id, used_at) ON recovery_code TO tw_candidate, tw_coach;
GRANT SELECT, INSERT, UPDATE, DELETE ON second_factor, recovery_code TO tw_definer;

SET LOCAL ROLE tw_definer;
SET LOCAL search_path = sec;

-- The factor of an account, asked for or not yet confirmed; no row when there is none.
CREATE FUNCTION sec.factor_lookup(p_account uuid) RETURNS TABLE (sealed_seed bytea, key_id bytea, last_step bigint,
    confirmed_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT f.sealed_seed, f.key_id, f.last_step, f.confirmed_at FROM tw.second_factor f
    WHERE f.account_id = p_account;
END $$;

-- Keeps a seed for the account that is signed in until it is confirmed; false when a confirmed one is there.
CREATE FUNCTION sec.factor_start(p_sealed_seed bytea, p_key_id bytea) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO tw.second_factor AS f (account_id, sealed_seed, key_id) VALUES (sec.uid(), p_sealed_seed, p_key_id)
    ON CONFLICT (account_id) DO UPDATE SET sealed_seed = p_sealed_seed, key_id = p_key_id, last_step = 0, created_at = now()
    WHERE f.confirmed_at IS NULL;
    RETURN FOUND;
END $$;

-- Asks for codes from now on, and ends all sessions; NULL when the seed is no longer the one that was compared with.
CREATE FUNCTION sec.factor_confirm(p_sealed_seed bytea, p_step bigint, p_codes bytea[]) RETURNS timestamptz
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me uuid := sec.uid();
BEGIN
    -- As in session_open: a login that is under way waits here, or is waited for.
    PERFORM FROM tw.account a WHERE a.id = me FOR NO KEY UPDATE;
    UPDATE tw.second_factor SET confirmed_at = now(), last_step = p_step
    WHERE account_id = me AND confirmed_at IS NULL AND sealed_seed = p_sealed_seed;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    INSERT INTO tw.recovery_code (account_id, code_sha256) SELECT me, c FROM unnest(p_codes) c;
    UPDATE tw.session SET revoked_at = now() WHERE account_id = me AND revoked_at IS NULL;
    RETURN now();
END $$;

-- Uses up the code of a step and of all before it; false when that has happened already.
CREATE FUNCTION sec.factor_use_step(p_account uuid, p_step bigint) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE tw.second_factor SET last_step = p_step
    WHERE account_id = p_account AND confirmed_at IS NOT NULL AND last_step < p_step;
    RETURN FOUND;
END $$;

-- Uses up a recovery code; false when it is none, or was used.
CREATE FUNCTION sec.factor_use_recovery(p_account uuid, p_code_sha256 bytea) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE tw.recovery_code SET used_at = now()
    WHERE account_id = p_account AND code_sha256 = p_code_sha256 AND used_at IS NULL;
    RETURN FOUND;
END $$;

-- Replaces the recovery codes of the account that is signed in; false when it has no confirmed factor.
CREATE FUNCTION sec.factor_renew(p_codes bytea[]) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me uuid := sec.uid();
BEGIN
    PERFORM FROM tw.second_factor f WHERE f.account_id = me AND f.confirmed_at IS NOT NULL FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    DELETE FROM tw.recovery_code WHERE account_id = me;
    INSERT INTO tw.recovery_code (account_id, code_sha256) SELECT me, c FROM unnest(p_codes) c;
    RETURN true;
END $$;

-- Takes the factor of the account that is signed in away, and ends all its sessions; false when there is none.
CREATE FUNCTION sec.factor_remove() RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me uuid := sec.uid();
BEGIN
    PERFORM FROM tw.account a WHERE a.id = me FOR NO KEY UPDATE;
    DELETE FROM tw.second_factor WHERE account_id = me;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    UPDATE tw.session SET revoked_at = now() WHERE account_id = me AND revoked_at IS NULL;
    RETURN true;
END $$;

-- Seals a seed with another key, unless it has changed.
CREATE FUNCTION sec.factor_reseal(p_account uuid, p_old bytea, p_new bytea, p_key_id bytea) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE tw.second_factor SET sealed_seed = p_new, key_id = p_key_id WHERE account_id = p_account AND sealed_seed = p_old;
    RETURN FOUND;
END $$;

-- Takes the factor of an account away for somebody who has lost device and codes, and ends all sessions.
CREATE FUNCTION sec.admin_factor_remove(p_account uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    DELETE FROM tw.second_factor WHERE account_id = p_account;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    UPDATE tw.session SET revoked_at = now() WHERE account_id = p_account AND revoked_at IS NULL;
    RETURN true;
END $$;

-- As in 0009, and with one code the others that were made for the account are used up, too.
CREATE OR REPLACE FUNCTION sec.password_reset(p_code_sha256 bytea, p_password_hash text) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE who uuid;
BEGIN
    UPDATE tw.invitation i SET used_at = now(), used_by = i.account_id
    FROM tw.account a
    WHERE i.code_sha256 = p_code_sha256 AND i.purpose = 'reset' AND i.used_at IS NULL AND i.expires_at > now()
        AND a.id = i.account_id AND a.status = 'active'
    RETURNING i.account_id INTO who;
    UPDATE tw.invitation SET used_at = now() WHERE account_id = who AND purpose = 'reset' AND used_at IS NULL;
    UPDATE tw.account SET password_hash = p_password_hash WHERE id = who;
    UPDATE tw.session SET revoked_at = now() WHERE account_id = who AND revoked_at IS NULL;
    RETURN who;
END $$;

-- As in 0009, and also false when the factor is no longer the one that the login was asked for.
DROP FUNCTION sec.session_open(uuid, uuid, text, bytea, timestamptz, text, text);
CREATE FUNCTION sec.session_open(p_id uuid, p_account uuid, p_password_hash text, p_factor_since timestamptz,
    p_token_sha256 bytea, p_expires_at timestamptz, p_label text, p_address text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM FROM tw.account a WHERE a.id = p_account AND a.status = 'active' AND a.password_hash = p_password_hash
    FOR NO KEY UPDATE;
    IF NOT FOUND OR (SELECT f.confirmed_at FROM tw.second_factor f WHERE f.account_id = p_account)
        IS DISTINCT FROM p_factor_since
    THEN
        RETURN false;
    END IF;
    INSERT INTO tw.session (id, account_id, token_sha256, expires_at, label, address)
    VALUES (p_id, p_account, p_token_sha256, p_expires_at, p_label, p_address);
    UPDATE tw.session SET revoked_at = now() WHERE id IN (
        SELECT s.id FROM tw.session s WHERE s.account_id = p_account AND s.revoked_at IS NULL AND s.expires_at > now()
        ORDER BY (s.id = p_id) DESC, s.last_used_at DESC, s.id DESC OFFSET 20);
    RETURN true;
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA sec FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.factor_lookup(uuid), sec.factor_start(bytea, bytea), sec.factor_confirm(bytea, bigint, bytea[]),
    sec.factor_use_step(uuid, bigint), sec.factor_use_recovery(uuid, bytea), sec.factor_renew(bytea[]), sec.factor_remove(),
    sec.factor_reseal(uuid, bytea, bytea, bytea),
    sec.session_open(uuid, uuid, text, timestamptz, bytea, timestamptz, text, text) TO tw_auth;
GRANT EXECUTE ON FUNCTION sec.admin_factor_remove(uuid) TO tw_admin;

SET LOCAL ROLE tw_owner;
