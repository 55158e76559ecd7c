-- The coach's desk: credit for a library that another one started from, and suggestions of candidates with their fate.

SET LOCAL search_path = tw;

-- Whom a fork gives credit to, in words, so that it outlives the library it started from.
ALTER TABLE library ADD COLUMN forked_version int CHECK (forked_version > 0);
ALTER TABLE library ADD COLUMN fork_credit text CHECK (octet_length(fork_credit) BETWEEN 1 AND 1000);
ALTER TABLE library ADD CONSTRAINT library_fork_check CHECK (num_nonnulls(forked_from, forked_version, fork_credit) IN (0, 3));
ALTER TABLE library_version ADD COLUMN yank_reason text CHECK (octet_length(yank_reason) BETWEEN 1 AND 1000);

-- A letter of a candidate to the owner of a library: written by the candidate, who may take it back, and by nobody else.
CREATE TABLE suggestion (
    owner_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    id uuid NOT NULL,
    -- The library of somebody else: no foreign key.
    library_owner_id uuid NOT NULL,
    library_id uuid NOT NULL,
    library_version int NOT NULL CHECK (library_version > 0),
    -- The question that is to change; absent for a new one.
    question_key text CHECK (question_key ~ '^[a-z0-9][a-z0-9-]{1,62}$'),
    text text NOT NULL CHECK (octet_length(text) BETWEEN 1 AND 1000),
    reason text CHECK (octet_length(reason) BETWEEN 1 AND 16384),
    -- The name that the coach reads; absent for a suggestion without a name.
    signed_as text CHECK (octet_length(signed_as) BETWEEN 1 AND 200),
    withdrawn_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (owner_id, id)
);
CREATE INDEX suggestion_library ON suggestion (library_owner_id, library_id, id);

-- What became of it: written by the owner of the library, or by the publication that overtook it (R4).
CREATE TABLE suggestion_fate (
    owner_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    suggestion_id uuid NOT NULL,
    fate text NOT NULL CHECK (fate IN ('accepted', 'declined', 'superseded')),
    reply text CHECK (octet_length(reply) BETWEEN 1 AND 16384),
    decided_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (owner_id, suggestion_id)
);
CREATE INDEX suggestion_fate_suggestion ON suggestion_fate (suggestion_id);

ALTER TABLE suggestion ENABLE ROW LEVEL SECURITY;
ALTER TABLE suggestion FORCE ROW LEVEL SECURITY;
ALTER TABLE suggestion_fate ENABLE ROW LEVEL SECURITY;
ALTER TABLE suggestion_fate FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON suggestion TO tw_candidate USING (owner_id = (SELECT sec.uid())) WITH CHECK (owner_id = (SELECT sec.uid()));
CREATE POLICY received ON suggestion FOR SELECT TO tw_coach USING (library_owner_id = (SELECT sec.uid()));
CREATE POLICY own ON suggestion_fate TO tw_coach USING (owner_id = (SELECT sec.uid())) WITH CHECK (owner_id = (SELECT sec.uid()));
CREATE POLICY answered ON suggestion_fate FOR SELECT TO tw_candidate
    USING (EXISTS (SELECT FROM suggestion s WHERE s.owner_id = (SELECT sec.uid()) AND s.id = suggestion_fate.suggestion_id));
GRANT SELECT, INSERT ON suggestion TO tw_candidate;
GRANT UPDATE (withdrawn_at) ON suggestion TO tw_candidate;
-- Not the owner: a coach learns the name that the candidate signed with, and nothing else of who it was.
GRANT SELECT (id, library_owner_id, library_id, library_version, question_key, text, reason, signed_as, withdrawn_at, created_at)
    ON suggestion TO tw_coach;
GRANT SELECT, INSERT ON suggestion_fate TO tw_coach;
GRANT SELECT ON suggestion_fate TO tw_candidate;
GRANT UPDATE (yank_reason) ON library_version TO tw_coach;

-- A yank says why, once, and changes nothing else (R2).
ALTER TABLE library_version ADD CONSTRAINT library_version_yank_check CHECK (yank_reason IS NULL OR yanked_at IS NOT NULL);

