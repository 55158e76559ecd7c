-- Who may do what: row-level security, enabled and forced on every table, and the grants.
--
-- One policy for a role and a purpose, with the asker looked up once a statement: (SELECT sec.uid()). Candidates reach
-- their own rows; coaches reach their libraries and what is shared with them; tw_auth reaches no table at all.

SET LOCAL search_path = tw;

GRANT USAGE ON SCHEMA tw TO tw_candidate, tw_coach, tw_auth, tw_admin, tw_backup;
SET LOCAL ROLE tw_definer;
GRANT USAGE ON SCHEMA sec TO tw_owner, tw_candidate, tw_coach, tw_auth, tw_admin, tw_backup;
GRANT EXECUTE ON FUNCTION sec.uid(), sec.session_id(), sec.me(), sec.session_touch(), sec.password_change(text),
    sec.take(bytea, double precision, double precision), sec.audit(uuid, text, uuid, jsonb)
    TO tw_candidate, tw_coach, tw_auth;
GRANT EXECUTE ON FUNCTION sec.login_lookup(text), sec.session_open(uuid, uuid, text, bytea, timestamptz, text, text),
    sec.password_rehash(uuid, text, text), sec.invitation_redeem(bytea, uuid, text, text, text, text),
    sec.password_reset(bytea, text), sec.sweep() TO tw_auth;
GRANT EXECUTE ON FUNCTION sec.coaches(), sec.followed_libraries(), sec.counterparts(), sec.coach_invitable(uuid),
    sec.coach_name(uuid)
    TO tw_candidate, tw_coach;
GRANT EXECUTE ON FUNCTION sec.shared_opportunities(text, text[]), sec.sharing_candidates(), sec.active_relationships(),
    sec.shared_organisations(), sec.shared_people(), sec.shared_priority_sets() TO tw_coach;
GRANT EXECUTE ON FUNCTION sec.audit(uuid, text, uuid, jsonb), sec.audit_seal(), sec.audit_verify(), sec.sweep(),
    sec.admin_account_create(uuid, text, text, text[]), sec.admin_invite(uuid, text, bytea, text[], uuid, timestamptz),
    sec.admin_account_suspend(uuid), sec.admin_account_resume(uuid), sec.admin_sessions_end(uuid),
    sec.admin_account_erase(uuid) TO tw_admin;
SET LOCAL ROLE tw_owner;

-- Trigger functions that other trigger functions call run as the asker.
GRANT EXECUTE ON FUNCTION tw.account_exists(uuid) TO tw_candidate, tw_coach, tw_admin, tw_definer;

