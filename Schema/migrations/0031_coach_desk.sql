-- The coach's desk: comments between a candidate and a coach, notes that are the coach's alone, prompts, and second opinions
-- that neither side sees before both are in.
--
-- What is about a candidate belongs to the candidate, and names the coach. Notes for the coach alone belong to the coach and
-- name the candidate without a foreign key: no export and no erasure by owner ever touches those of the other one (R19).
--
-- Errors, as in 0011: TW018 a relationship that is not active, TW100 a step that there is not, TW101 what is sealed changes,
-- TW404 an opportunity that the coach holds no live share of.

SET LOCAL search_path = tw;

-- The one place that says what a coach may talk about: the opportunities of which a share is live. To open them by other
-- shares, too, widen this.
CREATE VIEW live_share WITH (security_invoker = true) AS
SELECT s.owner_id, s.id, s.relationship_id, s.coach_id, s.subject, s.opportunity_id, s.valid_until
FROM share s
WHERE s.opportunity_id IS NOT NULL AND s.revoked_at IS NULL AND s.valid_from <= now()
    AND (s.valid_until IS NULL OR s.valid_until > now())
    AND (SELECT r.status = 'active' FROM relationship r WHERE r.owner_id = s.owner_id AND r.id = s.relationship_id);
GRANT SELECT ON live_share TO tw_candidate, tw_coach, tw_definer;

-- When something last happened between the two, by which a coach finds the clients in order.
ALTER TABLE relationship ADD COLUMN active_at timestamptz NOT NULL DEFAULT now();
GRANT UPDATE (active_at) ON relationship TO tw_definer;
SET LOCAL ROLE tw_definer;
UPDATE tw.relationship SET active_at = updated_at;
SET LOCAL ROLE tw_owner;
CREATE INDEX relationship_activity ON relationship (coach_id, active_at DESC, id DESC) WHERE status <> 'ended';

-- What one of the two says to the other: about an opportunity that is shared, or about nothing else.
CREATE TABLE comment (
    owner_id uuid NOT NULL,
    id uuid NOT NULL,
    relationship_id uuid NOT NULL,
    coach_id uuid NOT NULL,
    opportunity_id uuid,
    author text NOT NULL CHECK (author IN ('candidate', 'coach')),
    text text NOT NULL CHECK (octet_length(text) BETWEEN 1 AND 16384),
    revision int NOT NULL DEFAULT 1 CHECK (revision > 0),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (owner_id, id),
    FOREIGN KEY (owner_id, relationship_id, coach_id) REFERENCES relationship (owner_id, id, coach_id) ON DELETE CASCADE,
    FOREIGN KEY (owner_id, opportunity_id) REFERENCES opportunity ON DELETE CASCADE
);
CREATE INDEX comment_thread ON comment (owner_id, relationship_id, coach_id, opportunity_id, id);
CREATE INDEX comment_opportunity ON comment (owner_id, opportunity_id);
CREATE INDEX comment_recent ON comment (owner_id, relationship_id, author, created_at);
CREATE INDEX comment_of_coach ON comment (coach_id, id);

-- What a coach notes for nobody else.
CREATE TABLE coach_note (
    owner_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    id uuid NOT NULL,
    candidate_id uuid NOT NULL,
    relationship_id uuid NOT NULL,
    opportunity_id uuid,
    text text NOT NULL CHECK (octet_length(text) BETWEEN 1 AND 16384),
    revision int NOT NULL DEFAULT 1 CHECK (revision > 0),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (owner_id, id)
);
CREATE INDEX coach_note_relationship ON coach_note (owner_id, relationship_id, id);

-- Up to when either side has read what the other one wrote; each has a mark of its own.
CREATE TABLE read_mark (
    owner_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    relationship_id uuid NOT NULL,
    seen_at timestamptz NOT NULL,
    PRIMARY KEY (owner_id, relationship_id)
);