CREATE OR REPLACE FUNCTION tw.keep_version() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF tw.account_exists(OLD.owner_id) THEN
            RAISE EXCEPTION 'a published version is never deleted' USING ERRCODE = 'TW002';
        END IF;
        RETURN OLD;
    ELSIF TG_OP = 'INSERT' THEN
        IF NEW.number <> 1 + coalesce((SELECT max(v.number) FROM tw.library_version v
            WHERE v.owner_id = NEW.owner_id AND v.library_id = NEW.library_id), 0)
        THEN
            RAISE EXCEPTION 'version % is not the next one', NEW.number USING ERRCODE = 'TW002';
        END IF;
        IF EXISTS (SELECT FROM tw.library l WHERE l.owner_id = NEW.owner_id AND l.id = NEW.library_id AND l.status = 'withdrawn')
        THEN
            RAISE EXCEPTION 'a withdrawn library has no new versions' USING ERRCODE = 'TW100';
        END IF;
    ELSIF OLD.yanked_at IS NOT NULL OR (to_jsonb(OLD) - '{yanked_at,yank_reason}'::text[])
        <> (to_jsonb(NEW) - '{yanked_at,yank_reason}'::text[])
    THEN
        RAISE EXCEPTION 'a published version never changes' USING ERRCODE = 'TW002';
    END IF;
    RETURN NEW;
END $$;

-- The questions of each library's newest version, to search in: written by the triggers below and by nobody else.
CREATE TABLE listed_question (
    owner_id uuid NOT NULL,
    library_id uuid NOT NULL,
    -- The first question has the highest number, so that one index gives the newest library first and its questions in order.
    countdown int NOT NULL CHECK (countdown > 0),
    version int NOT NULL CHECK (version > 0),
    topic text NOT NULL,
    general boolean NOT NULL,
    content jsonb NOT NULL CHECK (jsonb_typeof(content) = 'object'),
    kind text,
    audience text[] NOT NULL,
    dimensions text[] NOT NULL,
    PRIMARY KEY (owner_id, library_id, countdown),
    FOREIGN KEY (owner_id, library_id) REFERENCES library ON DELETE CASCADE
);
CREATE INDEX listed_question_order ON listed_question (library_id DESC, countdown DESC);

-- Each word of a question, its purpose and the title of its topic, in small letters. The comparisons of text and uuid leak
-- nothing, so that the planner may go by the index before row-level security has its say; those of tsvector may not.
CREATE TABLE listed_word (
    owner_id uuid NOT NULL,
    library_id uuid NOT NULL,
    countdown int NOT NULL,
    version int NOT NULL,
    word text COLLATE "C" NOT NULL,
    PRIMARY KEY (owner_id, library_id, countdown, word),
    FOREIGN KEY (owner_id, library_id, countdown) REFERENCES listed_question ON DELETE CASCADE
);
CREATE INDEX listed_word_word ON listed_word (word, library_id, countdown);

-- The words of a text in any language that parts them, each once, in small letters.
CREATE FUNCTION tw.words(p_text text) RETURNS text[] LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(array_agg(DISTINCT left(word, 64) COLLATE "C"), '{}')
    FROM regexp_split_to_table(lower(normalize(p_text, NFKC) COLLATE "und-x-icu"), '[^[:alnum:]]+') word
    WHERE word <> ''
$$;
GRANT EXECUTE ON FUNCTION tw.words(text) TO tw_candidate, tw_coach, tw_definer;

ALTER TABLE listed_question ENABLE ROW LEVEL SECURITY;
ALTER TABLE listed_question FORCE ROW LEVEL SECURITY;
ALTER TABLE listed_word ENABLE ROW LEVEL SECURITY;
ALTER TABLE listed_word FORCE ROW LEVEL SECURITY;
-- As library_version has it for the newest version, but looked up once a statement and not once a row.
DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['listed_question', 'listed_word'] LOOP
        EXECUTE format('CREATE POLICY own ON tw.%I FOR SELECT TO tw_coach USING (owner_id = (SELECT sec.uid()))', t);
        EXECUTE format('CREATE POLICY published ON tw.%I FOR SELECT TO tw_candidate, tw_coach USING (library_id IN '
            '(SELECT l.id FROM tw.library l WHERE l.status IN (''published'', ''deprecated'') '
            'AND l.visibility IN (''public'', ''unlisted'')))', t);
        EXECUTE format('CREATE POLICY clients ON tw.%I FOR SELECT TO tw_candidate USING (library_id IN '
            '(SELECT l.id FROM tw.library l WHERE l.status IN (''published'', ''deprecated'') AND l.visibility = ''clients'' '
            'AND l.owner_id = ANY ((SELECT sec.coaches())::uuid[])))', t);
        EXECUTE format('CREATE POLICY pinned ON tw.%I FOR SELECT TO tw_candidate USING ((library_id, version) IN '
            '(SELECT s.library_id, s.pinned_version FROM tw.subscription s WHERE s.owner_id = (SELECT sec.uid()) '
            'AND s.state <> ''cancelled''))', t);
        EXECUTE format('GRANT SELECT ON tw.%I TO tw_candidate, tw_coach', t);
        EXECUTE format('GRANT SELECT, INSERT, DELETE ON tw.%I TO tw_definer', t);
    END LOOP;
