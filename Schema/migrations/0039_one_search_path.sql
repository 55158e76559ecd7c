-- One search path for statements and for functions.
--
-- PostgreSQL throws a plan away when it is asked for under another search path than the one that it was made for. The path of
-- sessions and that of functions differed, so that a write planned sec.uid() anew when its first trigger asked who is signed
-- in, and again for its next statement: a fifth of its time. Names are as safe as before: only tw_owner makes anything in tw,
-- and no application role makes temporary objects, which come last. Functions that follow are made with this path, too, and
-- the server's sessions have it (roles.sql).

DO $$
DECLARE
    owner regrole;
    function regprocedure;
BEGIN
    FOR owner IN SELECT DISTINCT p.proowner FROM pg_proc p
        WHERE p.pronamespace IN ('tw'::regnamespace, 'sec'::regnamespace) AND p.proconfig IS NOT NULL
    LOOP
        EXECUTE format('SET LOCAL ROLE %s', owner);
        FOR function IN SELECT p.oid FROM pg_proc p
            WHERE p.pronamespace IN ('tw'::regnamespace, 'sec'::regnamespace) AND p.proowner = owner
                AND 'search_path=pg_catalog, pg_temp' = ANY (p.proconfig)
        LOOP
            EXECUTE format('ALTER FUNCTION %s SET search_path = pg_catalog, tw, pg_temp', function);
        END LOOP;
    END LOOP;
END $$;