-- What a coach asks a candidate to do or to think about.
CREATE TABLE prompt (
    owner_id uuid NOT NULL,
    id uuid NOT NULL,
    relationship_id uuid NOT NULL,
    coach_id uuid NOT NULL,
    opportunity_id uuid,
    text text NOT NULL CHECK (octet_length(text) BETWEEN 1 AND 1000),
    due_on date,
    state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'answered', 'done', 'declined', 'withdrawn')),
    reply text CHECK (octet_length(reply) BETWEEN 1 AND 16384),
    created_at timestamptz NOT NULL DEFAULT now(),
    closed_at timestamptz,
    PRIMARY KEY (owner_id, id),
    FOREIGN KEY (owner_id, relationship_id, coach_id) REFERENCES relationship (owner_id, id, coach_id) ON DELETE CASCADE,
    FOREIGN KEY (owner_id, opportunity_id) REFERENCES opportunity ON DELETE CASCADE,
    CONSTRAINT prompt_reply_state_check CHECK (CASE state WHEN 'answered' THEN reply IS NOT NULL WHEN 'open' THEN reply IS NULL
        WHEN 'withdrawn' THEN reply IS NULL ELSE true END),
    CONSTRAINT prompt_closed_check CHECK ((state = 'open') = (closed_at IS NULL))
);
CREATE INDEX prompt_relationship ON prompt (owner_id, relationship_id, coach_id, id);
CREATE INDEX prompt_opportunity ON prompt (owner_id, opportunity_id);
CREATE INDEX prompt_of_coach ON prompt (coach_id, id);
CREATE INDEX prompt_open ON prompt (owner_id, relationship_id, due_on) WHERE state = 'open';

-- A second opinion that a candidate asks for: which priorities are rated is fixed when it is asked. Of the other side's sheet
-- each sees whether it is sealed, and nothing else, until both are (state revealed).
CREATE TABLE opinion (
    owner_id uuid NOT NULL,
    id uuid NOT NULL,
    relationship_id uuid NOT NULL,
    coach_id uuid NOT NULL,
    opportunity_id uuid NOT NULL,
    question text CHECK (octet_length(question) BETWEEN 1 AND 1000),
    priority_keys uuid[] NOT NULL CHECK (cardinality(priority_keys) BETWEEN 1 AND 60 AND array_position(priority_keys, NULL) IS NULL),
    priority_titles text[] NOT NULL CHECK (octet_length(priority_titles::text) <= 20000 AND array_position(priority_titles, NULL) IS NULL),
    state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'sealed', 'revealed', 'cancelled')),
    candidate_sealed boolean NOT NULL DEFAULT false,
    coach_sealed boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT now(),
    -- When it was revealed or cancelled.
    ended_at timestamptz,
    PRIMARY KEY (owner_id, id),
    FOREIGN KEY (owner_id, relationship_id, coach_id) REFERENCES relationship (owner_id, id, coach_id) ON DELETE CASCADE,
    FOREIGN KEY (owner_id, opportunity_id) REFERENCES opportunity ON DELETE CASCADE,
    CONSTRAINT opinion_titles_check CHECK (cardinality(priority_keys) = cardinality(priority_titles)),
    CONSTRAINT opinion_sealed_check CHECK (CASE state WHEN 'open' THEN NOT (candidate_sealed OR coach_sealed)
        WHEN 'sealed' THEN candidate_sealed <> coach_sealed WHEN 'revealed' THEN candidate_sealed AND coach_sealed
        ELSE NOT (candidate_sealed AND coach_sealed) END),
    CONSTRAINT opinion_ended_check CHECK ((state = 'revealed' OR state = 'cancelled') = (ended_at IS NOT NULL))
);
CREATE UNIQUE INDEX opinion_open_key ON opinion (owner_id, relationship_id, opportunity_id) WHERE state = 'open' OR state = 'sealed';
CREATE INDEX opinion_relationship ON opinion (owner_id, relationship_id, coach_id, id);
CREATE INDEX opinion_opportunity ON opinion (owner_id, opportunity_id);
CREATE INDEX opinion_of_coach ON opinion (coach_id, id);

-- What one side thinks; revisions and times stay on this sheet, so that not even an edit shows on the other side.
CREATE TABLE opinion_sheet (
    owner_id uuid NOT NULL,
    opinion_id uuid NOT NULL,
    side text NOT NULL CHECK (side IN ('candidate', 'coach')),
    note text CHECK (octet_length(note) BETWEEN 1 AND 16384),
    sealed_at timestamptz,
    revision int NOT NULL DEFAULT 1 CHECK (revision > 0),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (owner_id, opinion_id, side),
    FOREIGN KEY (owner_id, opinion_id) REFERENCES opinion ON DELETE CASCADE
);

