-- The roles of TwoWay, once per cluster. Run as a superuser; running it again changes nothing.
--
-- The private cluster applies this file by itself. For a cluster of your own:
--     psql -d postgres -f roles.sql
--     createdb --owner=tw_owner --template=template0 --encoding=UTF8 twoway
--     twoway-admin db migrate
-- The login roles have no password here: set one (\password tw_app), or let pg_hba.conf decide otherwise who they are.

DO $$
DECLARE
    role text;
BEGIN
    FOREACH role IN ARRAY ARRAY[
        'tw_owner NOLOGIN',                                          -- owns the database and the tables
        'tw_definer NOLOGIN BYPASSRLS',                              -- owns the SECURITY DEFINER functions
        'tw_archivist NOLOGIN BYPASSRLS',                            -- owns those that export, import and erase
        'tw_auth NOLOGIN',                                           -- somebody who logs in
        'tw_candidate NOLOGIN',                                      -- a candidate with a session
        'tw_coach NOLOGIN',                                          -- a coach with a session
        'tw_app LOGIN NOINHERIT CONNECTION LIMIT 200',               -- the server; nothing without SET ROLE
        'tw_migrator LOGIN NOINHERIT BYPASSRLS CONNECTION LIMIT 5',  -- migrations
        'tw_admin LOGIN NOINHERIT CONNECTION LIMIT 5',               -- the management command; sees no contents
        'tw_backup LOGIN NOINHERIT BYPASSRLS CONNECTION LIMIT 2'     -- reads everything for backups
    ] LOOP
        IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = split_part(role, ' ', 1)) THEN
            EXECUTE 'CREATE ROLE ' || role || ' NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION';
        END IF;
    END LOOP;
END
$$;

GRANT tw_auth, tw_candidate, tw_coach TO tw_app;
GRANT tw_owner, tw_definer, tw_archivist TO tw_migrator;

ALTER ROLE tw_app SET statement_timeout = '5s';
ALTER ROLE tw_app SET lock_timeout = '2s';
ALTER ROLE tw_app SET idle_in_transaction_session_timeout = '10s';
-- The same as that of all functions of the schema, or PostgreSQL would plan sec.uid() anew at each change between them.
ALTER ROLE tw_app SET search_path = pg_catalog, tw, pg_temp;
-- Every statement is short; compiling one takes longer than running it.
ALTER ROLE tw_app SET jit = off;
-- Each is planned once a connection and not for the values of each call, which took a fifth of the time of a write and a
-- quarter of most other calls. Where values matter a transaction says otherwise (plan_for_values).
ALTER ROLE tw_app SET plan_cache_mode = force_generic_plan;
