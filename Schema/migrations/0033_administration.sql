-- What the management command looks after besides accounts, and what it may know for that: no contents (R21).

SET LOCAL search_path = tw;

-- Of a library what stands on its cover for everybody, column by column, instead of the whole row.
REVOKE SELECT ON library FROM tw_admin;
GRANT SELECT (owner_id, id, slug, language, visibility, status, latest_version, created_at, updated_at) ON library TO tw_admin;
-- How many follow it; not who.
CREATE POLICY administration ON subscription FOR SELECT TO tw_admin USING (true);
GRANT SELECT (library_id, state) ON subscription TO tw_admin;

-- Tables that come later are backed up with their sequences.
ALTER DEFAULT PRIVILEGES FOR ROLE tw_owner IN SCHEMA tw GRANT SELECT ON SEQUENCES TO tw_backup;

GRANT UPDATE (status, revision, updated_at) ON library TO tw_definer;

SET LOCAL ROLE tw_definer;
SET LOCAL search_path = sec;

-- Moves a library along its life cycle; the triggers on it hold for the management command as for its owner. False when
-- there is no such library.
CREATE FUNCTION sec.admin_library_move(p_library uuid, p_status text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE tw.library SET status = p_status, revision = revision + 1, updated_at = now() WHERE id = p_library;
    RETURN FOUND;
END $$;

-- Ends one session; false when there is no such live one.
CREATE FUNCTION sec.admin_session_end(p_session uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE tw.session SET revoked_at = now() WHERE id = p_session AND revoked_at IS NULL;
    RETURN FOUND;
END $$;

-- Of each kind of row that is thrown away the time of the oldest; NULL where there is none.
CREATE FUNCTION sec.admin_unswept() RETURNS TABLE (kind text, oldest timestamptz, kept_for interval)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT 'throttle', (SELECT min(t.at) FROM tw.throttle t), interval '1 day'
    UNION ALL SELECT 'idempotency', (SELECT min(i.at) FROM tw.idempotency i), interval '7 days'
    UNION ALL SELECT 'session', (SELECT min(least(s.revoked_at, s.expires_at)) FROM tw.session s), interval '30 days'
    UNION ALL SELECT 'invitation', (SELECT min(least(i.used_at, i.expires_at)) FROM tw.invitation i), interval '30 days';
END $$;

GRANT EXECUTE ON FUNCTION sec.admin_library_move(uuid, text), sec.admin_session_end(uuid), sec.admin_unswept() TO tw_admin;

SET LOCAL ROLE tw_owner;

-- Group figures for coaches (DOMAIN.md 5.9, R20).

SET LOCAL search_path = tw;

-- Since when a candidate lets himself be counted, without a break: only whole months count.
ALTER TABLE subscription ADD COLUMN share_statistics_since timestamptz;
ALTER TABLE subscription NO FORCE ROW LEVEL SECURITY;
UPDATE subscription SET share_statistics_since = updated_at WHERE share_statistics;
ALTER TABLE subscription FORCE ROW LEVEL SECURITY;
ALTER TABLE subscription ADD CONSTRAINT subscription_statistics_check
    CHECK (share_statistics = (share_statistics_since IS NOT NULL));

CREATE FUNCTION tw.note_consent() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT NEW.share_statistics THEN
        NEW.share_statistics_since := NULL;
    ELSIF TG_OP = 'INSERT' THEN
        NEW.share_statistics_since := now();
    ELSE
        NEW.share_statistics_since := coalesce(OLD.share_statistics_since, now());
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER notes_consent BEFORE INSERT OR UPDATE ON subscription FOR EACH ROW EXECUTE FUNCTION tw.note_consent();
CREATE INDEX subscription_counted ON subscription (library_id) WHERE share_statistics AND state <> 'cancelled';

-- The months whose figures are released, with or without anything to show.
CREATE TABLE statistics_month (
    month date PRIMARY KEY CHECK (month = date_trunc('month', month::timestamp)::date),
    released_at timestamptz NOT NULL DEFAULT now()
);

-- One version of a library in one month, where there was a group large enough.
CREATE TABLE statistics_release (
    owner_id uuid NOT NULL,
    library_id uuid NOT NULL,
    version int NOT NULL CHECK (version > 0),
    month date NOT NULL,
    contributors int NOT NULL CHECK (contributors >= 10 AND contributors % 5 = 0),
    released_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (owner_id, library_id, version, month),
    FOREIGN KEY (owner_id, library_id) REFERENCES library ON DELETE CASCADE
);
CREATE INDEX statistics_release_order ON statistics_release (owner_id, month DESC, library_id DESC, version DESC);

-- A question, or with NULL the whole of a topic. Of each measure how many candidates to a multiple of 5, or NULL where that
-- is not shown.
CREATE TABLE statistics_cell (
    owner_id uuid NOT NULL,
    library_id uuid NOT NULL,
    version int NOT NULL,
    month date NOT NULL,
    -- Topics and questions in their order, each topic before its questions.
    place int NOT NULL CHECK (place >= 0),
    topic_place int NOT NULL CHECK (topic_place > 0),
    topic text NOT NULL CHECK (octet_length(topic) BETWEEN 1 AND 200),
    question_key text CHECK (question_key ~ '^[a-z0-9][a-z0-9-]{1,62}$'),
    question text CHECK (octet_length(question) BETWEEN 1 AND 1000),
    planned int CHECK (planned >= 5 AND planned % 5 = 0),
    asked int CHECK (asked >= 5 AND asked % 5 = 0),
    answered int CHECK (answered >= 5 AND answered % 5 = 0),
    evaded int CHECK (evaded >= 5 AND evaded % 5 = 0),
    informative int CHECK (informative >= 5 AND informative % 5 = 0),
    PRIMARY KEY (owner_id, library_id, version, month, place),
    FOREIGN KEY (owner_id, library_id, version, month) REFERENCES statistics_release ON DELETE CASCADE,
    CONSTRAINT statistics_cell_whole_check CHECK ((question_key IS NULL) = (question IS NULL))
);

DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['statistics_release', 'statistics_cell'] LOOP
        EXECUTE format('ALTER TABLE tw.%I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('ALTER TABLE tw.%I FORCE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY own ON tw.%I FOR SELECT TO tw_coach USING (owner_id = (SELECT sec.uid()))', t);
        EXECUTE format('GRANT SELECT ON tw.%I TO tw_coach', t);
        EXECUTE format('GRANT INSERT ON tw.%I TO tw_definer', t);
    END LOOP;
END $$;
ALTER TABLE statistics_month ENABLE ROW LEVEL SECURITY;
ALTER TABLE statistics_month FORCE ROW LEVEL SECURITY;
CREATE POLICY administration ON statistics_month FOR SELECT TO tw_admin USING (true);
GRANT SELECT ON statistics_month TO tw_admin;
GRANT SELECT, INSERT ON statistics_month TO tw_definer;

-- Frozen: a release never changes, and goes only with its library.
CREATE FUNCTION tw.keep_release() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF tw.account_exists(OLD.owner_id) THEN
        RAISE EXCEPTION 'a release of figures is never taken back' USING ERRCODE = 'TW101';
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER append_only BEFORE UPDATE ON statistics_release FOR EACH ROW EXECUTE FUNCTION tw.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE ON statistics_cell FOR EACH ROW EXECUTE FUNCTION tw.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON statistics_month
    FOR EACH STATEMENT EXECUTE FUNCTION tw.refuse();
CREATE TRIGGER never_lost BEFORE DELETE ON statistics_release FOR EACH ROW EXECUTE FUNCTION tw.keep_release();
CREATE TRIGGER never_lost BEFORE DELETE ON statistics_cell FOR EACH ROW EXECUTE FUNCTION tw.keep_release();

SET LOCAL ROLE tw_definer;
SET LOCAL search_path = sec;

-- How wide the interval of a priority was (DOMAIN.md 5.1) with all that counted when a piece of evidence was written, with
-- that piece or without it.
CREATE FUNCTION sec.interval_width(p_evidence tw.evidence, p_direction text, p_target double precision, p_with boolean)
RETURNS double precision LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    total double precision;
    mean double precision;
    spread double precision;
    ignorance double precision;
BEGIN
    SELECT sum(x.s), sum(x.s * x.u) / nullif(sum(x.s), 0) INTO total, mean
    FROM (SELECT e.strength AS s, tw.value_of_rating(p_direction, p_target, e.rating) AS u FROM tw.evidence e
        WHERE e.owner_id = p_evidence.owner_id AND e.opportunity_id = p_evidence.opportunity_id
            AND e.priority_key = p_evidence.priority_key AND (e.retired_at IS NULL OR e.retired_at > p_evidence.created_at)
            AND (e.created_at, e.id) <= (p_evidence.created_at, p_evidence.id) AND (p_with OR e.id <> p_evidence.id)) x;
    IF total IS NULL OR total <= 0 THEN
        RETURN 1;
    END IF;
    SELECT sum(x.s * abs(x.u - mean)) / total,
        CASE WHEN bool_or(x.s >= 1) THEN 0 ELSE exp(greatest(sum(ln(greatest(1 - x.s, 1e-12))), -60)) END
    INTO spread, ignorance
    FROM (SELECT e.strength AS s, tw.value_of_rating(p_direction, p_target, e.rating) AS u FROM tw.evidence e
        WHERE e.owner_id = p_evidence.owner_id AND e.opportunity_id = p_evidence.opportunity_id
            AND e.priority_key = p_evidence.priority_key AND (e.retired_at IS NULL OR e.retired_at > p_evidence.created_at)
            AND (e.created_at, e.id) <= (p_evidence.created_at, p_evidence.id) AND (p_with OR e.id <> p_evidence.id)) x;
    RETURN (1 - ignorance) * (least(1, mean + spread) - greatest(0, mean - spread)) + ignorance;
END $$;

-- Whether an answer has narrowed the interval of a priority by 0.1 or more when it was rated, and still counts.
CREATE FUNCTION sec.is_informative(p_owner uuid, p_asking uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM tw.answer w
        JOIN tw.evidence e ON e.owner_id = w.owner_id AND e.answer_id = w.id AND e.retired_at IS NULL
        JOIN LATERAL (SELECT p.direction, p.target FROM tw.priority p
            JOIN tw.priority_set s ON s.owner_id = p.owner_id AND s.id = p.priority_set_id
            WHERE p.owner_id = e.owner_id AND p.priority_key = e.priority_key
            ORDER BY s.state = 'draft', s.version DESC LIMIT 1) p ON true
        -- A hair of rounding does not decide.
        WHERE w.owner_id = p_owner AND w.asking_id = p_asking
            AND sec.interval_width(e, p.direction, p.target, false) - sec.interval_width(e, p.direction, p.target, true)
                >= 0.1 - 1e-9);
END $$;

-- The counts of a month, before anything is hidden: of every version that was used, topic by topic, each topic (with NULL
-- for the question) before its questions. Counted are candidates who let themselves be counted for the whole month, by the
-- interviews that were to be held in it.
CREATE FUNCTION sec.statistics_counts(p_month date) RETURNS TABLE (owner_id uuid, library_id uuid, version int,
    contributors bigint, topic_place bigint, topic text, question_key text, question text, planned bigint, asked bigint, answered bigint,
    evaded bigint, informative bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    month_start timestamptz := p_month::timestamp AT TIME ZONE 'UTC';
    month_end timestamptz := (p_month + interval '1 month') AT TIME ZONE 'UTC';
BEGIN
    RETURN QUERY
    WITH deed AS (
        SELECT s.library_owner_id, s.library_id, p.library_version AS version, p.question_key, s.owner_id AS candidate,
            bool_or(a.id IS NOT NULL) AS asked,
            bool_or(a.outcome IS NOT NULL AND a.outcome IN ('answered', 'partial')) AS answered,
            bool_or(a.outcome IS NOT NULL AND a.outcome = 'evaded') AS evaded,
            bool_or(a.outcome IS NOT NULL AND a.outcome IN ('answered', 'partial')
                AND sec.is_informative(a.owner_id, a.id)) AS informative
        FROM tw.subscription s
        JOIN tw.interview i ON i.owner_id = s.owner_id AND i.state <> 'cancelled'
            AND coalesce(i.scheduled_start, i.created_at) >= month_start
            AND coalesce(i.scheduled_start, i.created_at) < month_end
        JOIN tw.plan_item p ON p.owner_id = i.owner_id AND p.interview_id = i.id AND p.library_id = s.library_id
        LEFT JOIN tw.asking a ON a.owner_id = p.owner_id AND a.interview_id = p.interview_id AND a.item_id = p.id
        -- Nobody is counted in figures about his own library.
        WHERE s.share_statistics AND s.share_statistics_since <= month_start AND s.state <> 'cancelled'
            AND s.owner_id <> s.library_owner_id
        GROUP BY s.library_owner_id, s.library_id, p.library_version, p.question_key, s.owner_id
    ), used AS (
        SELECT DISTINCT d.library_owner_id, d.library_id, d.version FROM deed d
    ), place AS (
        SELECT v.owner_id, v.library_id, v.number AS version, t.place AS topic_place, t.item ->> 'title' AS topic,
            q.place AS question_place, q.item ->> 'key' AS question_key, q.item ->> 'text' AS question
        FROM used u
        JOIN tw.library_version v ON v.owner_id = u.library_owner_id AND v.library_id = u.library_id AND v.number = u.version
        CROSS JOIN LATERAL jsonb_array_elements(coalesce(v.document -> 'topics', '[]')) WITH ORDINALITY t (item, place)
        CROSS JOIN LATERAL jsonb_array_elements(coalesce(t.item -> 'questions', '[]')) WITH ORDINALITY q (item, place)
    ), done AS (
        SELECT p.*, d.candidate, d.asked, d.answered, d.evaded, d.informative
        FROM place p LEFT JOIN deed d ON d.library_owner_id = p.owner_id AND d.library_id = p.library_id
            AND d.version = p.version AND d.question_key = p.question_key
    ), whole AS (
        SELECT d.owner_id, d.library_id, d.version, count(DISTINCT d.candidate) AS contributors FROM done d
        GROUP BY d.owner_id, d.library_id, d.version
    ), cell AS (
        SELECT d.owner_id, d.library_id, d.version, d.topic_place, d.topic, d.question_place, d.question_key, d.question,
            count(DISTINCT d.candidate) AS planned, count(DISTINCT d.candidate) FILTER (WHERE d.asked) AS asked,
            count(DISTINCT d.candidate) FILTER (WHERE d.answered) AS answered,
            count(DISTINCT d.candidate) FILTER (WHERE d.evaded) AS evaded,
            count(DISTINCT d.candidate) FILTER (WHERE d.informative) AS informative
        FROM done d
        GROUP BY GROUPING SETS ((d.owner_id, d.library_id, d.version, d.topic_place, d.topic),
            (d.owner_id, d.library_id, d.version, d.topic_place, d.topic, d.question_place, d.question_key, d.question))
    )
    SELECT c.owner_id, c.library_id, c.version, w.contributors, c.topic_place, c.topic, c.question_key, c.question, c.planned, c.asked,
        c.answered, c.evaded, c.informative
    FROM cell c JOIN whole w ON w.owner_id = c.owner_id AND w.library_id = c.library_id AND w.version = c.version
    ORDER BY c.owner_id, c.library_id, c.version, c.topic_place, c.question_place NULLS FIRST;
END $$;

-- Releases a month, once; false when it was before. p_releases is a list of what may be shown.
CREATE FUNCTION sec.statistics_release(p_month date, p_releases jsonb) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF p_month + interval '1 month' > now() AT TIME ZONE 'UTC' THEN
        RAISE EXCEPTION 'the month is not over' USING ERRCODE = 'TW100';
    END IF;
    INSERT INTO tw.statistics_month (month) VALUES (p_month) ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    INSERT INTO tw.statistics_release (owner_id, library_id, version, month, contributors)
    SELECT (r ->> 'owner')::uuid, (r ->> 'library')::uuid, (r ->> 'version')::int, p_month, (r ->> 'contributors')::int
    FROM jsonb_array_elements(p_releases) r;
    INSERT INTO tw.statistics_cell (owner_id, library_id, version, month, place, topic_place, topic, question_key, question,
        planned, asked, answered, evaded, informative)
    SELECT (r ->> 'owner')::uuid, (r ->> 'library')::uuid, (r ->> 'version')::int, p_month, (c ->> 'place')::int,
        (c ->> 'topicPlace')::int, c ->> 'topic', c ->> 'key', c ->> 'question', (c ->> 'planned')::int, (c ->> 'asked')::int,
        (c ->> 'answered')::int, (c ->> 'evaded')::int, (c ->> 'informative')::int
    FROM jsonb_array_elements(p_releases) r, jsonb_array_elements(r -> 'cells') c;
    RETURN true;
END $$;

GRANT EXECUTE ON FUNCTION sec.statistics_counts(date), sec.statistics_release(date, jsonb) TO tw_admin;

SET LOCAL ROLE tw_owner;