CREATE TABLE opinion_rating (
    owner_id uuid NOT NULL,
    opinion_id uuid NOT NULL,
    side text NOT NULL,
    priority_key uuid NOT NULL,
    rating int NOT NULL CHECK (rating BETWEEN 1 AND 5),
    note text CHECK (octet_length(note) BETWEEN 1 AND 1000),
    PRIMARY KEY (owner_id, opinion_id, side, priority_key),
    FOREIGN KEY (owner_id, opinion_id, side) REFERENCES opinion_sheet ON DELETE CASCADE
);

DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['comment', 'coach_note', 'read_mark', 'prompt', 'opinion', 'opinion_sheet', 'opinion_rating'] LOOP
        EXECUTE format('ALTER TABLE tw.%I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('ALTER TABLE tw.%I FORCE ROW LEVEL SECURITY', t);
    END LOOP;
    FOREACH t IN ARRAY ARRAY['comment', 'prompt', 'opinion'] LOOP
        EXECUTE format('CREATE POLICY own ON tw.%I FOR SELECT TO tw_candidate USING (owner_id = (SELECT sec.uid()))', t);
    END LOOP;
    -- While the relationship is active, and what is about an opportunity while a share of it is live.
    FOREACH t IN ARRAY ARRAY['comment', 'prompt'] LOOP
        EXECUTE format('CREATE POLICY received ON tw.%1$I FOR SELECT TO tw_coach USING (coach_id = (SELECT sec.uid()) '
            'AND (SELECT r.status = ''active'' FROM tw.relationship r WHERE r.owner_id = %1$I.owner_id '
            'AND r.id = %1$I.relationship_id) AND (opportunity_id IS NULL OR (SELECT true FROM tw.live_share s '
            'WHERE s.owner_id = %1$I.owner_id AND s.opportunity_id = %1$I.opportunity_id LIMIT 1)))', t);
    END LOOP;
    -- The sheet of one's own side, and both once the opinion is revealed.
    FOREACH t IN ARRAY ARRAY['opinion_sheet', 'opinion_rating'] LOOP
        EXECUTE format('CREATE POLICY own ON tw.%1$I FOR SELECT TO tw_candidate USING (owner_id = (SELECT sec.uid()) '
            'AND (SELECT %1$I.side = ''candidate'' OR o.state = ''revealed'' FROM tw.opinion o '
            'WHERE o.owner_id = %1$I.owner_id AND o.id = %1$I.opinion_id))', t);
        EXECUTE format('CREATE POLICY received ON tw.%1$I FOR SELECT TO tw_coach '
            'USING (owner_id = ANY ((SELECT sec.sharing_candidates())::uuid[]) '
            'AND (SELECT %1$I.side = ''coach'' OR o.state = ''revealed'' FROM tw.opinion o '
            'WHERE o.owner_id = %1$I.owner_id AND o.id = %1$I.opinion_id))', t);
        EXECUTE format('CREATE POLICY writing ON tw.%I FOR INSERT TO tw_candidate '
            'WITH CHECK (owner_id = (SELECT sec.uid()) AND side = ''candidate'')', t);
        EXECUTE format('CREATE POLICY writing_as_coach ON tw.%1$I FOR INSERT TO tw_coach WITH CHECK (side = ''coach'' '
            'AND (SELECT true FROM tw.opinion o WHERE o.owner_id = %1$I.owner_id AND o.id = %1$I.opinion_id))', t);
        EXECUTE format('GRANT SELECT, INSERT ON tw.%I TO tw_candidate, tw_coach', t);
    END LOOP;
END $$;

CREATE POLICY writing ON comment FOR INSERT TO tw_candidate
    WITH CHECK (owner_id = (SELECT sec.uid()) AND author = 'candidate');
CREATE POLICY editing ON comment FOR UPDATE TO tw_candidate USING (owner_id = (SELECT sec.uid()) AND author = 'candidate')
    WITH CHECK (owner_id = (SELECT sec.uid()) AND author = 'candidate');
CREATE POLICY deleting ON comment FOR DELETE TO tw_candidate USING (owner_id = (SELECT sec.uid()) AND author = 'candidate');
CREATE POLICY writing_as_coach ON comment FOR INSERT TO tw_coach
    WITH CHECK (coach_id = (SELECT sec.uid()) AND author = 'coach');
CREATE POLICY editing_as_coach ON comment FOR UPDATE TO tw_coach USING (coach_id = (SELECT sec.uid()) AND author = 'coach'
        AND (SELECT r.status = 'active' FROM relationship r WHERE r.owner_id = comment.owner_id AND r.id = comment.relationship_id))
    WITH CHECK (coach_id = (SELECT sec.uid()) AND author = 'coach');
CREATE POLICY deleting_as_coach ON comment FOR DELETE TO tw_coach USING (coach_id = (SELECT sec.uid()) AND author = 'coach'
        AND (SELECT r.status = 'active' FROM relationship r WHERE r.owner_id = comment.owner_id AND r.id = comment.relationship_id));
GRANT SELECT, INSERT, DELETE ON comment TO tw_candidate, tw_coach;
GRANT UPDATE (text, revision, updated_at) ON comment TO tw_candidate, tw_coach;

CREATE POLICY own ON coach_note TO tw_coach USING (owner_id = (SELECT sec.uid())) WITH CHECK (owner_id = (SELECT sec.uid()));
GRANT SELECT, INSERT, DELETE ON coach_note TO tw_coach;
GRANT UPDATE (text, revision, updated_at) ON coach_note TO tw_coach;

CREATE POLICY own ON read_mark TO tw_candidate, tw_coach USING (owner_id = (SELECT sec.uid()))
    WITH CHECK (owner_id = (SELECT sec.uid()));
GRANT SELECT, INSERT ON read_mark TO tw_candidate, tw_coach;
GRANT UPDATE (seen_at) ON read_mark TO tw_candidate, tw_coach;

CREATE POLICY answering ON prompt FOR UPDATE TO tw_candidate USING (owner_id = (SELECT sec.uid()) AND state = 'open')
    WITH CHECK (owner_id = (SELECT sec.uid()) AND state IN ('answered', 'done', 'declined'));
CREATE POLICY sending ON prompt FOR INSERT TO tw_coach WITH CHECK (coach_id = (SELECT sec.uid()) AND state = 'open');
CREATE POLICY withdrawing ON prompt FOR UPDATE TO tw_coach USING (coach_id = (SELECT sec.uid()) AND state = 'open')
    WITH CHECK (coach_id = (SELECT sec.uid()) AND state = 'withdrawn');
GRANT SELECT ON prompt TO tw_candidate;
GRANT SELECT, INSERT ON prompt TO tw_coach;
GRANT UPDATE (state, reply, closed_at) ON prompt TO tw_candidate;
GRANT UPDATE (state, closed_at) ON prompt TO tw_coach;
CREATE TRIGGER life_cycle BEFORE UPDATE OF state ON prompt FOR EACH ROW WHEN (OLD.state <> NEW.state)
    EXECUTE FUNCTION tw.follow_life_cycle('state', 'open>answered', 'open>done', 'open>declined', 'open>withdrawn');

CREATE POLICY received ON opinion FOR SELECT TO tw_coach
    USING (coach_id = (SELECT sec.uid()) AND (SELECT true FROM live_share s WHERE s.owner_id = opinion.owner_id
        AND s.opportunity_id = opinion.opportunity_id AND s.subject = 'assessment' LIMIT 1));
CREATE POLICY asking ON opinion FOR INSERT TO tw_candidate
    WITH CHECK (owner_id = (SELECT sec.uid()) AND state = 'open');
CREATE POLICY cancelling ON opinion FOR UPDATE TO tw_candidate USING (owner_id = (SELECT sec.uid()) AND state IN ('open', 'sealed'))
    WITH CHECK (owner_id = (SELECT sec.uid()) AND state = 'cancelled');
GRANT SELECT, INSERT ON opinion TO tw_candidate;
GRANT SELECT ON opinion TO tw_coach;
GRANT UPDATE (state, ended_at) ON opinion TO tw_candidate;
CREATE TRIGGER life_cycle BEFORE UPDATE OF state ON opinion FOR EACH ROW WHEN (OLD.state <> NEW.state)
    EXECUTE FUNCTION tw.follow_life_cycle('state', 'open>sealed', 'sealed>revealed', 'open>cancelled', 'sealed>cancelled');

CREATE POLICY editing ON opinion_sheet FOR UPDATE TO tw_candidate
    USING (owner_id = (SELECT sec.uid()) AND side = 'candidate') WITH CHECK (owner_id = (SELECT sec.uid()) AND side = 'candidate');
CREATE POLICY editing_as_coach ON opinion_sheet FOR UPDATE TO tw_coach
    USING (side = 'coach' AND (SELECT true FROM opinion o WHERE o.owner_id = opinion_sheet.owner_id AND o.id = opinion_sheet.opinion_id))
    WITH CHECK (side = 'coach');
GRANT UPDATE (note, sealed_at, revision, updated_at) ON opinion_sheet TO tw_candidate, tw_coach;
CREATE POLICY clearing ON opinion_rating FOR DELETE TO tw_candidate USING (owner_id = (SELECT sec.uid()) AND side = 'candidate');
CREATE POLICY clearing_as_coach ON opinion_rating FOR DELETE TO tw_coach
    USING (side = 'coach' AND (SELECT true FROM opinion o WHERE o.owner_id = opinion_rating.owner_id AND o.id = opinion_rating.opinion_id));
GRANT DELETE ON opinion_rating TO tw_candidate, tw_coach;

-- A note for oneself is about a candidate one works or worked with, and about nothing that is not shared.
CREATE FUNCTION tw.check_coach_note() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM tw.relationship r WHERE r.owner_id = NEW.candidate_id AND r.id = NEW.relationship_id
            AND r.coach_id = NEW.owner_id)
        OR NEW.opportunity_id IS NOT NULL AND NOT EXISTS (SELECT FROM tw.live_share s WHERE s.owner_id = NEW.candidate_id
            AND s.opportunity_id = NEW.opportunity_id AND s.coach_id = NEW.owner_id)
    THEN
        RAISE EXCEPTION 'there is nothing like that to note something about' USING ERRCODE = 'TW404';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER about_a_client BEFORE INSERT ON coach_note FOR EACH ROW EXECUTE FUNCTION tw.check_coach_note();

