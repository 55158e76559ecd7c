-- Around the questions of an interview: what the employer asked, what was promised and is owed, and what the candidate tells.

SET LOCAL search_path = tw;

-- A success story, told wherever it fits: situation, task, action, result.
CREATE TABLE story (
    owner_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    id uuid NOT NULL,
    title text NOT NULL CHECK (octet_length(title) BETWEEN 1 AND 200),
    situation text CHECK (octet_length(situation) BETWEEN 1 AND 16384),
    task text CHECK (octet_length(task) BETWEEN 1 AND 16384),
    action text CHECK (octet_length(action) BETWEEN 1 AND 16384),
    result text CHECK (octet_length(result) BETWEEN 1 AND 16384),
    revision int NOT NULL DEFAULT 1 CHECK (revision > 0),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (owner_id, id)
);

-- What the candidate wants to say in an interview; saved whole with its plan.
CREATE TABLE talking_point (
    owner_id uuid NOT NULL,
    interview_id uuid NOT NULL,
    position int NOT NULL CHECK (position BETWEEN 0 AND 49),
    text text NOT NULL CHECK (octet_length(text) BETWEEN 1 AND 1000),
    story_id uuid,
    PRIMARY KEY (owner_id, interview_id, position),
    FOREIGN KEY (owner_id, interview_id) REFERENCES plan ON DELETE CASCADE,
    FOREIGN KEY (owner_id, story_id) REFERENCES story ON DELETE SET NULL (story_id)
);
CREATE INDEX talking_point_story ON talking_point (owner_id, story_id);

-- What the employer asked. The id is the client's.
CREATE TABLE employer_question (
    owner_id uuid NOT NULL,
    id uuid NOT NULL,
    interview_id uuid NOT NULL,
    person_id uuid,
    text text NOT NULL CHECK (octet_length(text) BETWEEN 1 AND 1000),
    -- What the candidate answered.
    reply text CHECK (octet_length(reply) BETWEEN 1 AND 16384),
    asked_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (owner_id, id),
    FOREIGN KEY (owner_id, interview_id) REFERENCES interview ON DELETE CASCADE,
    FOREIGN KEY (owner_id, person_id) REFERENCES person ON DELETE SET NULL (person_id)
);
CREATE INDEX employer_question_interview ON employer_question (owner_id, interview_id, id);
CREATE INDEX employer_question_person ON employer_question (owner_id, person_id);

-- What the employer promised, to be found again in the offer.
CREATE TABLE promise (
    owner_id uuid NOT NULL,
    id uuid NOT NULL,
    opportunity_id uuid NOT NULL,
    interview_id uuid,
    person_id uuid,
    priority_key uuid,
    text text NOT NULL CHECK (octet_length(text) BETWEEN 1 AND 1000),
    promised_on date NOT NULL,
    state text NOT NULL DEFAULT 'noted' CHECK (state IN ('noted', 'in_offer', 'differs', 'missing', 'waived')),
    -- What the offer says instead or about it.
    offer_text text CHECK (octet_length(offer_text) BETWEEN 1 AND 16384),
    waive_reason text CHECK (octet_length(waive_reason) BETWEEN 1 AND 1000),
    revision int NOT NULL DEFAULT 1 CHECK (revision > 0),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (owner_id, id),
    FOREIGN KEY (owner_id, opportunity_id) REFERENCES opportunity ON DELETE CASCADE,
    FOREIGN KEY (owner_id, interview_id) REFERENCES interview ON DELETE SET NULL (interview_id),
    FOREIGN KEY (owner_id, person_id) REFERENCES person ON DELETE SET NULL (person_id),
    CONSTRAINT promise_waived_check CHECK ((state = 'waived') = (waive_reason IS NOT NULL)),
    CONSTRAINT promise_differs_check CHECK (state <> 'differs' OR offer_text IS NOT NULL)
);
CREATE INDEX promise_opportunity ON promise (owner_id, opportunity_id, id);
CREATE INDEX promise_interview ON promise (owner_id, interview_id);
CREATE INDEX promise_person ON promise (owner_id, person_id);

