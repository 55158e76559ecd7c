-- How a transaction begins: it takes its role, shows its token, and ends at once when the session behind it is not live.

SET LOCAL ROLE tw_definer;

-- Runs with the rights of the login role, since a function that runs with those of its owner may not change the role. A
-- candidate or a coach whose session is over meets TW000 here, before any statement can answer as if nothing were there.
CREATE FUNCTION sec.enter(p_role text, p_token text) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    PERFORM pg_catalog.set_config('app.token', p_token, true), pg_catalog.set_config('role', p_role, true);
    IF (p_role OPERATOR(pg_catalog.=) 'tw_candidate' OR p_role OPERATOR(pg_catalog.=) 'tw_coach') AND sec.uid() IS NULL THEN
        RAISE EXCEPTION 'the session is over' USING ERRCODE = 'TW000';
    END IF;
END $$;

GRANT USAGE ON SCHEMA sec TO tw_app;
GRANT EXECUTE ON FUNCTION sec.enter(text, text) TO tw_app;
SET LOCAL ROLE tw_owner;