-- A sheet is written while the opinion is wanted, is sealed when every priority is rated, and never changes afterwards.
CREATE FUNCTION tw.keep_sheet() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    wanted record;
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.sealed_at IS NOT NULL THEN
        RAISE EXCEPTION 'a sealed sheet is never edited' USING ERRCODE = 'TW101';
    END IF;
    SELECT o.state, o.priority_keys INTO wanted FROM tw.opinion o WHERE o.owner_id = NEW.owner_id AND o.id = NEW.opinion_id;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'there is no such opinion' USING ERRCODE = 'TW404';
    END IF;
    IF wanted.state NOT IN ('open', 'sealed') OR TG_OP = 'INSERT' AND NEW.sealed_at IS NOT NULL THEN
        RAISE EXCEPTION 'the opinion takes no more' USING ERRCODE = 'TW100';
    END IF;
    IF NEW.sealed_at IS NOT NULL AND EXISTS (SELECT FROM unnest(wanted.priority_keys) k WHERE NOT EXISTS (
        SELECT FROM tw.opinion_rating r WHERE r.owner_id = NEW.owner_id AND r.opinion_id = NEW.opinion_id
            AND r.side = NEW.side AND r.priority_key = k))
    THEN
        RAISE EXCEPTION 'a priority is not rated yet' USING ERRCODE = 'TW100';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER kept_sealed BEFORE INSERT OR UPDATE ON opinion_sheet FOR EACH ROW EXECUTE FUNCTION tw.keep_sheet();