DO $$
DECLARE t text;
BEGIN
    FOR t IN SELECT c.relname FROM pg_catalog.pg_class c
        WHERE c.relnamespace = 'tw'::regnamespace AND c.relkind IN ('r', 'p')
    LOOP
        EXECUTE format('ALTER TABLE tw.%I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('ALTER TABLE tw.%I FORCE ROW LEVEL SECURITY', t);
    END LOOP;
END $$;

-- The catalogue is everybody's to read, and written by migrations.
CREATE POLICY reading ON dimension FOR SELECT TO tw_candidate, tw_coach USING (true);
CREATE POLICY migrations ON dimension TO tw_owner USING (true) WITH CHECK (true);
GRANT SELECT ON dimension TO tw_candidate, tw_coach, tw_definer, tw_migrator;

-- Accounts: of other people only the name, of those one has to do with and of authors one can read. What else is one's
-- own is in sec.me().
CREATE POLICY own ON account TO tw_candidate, tw_coach USING (id = (SELECT sec.uid())) WITH CHECK (id = (SELECT sec.uid()));
CREATE POLICY counterparts ON account FOR SELECT TO tw_candidate, tw_coach
    USING (id = ANY ((SELECT sec.counterparts())::uuid[]));
CREATE POLICY authors ON account FOR SELECT TO tw_candidate, tw_coach
    USING (EXISTS (SELECT FROM library l WHERE l.owner_id = account.id));
CREATE POLICY administration ON account FOR SELECT TO tw_admin USING (true);
GRANT SELECT (id, display_name), UPDATE (display_name, time_zone, locale) ON account TO tw_candidate, tw_coach;
GRANT SELECT (id, email, display_name, status, created_at) ON account TO tw_admin;

CREATE POLICY own ON account_role FOR SELECT TO tw_candidate, tw_coach USING (account_id = (SELECT sec.uid()));
CREATE POLICY administration ON account_role FOR SELECT TO tw_admin USING (true);
GRANT SELECT ON account_role TO tw_candidate, tw_coach, tw_admin;

-- A session is listed and ended by its owner; the hash of its token is nobody's to read.
CREATE POLICY own ON session FOR SELECT TO tw_candidate, tw_coach USING (account_id = (SELECT sec.uid()));
CREATE POLICY ending ON session FOR UPDATE TO tw_candidate, tw_coach USING (account_id = (SELECT sec.uid()))
    WITH CHECK (account_id = (SELECT sec.uid()) AND revoked_at IS NOT NULL);
CREATE POLICY administration ON session FOR SELECT TO tw_admin USING (true);
GRANT SELECT (id, account_id, label, address, created_at, last_used_at, expires_at, revoked_at)
    ON session TO tw_candidate, tw_coach, tw_admin;
GRANT UPDATE (revoked_at) ON session TO tw_candidate, tw_coach;

CREATE POLICY administration ON invitation FOR SELECT TO tw_admin USING (true);
GRANT SELECT (id, purpose, roles, account_id, created_at, expires_at, used_by, used_at) ON invitation TO tw_admin;

CREATE POLICY functions ON throttle TO tw_definer USING (true) WITH CHECK (true);
CREATE POLICY administration ON audit_event FOR SELECT TO tw_admin USING (true);
CREATE POLICY administration ON audit_seal FOR SELECT TO tw_admin USING (true);
GRANT SELECT ON audit_event, audit_seal TO tw_admin;

CREATE POLICY own ON idempotency TO tw_candidate, tw_coach USING (owner_id = (SELECT sec.uid()))
    WITH CHECK (owner_id = (SELECT sec.uid()));
GRANT SELECT, INSERT ON idempotency TO tw_candidate, tw_coach;

-- Libraries, as their owner.
CREATE POLICY own ON library TO tw_coach USING (owner_id = (SELECT sec.uid())) WITH CHECK (owner_id = (SELECT sec.uid()));
CREATE POLICY own ON library_draft TO tw_coach USING (owner_id = (SELECT sec.uid())) WITH CHECK (owner_id = (SELECT sec.uid()));
CREATE POLICY own ON library_version TO tw_coach USING (owner_id = (SELECT sec.uid()))
    WITH CHECK (owner_id = (SELECT sec.uid()));
CREATE POLICY own ON question FOR SELECT TO tw_coach USING (owner_id = (SELECT sec.uid()));
CREATE POLICY own ON question_revision FOR SELECT TO tw_coach USING (owner_id = (SELECT sec.uid()));
GRANT SELECT, INSERT ON library, library_draft, library_version TO tw_coach;
GRANT UPDATE (slug, title, summary, language, licence, visibility, status, revision, updated_at) ON library TO tw_coach;
GRANT UPDATE (document, revision, updated_at) ON library_draft TO tw_coach;
GRANT UPDATE (yanked_at) ON library_version TO tw_coach;
GRANT SELECT ON question, question_revision TO tw_coach;

-- Libraries of others: published for everybody, or for the clients of the coach; and what one follows.
CREATE POLICY published ON library FOR SELECT TO tw_candidate, tw_coach
    USING (status IN ('published', 'deprecated') AND visibility IN ('public', 'unlisted') AND (SELECT sec.uid()) IS NOT NULL);
CREATE POLICY clients ON library FOR SELECT TO tw_candidate
    USING (status IN ('published', 'deprecated') AND visibility = 'clients' AND owner_id = ANY ((SELECT sec.coaches())::uuid[]));
CREATE POLICY followed ON library FOR SELECT TO tw_candidate USING (id = ANY ((SELECT sec.followed_libraries())::uuid[]));
CREATE POLICY published ON library_version FOR SELECT TO tw_candidate, tw_coach
    USING (yanked_at IS NULL AND EXISTS (SELECT FROM library l WHERE l.owner_id = library_version.owner_id
        AND l.id = library_version.library_id AND l.status IN ('published', 'deprecated')
        AND l.visibility IN ('public', 'unlisted')));
CREATE POLICY clients ON library_version FOR SELECT TO tw_candidate
    USING (yanked_at IS NULL AND owner_id = ANY ((SELECT sec.coaches())::uuid[]) AND EXISTS (SELECT FROM library l
        WHERE l.owner_id = library_version.owner_id AND l.id = library_version.library_id
        AND l.status IN ('published', 'deprecated') AND l.visibility = 'clients'));
CREATE POLICY pinned ON library_version FOR SELECT TO tw_candidate
    USING (EXISTS (SELECT FROM subscription s WHERE s.owner_id = (SELECT sec.uid())
        AND s.library_id = library_version.library_id AND s.library_owner_id = library_version.owner_id
        AND s.pinned_version = library_version.number AND s.state <> 'cancelled'));
CREATE POLICY published ON question FOR SELECT TO tw_candidate, tw_coach
    USING (EXISTS (SELECT FROM library_version v WHERE v.owner_id = question.owner_id
        AND v.library_id = question.library_id AND v.number >= question.first_version));
CREATE POLICY published ON question_revision FOR SELECT TO tw_candidate, tw_coach
    USING (EXISTS (SELECT FROM library_version v WHERE v.owner_id = question_revision.owner_id
        AND v.library_id = question_revision.library_id AND v.number >= question_revision.since_version));
CREATE POLICY administration ON library FOR SELECT TO tw_admin USING (true);
GRANT SELECT ON library, library_version, question, question_revision TO tw_candidate;
GRANT SELECT ON library TO tw_admin;

-- What is the candidate's own: one policy, and the columns that may be edited.
DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['subscription', 'job_search', 'priority_set', 'priority', 'organisation', 'person', 'opportunity',
        'interview', 'interviewer', 'plan', 'plan_item', 'asking', 'answer', 'evidence', 'priority_rating', 'share']
    LOOP
        EXECUTE format('CREATE POLICY own ON tw.%I TO tw_candidate USING (owner_id = (SELECT sec.uid())) '
            'WITH CHECK (owner_id = (SELECT sec.uid()))', t);
        EXECUTE format('GRANT SELECT, INSERT ON tw.%I TO tw_candidate', t);
    END LOOP;
    FOREACH t IN ARRAY ARRAY['stage_event', 'receipt'] LOOP
        EXECUTE format('CREATE POLICY own ON tw.%I FOR SELECT TO tw_candidate USING (owner_id = (SELECT sec.uid()))', t);
        EXECUTE format('GRANT SELECT ON tw.%I TO tw_candidate', t);
    END LOOP;
    FOREACH t IN ARRAY ARRAY['job_search', 'priority_set', 'priority', 'organisation', 'person', 'opportunity', 'interview',
        'interviewer', 'plan_item', 'asking', 'answer', 'priority_rating']
    LOOP
        EXECUTE format('GRANT DELETE ON tw.%I TO tw_candidate', t);
    END LOOP;
END $$;
GRANT UPDATE (pinned_version, policy, state, share_statistics, revision, updated_at) ON subscription TO tw_candidate;
GRANT UPDATE (title, state, revision, updated_at) ON job_search TO tw_candidate;
GRANT UPDATE (state, weight_mode, freeze_cause, change_reason, revision, updated_at) ON priority_set TO tw_candidate;
GRANT UPDATE (position, dimension, title, statement, direction, target, weight, vital, must_have, threshold, required_source,
    boss_dependent) ON priority TO tw_candidate;
GRANT UPDATE (name, website, notes, revision, updated_at) ON organisation TO tw_candidate;
GRANT UPDATE (organisation_id, name, job_title, role, notes, revision, updated_at) ON person TO tw_candidate;
GRANT UPDATE (organisation_id, title, function_name, stage, closed_reason, stage_note, posting, location, work_mode, pay_low,
    pay_high, pay_currency, pay_period, offer_deadline, future_supervisor_id, revision, updated_at) ON opportunity TO tw_candidate;
GRANT UPDATE (round, title, format, scheduled_start, scheduled_end, time_zone, local_start, question_minutes, state, revision,
    updated_at) ON interview TO tw_candidate;
GRANT UPDATE (role, position) ON interviewer TO tw_candidate;
GRANT UPDATE (revision, updated_at) ON plan TO tw_candidate;
GRANT UPDATE (origin, library_id, library_version, question_key, carried_from, text, target_person_id, target_role, position,
    must_ask, minutes, state, drop_reason, priorities, hints) ON plan_item TO tw_candidate;
GRANT UPDATE (retired_at) ON evidence TO tw_candidate;
GRANT UPDATE (lo, hi, note, revision, updated_at) ON priority_rating TO tw_candidate;
GRANT UPDATE (revoked_at) ON share TO tw_candidate;

-- Relationships, from both sides. A candidate invites a coach whom anybody can find; the coach only moves the status.
CREATE POLICY own ON relationship FOR SELECT TO tw_candidate USING (owner_id = (SELECT sec.uid()));
CREATE POLICY inviting ON relationship FOR INSERT TO tw_candidate
    WITH CHECK (owner_id = (SELECT sec.uid()) AND status = 'invited' AND sec.coach_invitable(coach_id));
CREATE POLICY moving ON relationship FOR UPDATE TO tw_candidate USING (owner_id = (SELECT sec.uid()))
    WITH CHECK (owner_id = (SELECT sec.uid()));
CREATE POLICY coached ON relationship FOR SELECT TO tw_coach USING (coach_id = (SELECT sec.uid()));
CREATE POLICY moving_as_coach ON relationship FOR UPDATE TO tw_coach USING (coach_id = (SELECT sec.uid()))
    WITH CHECK (coach_id = (SELECT sec.uid()));
GRANT SELECT, INSERT ON relationship TO tw_candidate;
GRANT SELECT ON relationship TO tw_coach;
GRANT UPDATE (status, revision, updated_at) ON relationship TO tw_candidate, tw_coach;

-- What a coach reads of a candidate, as far as live shares go (R1). Plans, interviews, askings and answers are not among it.
CREATE POLICY received ON share FOR SELECT TO tw_coach
    USING (coach_id = (SELECT sec.uid()) AND relationship_id = ANY ((SELECT sec.active_relationships())::uuid[])
        AND revoked_at IS NULL AND valid_from <= now() AND (valid_until IS NULL OR valid_until > now()));
CREATE POLICY reading ON receipt FOR INSERT TO tw_coach
    WITH CHECK (reader_id = (SELECT sec.uid()) AND EXISTS (SELECT FROM share s WHERE s.owner_id = receipt.owner_id
        AND s.id = receipt.share_id AND s.opportunity_id = receipt.opportunity_id));
CREATE POLICY shared ON opportunity FOR SELECT TO tw_coach
    USING (owner_id = ANY ((SELECT sec.sharing_candidates())::uuid[])
        AND id = ANY ((SELECT sec.shared_opportunities(NULL, NULL))::uuid[]));
CREATE POLICY shared ON organisation FOR SELECT TO tw_coach
    USING (owner_id = ANY ((SELECT sec.sharing_candidates())::uuid[])
        AND id = ANY ((SELECT sec.shared_organisations())::uuid[]));
CREATE POLICY shared ON person FOR SELECT TO tw_coach
    USING (owner_id = ANY ((SELECT sec.sharing_candidates())::uuid[]) AND id = ANY ((SELECT sec.shared_people())::uuid[]));
CREATE POLICY shared ON stage_event FOR SELECT TO tw_coach
    USING (owner_id = ANY ((SELECT sec.sharing_candidates())::uuid[])
        AND opportunity_id = ANY ((SELECT sec.shared_opportunities('opportunity', '{timeline}'))::uuid[]));
CREATE POLICY shared ON priority_set FOR SELECT TO tw_coach
    USING (owner_id = ANY ((SELECT sec.sharing_candidates())::uuid[])
        AND id = ANY ((SELECT sec.shared_priority_sets())::uuid[]));
CREATE POLICY shared ON priority FOR SELECT TO tw_coach
    USING (owner_id = ANY ((SELECT sec.sharing_candidates())::uuid[])
        AND priority_set_id = ANY ((SELECT sec.shared_priority_sets())::uuid[]));
CREATE POLICY shared ON evidence FOR SELECT TO tw_coach
    USING (owner_id = ANY ((SELECT sec.sharing_candidates())::uuid[]) AND retired_at IS NULL
        AND opportunity_id = ANY ((SELECT sec.shared_opportunities('assessment', '{intervals,gates,evidence}'))::uuid[]));
CREATE POLICY shared ON priority_rating FOR SELECT TO tw_coach
    USING (owner_id = ANY ((SELECT sec.sharing_candidates())::uuid[])
        AND opportunity_id = ANY ((SELECT sec.shared_opportunities('assessment', '{intervals,gates,evidence}'))::uuid[]));
GRANT SELECT ON share, stage_event, priority_set, priority, evidence, priority_rating TO tw_coach;
GRANT INSERT ON receipt TO tw_coach;
GRANT SELECT (owner_id, id, job_search_id, organisation_id, title, function_name, stage, closed_reason, posting, location,
    work_mode, pay_low, pay_high, pay_currency, pay_period, offer_deadline, future_supervisor_id, revision, created_at,
    updated_at) ON opportunity TO tw_coach;
GRANT SELECT (owner_id, id, name, website) ON organisation TO tw_coach;
GRANT SELECT (owner_id, id, organisation_id, name, job_title, role) ON person TO tw_coach;

-- Backups read everything.
GRANT SELECT ON ALL TABLES IN SCHEMA tw TO tw_backup;
GRANT SELECT ON ALL SEQUENCES IN SCHEMA tw TO tw_backup;
ALTER DEFAULT PRIVILEGES FOR ROLE tw_owner IN SCHEMA tw GRANT SELECT ON TABLES TO tw_backup;