END $$;

-- A letter is about a version that its writer follows, and is never edited; what was taken back is out of the coach's sight.
DROP POLICY received ON suggestion;
CREATE POLICY received ON suggestion FOR SELECT TO tw_coach
    USING (library_owner_id = (SELECT sec.uid()) AND withdrawn_at IS NULL);
CREATE UNIQUE INDEX suggestion_id_key ON suggestion (id);
CREATE INDEX suggestion_received ON suggestion (library_owner_id, id);

CREATE FUNCTION tw.check_suggestion() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM tw.subscription s JOIN tw.library_version v ON v.owner_id = s.library_owner_id
        AND v.library_id = s.library_id AND v.number = s.pinned_version
        WHERE s.owner_id = NEW.owner_id AND s.library_owner_id = NEW.library_owner_id AND s.library_id = NEW.library_id
        AND s.pinned_version = NEW.library_version AND s.state <> 'cancelled' AND (NEW.question_key IS NULL
            OR jsonb_path_exists(v.document, '$.topics[*].questions[*] ? (@.key == $key)',
                jsonb_build_object('key', NEW.question_key))))
    THEN
        RAISE EXCEPTION 'there is no such question' USING ERRCODE = 'TW404';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER about_what_one_follows BEFORE INSERT ON suggestion FOR EACH ROW EXECUTE FUNCTION tw.check_suggestion();
CREATE TRIGGER never_edited BEFORE UPDATE ON suggestion FOR EACH ROW EXECUTE FUNCTION tw.refuse_change('withdrawn_at');
CREATE TRIGGER append_only BEFORE UPDATE ON suggestion_fate FOR EACH ROW EXECUTE FUNCTION tw.refuse_change();

GRANT SELECT, UPDATE (withdrawn_at) ON suggestion TO tw_definer;
GRANT SELECT, INSERT, DELETE ON suggestion_fate TO tw_definer;

SET LOCAL ROLE tw_definer;
SET LOCAL search_path = sec;

-- Taking a letter back and deciding about it exclude each other: both hold its row first, then look for the other.
CREATE FUNCTION sec.check_fate() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    letter record;
BEGIN
    SELECT s.library_owner_id, s.withdrawn_at INTO letter FROM tw.suggestion s WHERE s.id = NEW.suggestion_id
    FOR NO KEY UPDATE;
    IF NOT FOUND OR letter.library_owner_id <> NEW.owner_id THEN
        RAISE EXCEPTION 'there is no such suggestion' USING ERRCODE = 'TW404';
    END IF;
    IF letter.withdrawn_at IS NOT NULL THEN
        RAISE EXCEPTION 'a suggestion that was taken back is not decided' USING ERRCODE = 'TW100';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION sec.check_withdrawal() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM tw.suggestion_fate f WHERE f.suggestion_id = NEW.id) THEN
        RAISE EXCEPTION 'a suggestion with a fate is not taken back' USING ERRCODE = 'TW100';
    END IF;
    RETURN NEW;
END $$;

-- A letter that goes with its writer takes along what was made of it.
CREATE FUNCTION sec.forget_fate() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    DELETE FROM tw.suggestion_fate WHERE suggestion_id = OLD.id;
    RETURN NULL;
END $$;

-- A version that changed or removed a question overtakes the open letters about it. Runs after publish_questions(), by its
-- trigger's name, and reads what that has written.
CREATE FUNCTION sec.supersede_suggestions() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO tw.suggestion_fate (owner_id, suggestion_id, fate)
    SELECT NEW.owner_id, letter.id, 'superseded' FROM (
        SELECT s.id FROM tw.suggestion s
        WHERE s.library_owner_id = NEW.owner_id AND s.library_id = NEW.library_id AND s.withdrawn_at IS NULL
            AND s.question_key IN (
                SELECT r.question_key FROM tw.question_revision r WHERE r.owner_id = NEW.owner_id
                    AND r.library_id = NEW.library_id AND r.since_version = NEW.number AND r.revision > 1
                UNION ALL
                SELECT q.question_key FROM tw.question q WHERE q.owner_id = NEW.owner_id
                    AND q.library_id = NEW.library_id AND q.retired_version = NEW.number)
            AND NOT EXISTS (SELECT FROM tw.suggestion_fate f WHERE f.owner_id = NEW.owner_id AND f.suggestion_id = s.id)
        ORDER BY s.id FOR NO KEY UPDATE OF s
    ) letter
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;