CREATE FUNCTION tw.keep_sheet_whole() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF tw.account_exists(OLD.owner_id) AND EXISTS (SELECT FROM tw.opinion o WHERE o.owner_id = OLD.owner_id
        AND o.id = OLD.opinion_id AND o.state <> 'cancelled')
    THEN
        RAISE EXCEPTION 'a sheet goes only with its opinion' USING ERRCODE = 'TW101';
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER never_lost BEFORE DELETE ON opinion_sheet FOR EACH ROW EXECUTE FUNCTION tw.keep_sheet_whole();

CREATE FUNCTION tw.keep_opinion_rating() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    touched tw.opinion_rating := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    is_sealed boolean;
BEGIN
    -- Locked, so that the sheet is not sealed between this look and the end of the transaction. Gone when it takes its
    -- ratings along.
    SELECT s.sealed_at IS NOT NULL INTO is_sealed FROM tw.opinion_sheet s WHERE s.owner_id = touched.owner_id
        AND s.opinion_id = touched.opinion_id AND s.side = touched.side FOR SHARE;
    IF is_sealed THEN
        RAISE EXCEPTION 'a sealed sheet is never edited' USING ERRCODE = 'TW101';
    END IF;
    IF TG_OP <> 'DELETE' AND NOT EXISTS (SELECT FROM tw.opinion o WHERE o.owner_id = touched.owner_id
        AND o.id = touched.opinion_id AND o.state IN ('open', 'sealed') AND touched.priority_key = ANY (o.priority_keys))
    THEN
        RAISE EXCEPTION 'there is no such priority' USING ERRCODE = 'TW404';
    END IF;
    RETURN touched;
