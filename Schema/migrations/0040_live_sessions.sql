-- Until when a session can be used, in one place, and asked for at the least cost: every table of a statement asks sec.uid()
-- for itself, and each operator in it counts.

SET LOCAL search_path = tw;

-- Absent once it is ended, and while its account is not active. Times are taken to UTC and back since adding hours to a
-- timestamptz counts as depending on the time zone, which a kept column may not.
ALTER TABLE session ADD COLUMN live_until timestamptz GENERATED ALWAYS AS (
    CASE WHEN revoked_at IS NULL AND acts_as IS NOT NULL
        THEN least(expires_at, (last_used_at AT TIME ZONE 'UTC' + interval '12 hours') AT TIME ZONE 'UTC') END
) STORED;
UPDATE archive_section SET hidden = hidden || 'live_until'::text WHERE name = 'session';
GRANT SELECT (live_until) ON session TO tw_candidate, tw_coach, tw_admin;

SET LOCAL ROLE tw_definer;

-- As before, with fewer questions: CURRENT_TIMESTAMP is no function whose rights are looked at each time.
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
        AND s.live_until OPERATOR(pg_catalog.>) CURRENT_TIMESTAMP
        AND (acting OPERATOR(pg_catalog.<>) ALL ('{tw_candidate,tw_coach}'::pg_catalog.text[])
            OR acting OPERATOR(pg_catalog.=) ANY (s.acts_as));
    RETURN found_account;
END $$;

-- As before, without a query of its own: an assignment is less work than PERFORM.
CREATE OR REPLACE FUNCTION sec.enter(p_role text, p_token text) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    p_token := pg_catalog.set_config('app.token', p_token, true);
    p_role := pg_catalog.set_config('role', p_role, true);
    IF (p_role OPERATOR(pg_catalog.=) 'tw_candidate' OR p_role OPERATOR(pg_catalog.=) 'tw_coach') AND sec.uid() IS NULL THEN
        RAISE EXCEPTION 'the session is over' USING ERRCODE = 'TW000';
    END IF;
END $$;
