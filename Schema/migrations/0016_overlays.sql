-- The subscriber's own layer over libraries, upgrades, and questions of the candidate's own.

SET LOCAL search_path = tw;

CREATE TABLE own_question (
    owner_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    id uuid NOT NULL,
    text text NOT NULL CHECK (octet_length(text) BETWEEN 1 AND 1000),
    -- Purpose, follow-ups, what to listen for, warning signs.
    hints jsonb CHECK (jsonb_typeof(hints) = 'object' AND octet_length(hints::text) <= 65536),
    kind text CHECK (kind IN ('example', 'practice', 'predecessor', 'forecast', 'factual', 'opinion', 'hypothetical')),
    audience text[] NOT NULL DEFAULT '{}' CHECK (audience <@ '{recruiter,hr,hiring_manager,skip_level,peer,direct_report,cross_functional,executive,other}'::text[]),
    minutes int CHECK (minutes BETWEEN 1 AND 60),
    informativeness double precision CHECK (informativeness BETWEEN 0 AND 1),
    dimensions text[] NOT NULL DEFAULT '{}' CHECK (cardinality(dimensions) <= 50 AND array_position(dimensions, NULL) IS NULL),
    -- Keys of priorities.
    priorities uuid[] NOT NULL DEFAULT '{}' CHECK (cardinality(priorities) <= 50 AND array_position(priorities, NULL) IS NULL),
    archived boolean NOT NULL DEFAULT false,
    revision int NOT NULL DEFAULT 1 CHECK (revision > 0),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (owner_id, id)
);

-- What a subscriber has laid over one question of a library; it survives every upgrade.
CREATE TABLE overlay (
    owner_id uuid NOT NULL,
    subscription_id uuid NOT NULL,
    question_key text NOT NULL CHECK (question_key ~ '^[a-z0-9][a-z0-9-]{1,62}$'),
    -- The revision of the question that own_text was written over.
    base_revision int NOT NULL CHECK (base_revision > 0),
    own_text text CHECK (octet_length(own_text) BETWEEN 1 AND 1000),
    private_notes text CHECK (octet_length(private_notes) BETWEEN 1 AND 16384),
    hidden boolean NOT NULL DEFAULT false,
    priorities uuid[] NOT NULL DEFAULT '{}' CHECK (cardinality(priorities) <= 50 AND array_position(priorities, NULL) IS NULL),
    position int CHECK (position >= 0),
    state text NOT NULL DEFAULT 'clean' CHECK (state IN ('clean', 'conflict', 'orphaned', 'dormant')),
    -- The question as it last stood, exactly when the library has it no more.
    copy jsonb CHECK (jsonb_typeof(copy) = 'object' AND octet_length(copy::text) <= 131072),
    revision int NOT NULL DEFAULT 1 CHECK (revision > 0),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (owner_id, subscription_id, question_key),
    FOREIGN KEY (owner_id, subscription_id) REFERENCES subscription ON DELETE CASCADE,
    CONSTRAINT overlay_orphan_check CHECK ((state = 'orphaned') = (copy IS NOT NULL)),
    CONSTRAINT overlay_conflict_check CHECK (state <> 'conflict' OR own_text IS NOT NULL)
);

-- One upgrade of a subscription, with what is needed to take it back for 30 days.
CREATE TABLE upgrade_run (
    owner_id uuid NOT NULL,
    id uuid NOT NULL,
    subscription_id uuid NOT NULL,
    from_version int NOT NULL CHECK (from_version > 0),
    to_version int NOT NULL CHECK (to_version > 0 AND to_version <> from_version),
    -- Of each question key what became of it.
    outcomes jsonb NOT NULL CHECK (jsonb_typeof(outcomes) = 'array'),
    -- The overlays as they stood before.
    before jsonb NOT NULL CHECK (jsonb_typeof(before) = 'array'),
    applied_at timestamptz NOT NULL DEFAULT now(),
    rolled_back_at timestamptz,
    PRIMARY KEY (owner_id, id),
    FOREIGN KEY (owner_id, subscription_id) REFERENCES subscription ON DELETE CASCADE
);
CREATE INDEX upgrade_run_subscription ON upgrade_run (owner_id, subscription_id, id);

ALTER TABLE plan_item ADD COLUMN own_question_id uuid;
ALTER TABLE plan_item ADD FOREIGN KEY (owner_id, own_question_id) REFERENCES own_question ON DELETE SET NULL (own_question_id);
ALTER TABLE plan_item ADD CONSTRAINT plan_item_one_source_check CHECK (num_nonnulls(library_id, own_question_id) <= 1);
CREATE INDEX plan_item_own_question ON plan_item (owner_id, own_question_id);
CREATE INDEX plan_item_library ON plan_item (owner_id, library_id, question_key);

DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['own_question', 'overlay', 'upgrade_run'] LOOP
        EXECUTE format('ALTER TABLE tw.%I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('ALTER TABLE tw.%I FORCE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY own ON tw.%I TO tw_candidate USING (owner_id = (SELECT sec.uid())) '
            'WITH CHECK (owner_id = (SELECT sec.uid()))', t);
        EXECUTE format('GRANT SELECT, INSERT ON tw.%I TO tw_candidate', t);
    END LOOP;