END $$;
CREATE TRIGGER kept_sealed BEFORE INSERT OR UPDATE OR DELETE ON opinion_rating
    FOR EACH ROW EXECUTE FUNCTION tw.keep_opinion_rating();

CREATE FUNCTION tw.note_move() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    NEW.active_at := now();
    RETURN NEW;
END $$;
CREATE TRIGGER notes_move BEFORE UPDATE OF status ON relationship FOR EACH ROW WHEN (OLD.status <> NEW.status)
    EXECUTE FUNCTION tw.note_move();

-- R17: what is said between the two without an opportunity is read without a share.
ALTER TABLE receipt ALTER COLUMN share_id DROP NOT NULL;
ALTER TABLE receipt ALTER COLUMN subject DROP NOT NULL;
ALTER TABLE receipt DROP CONSTRAINT receipt_anchor_check;
ALTER TABLE receipt ADD CONSTRAINT receipt_anchor_check CHECK (CASE WHEN share_id IS NULL
    THEN num_nonnulls(subject, job_search_id, opportunity_id, comparison_id, interview_id) = 0
    ELSE subject IS NOT NULL AND num_nonnulls(job_search_id, opportunity_id, comparison_id) = 1 END);
CREATE POLICY corresponding ON receipt FOR INSERT TO tw_coach
    WITH CHECK (reader_id = (SELECT sec.uid()) AND share_id IS NULL AND opportunity_id IS NULL
        AND owner_id = ANY ((SELECT sec.sharing_candidates())::uuid[]));

GRANT SELECT, UPDATE (state, closed_at) ON prompt TO tw_definer;
GRANT SELECT, UPDATE (state, candidate_sealed, coach_sealed, ended_at) ON opinion TO tw_definer;
GRANT SELECT, DELETE ON opinion_sheet TO tw_definer;
SET LOCAL ROLE tw_definer;
SET LOCAL search_path = sec;

-- Something new between the two: only while they work together, and about an opportunity only while it is shared. Writing
-- the time first makes whoever ends the relationship wait, or this wait for the end.
CREATE FUNCTION sec.correspond() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF sec.uid() <> ALL (ARRAY[NEW.owner_id, NEW.coach_id]) THEN
        RAISE EXCEPTION 'there is no such relationship' USING ERRCODE = 'TW404';
    END IF;
    UPDATE tw.relationship SET active_at = now()
    WHERE owner_id = NEW.owner_id AND id = NEW.relationship_id AND coach_id = NEW.coach_id AND status = 'active';
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the relationship is not active' USING ERRCODE = 'TW018';
    END IF;
    IF NEW.opportunity_id IS NOT NULL AND NOT EXISTS (SELECT FROM tw.live_share s WHERE s.owner_id = NEW.owner_id
        AND s.opportunity_id = NEW.opportunity_id AND s.coach_id = NEW.coach_id
        AND (TG_TABLE_NAME <> 'opinion' OR s.subject = 'assessment'))
    THEN
        RAISE EXCEPTION 'the opportunity is not shared' USING ERRCODE = 'TW404';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION sec.note_activity() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE tw.relationship SET active_at = now() WHERE owner_id = NEW.owner_id AND id = NEW.relationship_id;
    RETURN NULL;