-- Nobody starts to follow a version that was taken back, and a withdrawn library has no active followers. The share lock
-- makes withdrawing and yanking wait for whoever is just about to follow.
CREATE FUNCTION sec.check_following() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    library_status text;
BEGIN
    SELECT l.status INTO library_status FROM tw.library l WHERE l.owner_id = NEW.library_owner_id AND l.id = NEW.library_id
    FOR SHARE;
    IF TG_OP = 'UPDATE' THEN
        IF library_status = 'withdrawn' THEN
            RAISE EXCEPTION 'a withdrawn library is not followed again' USING ERRCODE = 'TW100';
        END IF;
    ELSIF library_status = 'withdrawn' OR EXISTS (SELECT FROM tw.library_version v
        WHERE v.owner_id = NEW.library_owner_id AND v.library_id = NEW.library_id AND v.number = NEW.pinned_version
        AND v.yanked_at IS NOT NULL)
    THEN
        RAISE EXCEPTION 'there is no such version to follow' USING ERRCODE = 'TW404';
    END IF;
    RETURN NEW;
END $$;

-- Lists the questions of a library's newest version anew.
CREATE FUNCTION sec.list_questions_of(p_owner uuid, p_library uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    DELETE FROM tw.listed_word WHERE owner_id = p_owner AND library_id = p_library;
    DELETE FROM tw.listed_question WHERE owner_id = p_owner AND library_id = p_library;
    INSERT INTO tw.listed_question (owner_id, library_id, countdown, version, topic, general, content, kind, audience, dimensions)
    SELECT v.owner_id, v.library_id, row_number() OVER (ORDER BY t.place DESC, q.place DESC), v.number,
        coalesce(t.item ->> 'title', ''), coalesce(t.item -> 'general' = 'true', false), q.item, q.item ->> 'kind',
        ARRAY(SELECT jsonb_array_elements_text(coalesce(q.item -> 'audience', '[]'))),
        ARRAY(SELECT jsonb_array_elements_text(coalesce(q.item -> 'dimensions', '[]')))
    FROM tw.library l JOIN tw.library_version v ON v.owner_id = l.owner_id AND v.library_id = l.id
            AND v.number = l.latest_version,
        jsonb_array_elements(coalesce(v.document -> 'topics', '[]')) WITH ORDINALITY t (item, place),
        jsonb_array_elements(coalesce(t.item -> 'questions', '[]')) WITH ORDINALITY q (item, place)
    WHERE l.owner_id = p_owner AND l.id = p_library;
    INSERT INTO tw.listed_word (owner_id, library_id, countdown, version, word)
    SELECT q.owner_id, q.library_id, q.countdown, q.version, word
    FROM tw.listed_question q, unnest(tw.words(concat_ws(' ', q.content ->> 'text', q.content ->> 'purpose', q.topic))) word
    WHERE q.owner_id = p_owner AND q.library_id = p_library;
END $$;

CREATE FUNCTION sec.list_questions() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM sec.list_questions_of(NEW.owner_id, NEW.id);
    RETURN NULL;
END $$;

DO $$ BEGIN
    PERFORM sec.list_questions_of(l.owner_id, l.id) FROM tw.library l WHERE l.latest_version IS NOT NULL;
END $$;

GRANT EXECUTE ON FUNCTION sec.check_fate(), sec.check_withdrawal(), sec.forget_fate(), sec.supersede_suggestions(),
    sec.check_following(), sec.list_questions() TO tw_owner;

SET LOCAL ROLE tw_owner;
SET LOCAL search_path = tw;

CREATE TRIGGER decided_once BEFORE INSERT ON suggestion_fate FOR EACH ROW EXECUTE FUNCTION sec.check_fate();
CREATE TRIGGER taken_back_while_open BEFORE UPDATE OF withdrawn_at ON suggestion FOR EACH ROW
    WHEN (OLD.withdrawn_at IS NULL AND NEW.withdrawn_at IS NOT NULL) EXECUTE FUNCTION sec.check_withdrawal();
CREATE TRIGGER forgets_fate AFTER DELETE ON suggestion FOR EACH ROW EXECUTE FUNCTION sec.forget_fate();
CREATE TRIGGER supersedes_suggestions AFTER INSERT ON library_version
    FOR EACH ROW EXECUTE FUNCTION sec.supersede_suggestions();
CREATE TRIGGER starts_to_follow BEFORE INSERT ON subscription FOR EACH ROW EXECUTE FUNCTION sec.check_following();
CREATE TRIGGER follows_again BEFORE UPDATE OF state ON subscription FOR EACH ROW
    WHEN (NEW.state = 'active' AND OLD.state <> 'active') EXECUTE FUNCTION sec.check_following();
CREATE TRIGGER lists_questions AFTER UPDATE OF latest_version ON library FOR EACH ROW
    WHEN (OLD.latest_version IS DISTINCT FROM NEW.latest_version) EXECUTE FUNCTION sec.list_questions();