-- What one side owes the other, with a day.
CREATE TABLE follow_up (
    owner_id uuid NOT NULL,
    id uuid NOT NULL,
    opportunity_id uuid NOT NULL,
    interview_id uuid,
    person_id uuid,
    -- The plan item that is asked by mail.
    item_id uuid,
    owed_by text NOT NULL CHECK (owed_by IN ('candidate', 'employer')),
    text text NOT NULL CHECK (octet_length(text) BETWEEN 1 AND 1000),
    due_on date,
    state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'dropped')),
    revision int NOT NULL DEFAULT 1 CHECK (revision > 0),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (owner_id, id),
    FOREIGN KEY (owner_id, opportunity_id) REFERENCES opportunity ON DELETE CASCADE,
    FOREIGN KEY (owner_id, interview_id) REFERENCES interview ON DELETE SET NULL (interview_id),
    FOREIGN KEY (owner_id, person_id) REFERENCES person ON DELETE SET NULL (person_id),
    FOREIGN KEY (owner_id, item_id) REFERENCES plan_item ON DELETE SET NULL (item_id)
);
CREATE INDEX follow_up_opportunity ON follow_up (owner_id, opportunity_id, id);
CREATE INDEX follow_up_due ON follow_up (owner_id, due_on, id) WHERE state = 'open';
CREATE INDEX follow_up_interview ON follow_up (owner_id, interview_id);
CREATE INDEX follow_up_person ON follow_up (owner_id, person_id);
-- The order of the list: what is due first, then what has no day.
CREATE INDEX follow_up_order ON follow_up (owner_id, (coalesce(due_on, DATE '9999-12-31')), id);
-- Asking an item by mail twice writes it once.
CREATE UNIQUE INDEX follow_up_item_key ON follow_up (owner_id, item_id);

-- The candidate wants it in the next plan, although it is no must-ask; it waits while there is no next interview.
ALTER TABLE plan_item ADD COLUMN carry_wanted boolean NOT NULL DEFAULT false;

-- For the dashboard: what is near, and what was left open.
CREATE INDEX interview_start ON interview (owner_id, scheduled_start) WHERE state IN ('proposed', 'scheduled');
CREATE INDEX interview_unclosed ON interview (owner_id, id) WHERE state IN ('scheduled', 'in_progress', 'held');
CREATE INDEX interview_calendar ON interview (owner_id, scheduled_start)
    WHERE state IN ('scheduled', 'in_progress', 'cancelled') AND scheduled_start IS NOT NULL;
CREATE INDEX plan_item_open_must_ask ON plan_item (owner_id, interview_id) WHERE must_ask AND state IN ('planned', 'deferred');
CREATE INDEX opportunity_offer ON opportunity (owner_id, id) WHERE stage = 'offer';
CREATE INDEX evidence_live_priority ON evidence (owner_id, priority_key) WHERE retired_at IS NULL;
CREATE INDEX promise_unchecked ON promise (owner_id, opportunity_id) WHERE state = 'noted';

CREATE TRIGGER life_cycle BEFORE UPDATE OF state ON promise FOR EACH ROW WHEN (OLD.state <> NEW.state)
    EXECUTE FUNCTION tw.follow_life_cycle('state', 'noted>in_offer', 'noted>differs', 'noted>missing', 'in_offer>waived',
        'differs>waived', 'missing>waived');
CREATE TRIGGER life_cycle BEFORE UPDATE OF state ON follow_up FOR EACH ROW WHEN (OLD.state <> NEW.state)
    EXECUTE FUNCTION tw.follow_life_cycle('state', 'open>done', 'open>dropped', 'done>open', 'dropped>open');

-- A promise is about a priority of the job search.
CREATE TRIGGER about_a_priority BEFORE INSERT ON promise FOR EACH ROW WHEN (NEW.priority_key IS NOT NULL)
    EXECUTE FUNCTION tw.check_priority_link();
CREATE TRIGGER about_another_priority BEFORE UPDATE OF priority_key ON promise FOR EACH ROW
    WHEN (NEW.priority_key IS NOT NULL AND NEW.priority_key IS DISTINCT FROM OLD.priority_key)
    EXECUTE FUNCTION tw.check_priority_link();

DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['story', 'talking_point', 'employer_question', 'promise', 'follow_up'] LOOP
        EXECUTE format('ALTER TABLE tw.%I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('ALTER TABLE tw.%I FORCE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY own ON tw.%I TO tw_candidate USING (owner_id = (SELECT sec.uid())) '
            'WITH CHECK (owner_id = (SELECT sec.uid()))', t);
        EXECUTE format('GRANT SELECT, INSERT, DELETE ON tw.%I TO tw_candidate', t);
    END LOOP;
END $$;
GRANT UPDATE (title, situation, task, action, result, revision, updated_at) ON story TO tw_candidate;
GRANT UPDATE (opportunity_id, person_id, priority_key, text, promised_on, state, offer_text, waive_reason, revision, updated_at) ON promise TO tw_candidate;
GRANT UPDATE (opportunity_id, person_id, owed_by, text, due_on, state, revision, updated_at) ON follow_up TO tw_candidate;
GRANT UPDATE (carry_wanted) ON plan_item TO tw_candidate;