END $$;

-- Both sheets in: the opinion is revealed, for both at once.
CREATE FUNCTION sec.seal_opinion() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE tw.opinion o SET candidate_sealed = candidate_sealed OR NEW.side = 'candidate',
        coach_sealed = coach_sealed OR NEW.side = 'coach',
        state = CASE WHEN candidate_sealed OR coach_sealed THEN 'revealed' ELSE 'sealed' END,
        ended_at = CASE WHEN candidate_sealed OR coach_sealed THEN now() END
    WHERE owner_id = NEW.owner_id AND id = NEW.opinion_id AND state IN ('open', 'sealed');
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the opinion takes no more' USING ERRCODE = 'TW100';
    END IF;
    RETURN NULL;
END $$;

-- What a coach thought and never revealed goes; the candidate keeps the own sheet.
CREATE FUNCTION sec.forget_opinion() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    DELETE FROM tw.opinion_sheet WHERE owner_id = NEW.owner_id AND opinion_id = NEW.id AND side = 'coach';
    RETURN NULL;
END $$;

-- Nobody waits for anything any more when the relationship has ended.
CREATE FUNCTION sec.end_correspondence() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE tw.prompt SET state = 'withdrawn', closed_at = now()
    WHERE owner_id = NEW.owner_id AND relationship_id = NEW.id AND state = 'open';
    UPDATE tw.opinion SET state = 'cancelled', ended_at = now()
    WHERE owner_id = NEW.owner_id AND relationship_id = NEW.id AND state IN ('open', 'sealed');
    RETURN NULL;
END $$;

GRANT EXECUTE ON FUNCTION sec.correspond(), sec.note_activity(), sec.seal_opinion(), sec.forget_opinion(),
    sec.end_correspondence() TO tw_owner;

SET LOCAL ROLE tw_owner;
SET LOCAL search_path = tw;

CREATE TRIGGER in_a_live_relationship BEFORE INSERT ON comment FOR EACH ROW EXECUTE FUNCTION sec.correspond();
CREATE TRIGGER in_a_live_relationship BEFORE INSERT ON prompt FOR EACH ROW EXECUTE FUNCTION sec.correspond();
CREATE TRIGGER in_a_live_relationship BEFORE INSERT ON opinion FOR EACH ROW EXECUTE FUNCTION sec.correspond();
CREATE TRIGGER notes_activity AFTER UPDATE OF state ON prompt FOR EACH ROW
    WHEN (OLD.state <> NEW.state AND NEW.state <> 'withdrawn') EXECUTE FUNCTION sec.note_activity();
CREATE TRIGGER notes_activity AFTER UPDATE OF state ON opinion FOR EACH ROW
    WHEN (OLD.state <> NEW.state AND NEW.state = 'revealed') EXECUTE FUNCTION sec.note_activity();
CREATE TRIGGER seals_opinion AFTER UPDATE OF sealed_at ON opinion_sheet FOR EACH ROW
    WHEN (OLD.sealed_at IS NULL AND NEW.sealed_at IS NOT NULL) EXECUTE FUNCTION sec.seal_opinion();
CREATE TRIGGER forgets_opinion AFTER UPDATE OF state ON opinion FOR EACH ROW
    WHEN (OLD.state <> NEW.state AND NEW.state = 'cancelled') EXECUTE FUNCTION sec.forget_opinion();
CREATE TRIGGER ends_correspondence AFTER UPDATE OF status ON relationship FOR EACH ROW
    WHEN (NEW.status = 'ended' AND OLD.status <> 'ended') EXECUTE FUNCTION sec.end_correspondence();