END $$;
GRANT UPDATE (text, hints, kind, audience, minutes, informativeness, dimensions, priorities, archived, revision, updated_at)
    ON own_question TO tw_candidate;
GRANT UPDATE (base_revision, own_text, private_notes, hidden, priorities, position, state, copy, revision, updated_at), DELETE
    ON overlay TO tw_candidate;
GRANT UPDATE (rolled_back_at) ON upgrade_run TO tw_candidate;
GRANT UPDATE (own_question_id) ON plan_item TO tw_candidate;
-- A wording of one's own says that the question is chosen.
ALTER TABLE overlay ADD CONSTRAINT overlay_dormant_check CHECK (state <> 'dormant' OR own_text IS NULL);
ALTER TABLE upgrade_run ADD CONSTRAINT upgrade_run_rollback_check CHECK (rolled_back_at <= applied_at + interval '30 days');

-- A link leads to a priority of one's own. What was linked before may have been deleted since: only what is added counts.
CREATE FUNCTION tw.check_question_links() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM unnest(NEW.priorities) k
        WHERE (TG_OP = 'INSERT' OR k <> ALL (OLD.priorities))
            AND NOT EXISTS (SELECT FROM tw.priority p WHERE p.owner_id = NEW.owner_id AND p.priority_key = k))
    THEN
        RAISE EXCEPTION 'there is no such priority' USING ERRCODE = 'TW404';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER linked_to_priorities BEFORE INSERT OR UPDATE OF priorities ON own_question
    FOR EACH ROW EXECUTE FUNCTION tw.check_question_links();
CREATE TRIGGER linked_to_priorities BEFORE INSERT OR UPDATE OF priorities ON overlay
    FOR EACH ROW EXECUTE FUNCTION tw.check_question_links();
CREATE INDEX priority_key ON priority (owner_id, priority_key);

CREATE FUNCTION tw.check_question_dimensions() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM unnest(NEW.dimensions) k WHERE NOT EXISTS (SELECT FROM tw.dimension d WHERE d.key = k)) THEN
        RAISE EXCEPTION 'there is no such dimension' USING ERRCODE = 'TW404';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER of_the_catalogue BEFORE INSERT OR UPDATE OF dimensions ON own_question
    FOR EACH ROW EXECUTE FUNCTION tw.check_question_dimensions();

-- What a subscription has that was cancelled stays as it is.
CREATE FUNCTION tw.check_followed() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM tw.subscription s WHERE s.owner_id = NEW.owner_id AND s.id = NEW.subscription_id
        AND s.state <> 'cancelled')
    THEN
        RAISE EXCEPTION 'the library is not followed any more' USING ERRCODE = 'TW100';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER still_followed BEFORE INSERT OR UPDATE ON overlay FOR EACH ROW EXECUTE FUNCTION tw.check_followed();
CREATE TRIGGER still_followed BEFORE INSERT OR UPDATE ON upgrade_run FOR EACH ROW EXECUTE FUNCTION tw.check_followed();

-- An upgrade starts from the version that is pinned, and goes forward.
CREATE FUNCTION tw.check_upgrade() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NEW.rolled_back_at IS NOT NULL OR NEW.to_version < NEW.from_version
        OR NEW.from_version IS DISTINCT FROM (SELECT s.pinned_version FROM tw.subscription s
            WHERE s.owner_id = NEW.owner_id AND s.id = NEW.subscription_id)
    THEN
        RAISE EXCEPTION 'an upgrade starts from the pinned version and goes forward' USING ERRCODE = 'TW100';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER goes_forward BEFORE INSERT ON upgrade_run FOR EACH ROW EXECUTE FUNCTION tw.check_upgrade();

-- Taken back once, and only the newest that still stands.
CREATE FUNCTION tw.check_rollback() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM tw.upgrade_run r WHERE r.owner_id = NEW.owner_id AND r.subscription_id = NEW.subscription_id
        AND r.id > NEW.id AND r.rolled_back_at IS NULL)
    THEN
        RAISE EXCEPTION 'a later upgrade still stands' USING ERRCODE = 'TW100';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER append_only BEFORE UPDATE ON upgrade_run FOR EACH ROW EXECUTE FUNCTION tw.refuse_change('rolled_back_at');
CREATE TRIGGER newest_first BEFORE UPDATE OF rolled_back_at ON upgrade_run FOR EACH ROW EXECUTE FUNCTION tw.check_rollback();

-- The version that an upgrade left can be read, and pinned again, as long as the upgrade can be taken back; also when it
-- was yanked meanwhile.
CREATE POLICY left_by_upgrade ON library_version FOR SELECT TO tw_candidate
    USING (EXISTS (SELECT FROM upgrade_run r
        JOIN subscription s ON s.owner_id = r.owner_id AND s.id = r.subscription_id
        WHERE r.owner_id = (SELECT sec.uid()) AND r.from_version = library_version.number AND r.rolled_back_at IS NULL
            AND r.applied_at > now() - interval '30 days' AND s.library_id = library_version.library_id
            AND s.library_owner_id = library_version.owner_id AND s.state <> 'cancelled'));
