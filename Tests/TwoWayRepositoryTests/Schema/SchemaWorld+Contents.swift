extension SchemaWorld {
    /// The same things for Anna and Bert, with ids such as `anna job`; Anna has a second opportunity, and Kim libraries.
    static let possessions = """
        INSERT INTO tw.job_search (owner_id, id, title)
        SELECT probe.id(name), probe.id(name || ' search'), 'Next job' FROM unnest('{anna,bert}'::text[]) name;
        INSERT INTO tw.priority_set (owner_id, id, job_search_id, version)
        SELECT probe.id(name), probe.id(name || ' set'), probe.id(name || ' search'), 1 FROM unnest('{anna,bert}'::text[]) name;
        INSERT INTO tw.priority (owner_id, priority_set_id, priority_key, position, title, direction, weight)
        SELECT probe.id(name), probe.id(name || ' set'), probe.id(name || ' ' || title), position, title, 'more', position
        FROM unnest('{anna,bert}'::text[]) name, unnest('{pay,training,quiet}'::text[]) WITH ORDINALITY p (title, position);
        UPDATE tw.priority_set SET state = 'active';
        INSERT INTO tw.organisation (owner_id, id, name)
        SELECT probe.id(name), probe.id(name || ' ' || kind), kind
        FROM unnest('{anna,bert}'::text[]) name, unnest('{acme,other}'::text[]) kind;
        INSERT INTO tw.person (owner_id, id, organisation_id, name, role)
        SELECT probe.id(name), probe.id(name || ' ' || who), probe.id(name || CASE who WHEN 'else' THEN ' other' ELSE ' acme' END), who, 'peer'
        FROM unnest('{anna,bert}'::text[]) name, unnest('{boss,peer,else}'::text[]) who;
        INSERT INTO tw.opportunity (owner_id, id, job_search_id, organisation_id, title, future_supervisor_id)
        SELECT probe.id(name), probe.id(name || ' ' || title), probe.id(name || ' search'),
            probe.id(name || CASE title WHEN 'job' THEN ' acme' ELSE ' other' END), title,
            CASE title WHEN 'job' THEN probe.id(name || ' boss') END
        FROM unnest('{anna,bert}'::text[]) name, unnest('{job,second}'::text[]) title;
        UPDATE tw.opportunity SET stage = 'interviewing', updated_at = now() WHERE title = 'job';
        INSERT INTO tw.interview (owner_id, id, opportunity_id, round, title, format, time_zone, question_minutes, state)
        SELECT probe.id(name), probe.id(name || ' meeting'), probe.id(name || ' job'), 1, 'Meeting', 'video', 'UTC', 15, 'held'
        FROM unnest('{anna,bert}'::text[]) name;
        INSERT INTO tw.interviewer (owner_id, interview_id, person_id, role)
        SELECT probe.id(name), probe.id(name || ' meeting'), probe.id(name || ' boss'), 'hiring_manager' FROM unnest('{anna,bert}'::text[]) name;
        INSERT INTO tw.plan (owner_id, interview_id)
        SELECT probe.id(name), probe.id(name || ' meeting') FROM unnest('{anna,bert}'::text[]) name;
        INSERT INTO tw.plan_item (owner_id, id, interview_id, origin, text, position, must_ask, minutes)
        SELECT probe.id(name), probe.id(name || ' ' || item), probe.id(name || ' meeting'), 'own', item, position, item = 'must', 3
        FROM unnest('{anna,bert}'::text[]) name, unnest('{item,must}'::text[]) WITH ORDINALITY i (item, position);
        INSERT INTO tw.asking (owner_id, id, interview_id, item_id, text, person_id, asked_at, outcome)
        SELECT probe.id(name), probe.id(name || ' asking'), probe.id(name || ' meeting'), probe.id(name || ' item'), 'item',
            probe.id(name || ' boss'), now(), 'answered' FROM unnest('{anna,bert}'::text[]) name;
        INSERT INTO tw.answer (owner_id, id, asking_id, outcome, body, specificity, captured)
        SELECT probe.id(name), probe.id(name || ' answer'), probe.id(name || ' asking'), 'answered', 'Yes', 'example', 'live'
        FROM unnest('{anna,bert}'::text[]) name;
        INSERT INTO tw.evidence (owner_id, id, opportunity_id, priority_key, scope, origin, answer_id, source_class, specificity,
            rating, strength)
        SELECT probe.id(name), probe.id(name || ' evidence'), probe.id(name || ' job'), probe.id(name || ' training'), 'job', 'answer',
            probe.id(name || ' answer'), 'hiring_manager', 'example', 4, 0.9 FROM unnest('{anna,bert}'::text[]) name;
        INSERT INTO tw.priority_rating (owner_id, opportunity_id, priority_key, lo, hi)
        SELECT probe.id(name), probe.id(name || ' ' || job), probe.id(name || ' pay'), 0.2, 0.8
        FROM unnest('{anna,bert}'::text[]) name, unnest('{job,second}'::text[]) job;
        INSERT INTO tw.idempotency (owner_id, key, method, params_sha256, response)
        SELECT probe.id(name), probe.id('key'), 'opportunity.create', sha256('x'), 'first' FROM unnest('{anna,bert}'::text[]) name;
        SELECT sec.audit(NULL, 'test.begin', NULL, NULL);
        """

    static let sharing = """
        INSERT INTO tw.library (owner_id, id, slug, title, language, visibility, status)
        SELECT probe.id('kim'), probe.id('kim ' || slug), slug, slug, 'en', visibility, status
        FROM (VALUES ('open', 'public', 'published'), ('quiet', 'unlisted', 'published'), ('circle', 'clients', 'published'),
            ('own', 'private', 'published'), ('draft', 'public', 'draft')) AS l (slug, visibility, status);
        INSERT INTO tw.library_draft (owner_id, library_id, document)
        SELECT owner_id, id, '{"topics": []}' FROM tw.library;
        INSERT INTO tw.library_version (owner_id, library_id, number, author, change_notes, document, content_hash)
        SELECT owner_id, id, number, 'Kim', 'Notes', jsonb_build_object('topics', jsonb_build_array(jsonb_build_object('questions',
            jsonb_build_array(jsonb_build_object('key', 'first', 'text', 'Wording ' || number),
                jsonb_build_object('key', 'only-in-' || number, 'text', 'Once'))))), repeat('a', 64)
        FROM tw.library, generate_series(1, 2) number WHERE status = 'published' ORDER BY number;
        INSERT INTO tw.subscription (owner_id, id, library_owner_id, library_id, pinned_version)
        VALUES (probe.id('anna'), probe.id('anna subscription'), probe.id('kim'), probe.id('kim open'), 1),
            (probe.id('bert'), probe.id('bert subscription'), probe.id('kim'), probe.id('kim open'), 2);
        UPDATE tw.library_version SET yanked_at = now() WHERE library_id = probe.id('kim open') AND number = 1;

        INSERT INTO tw.relationship (owner_id, id, coach_id, status)
        SELECT probe.id('anna'), probe.id('anna ' || coach), probe.id(coach), status
        FROM (VALUES ('kim', 'active'), ('otto', 'active'), ('rita', 'active'), ('vera', 'active'), ('exa', 'active'),
            ('fred', 'active')) AS r (coach, status);
        INSERT INTO tw.relationship (owner_id, id, coach_id, status)
        VALUES (probe.id('bert'), probe.id('bert clio'), probe.id('clio'), 'active');
        INSERT INTO tw.share (owner_id, id, relationship_id, coach_id, subject, opportunity_id, fields, valid_from, valid_until)
        SELECT probe.id('anna'), probe.id('anna ' || coach || ' ' || subject), probe.id('anna ' || coach), probe.id(coach), subject,
            probe.id('anna job'), fields, now() - interval '1 hour' + CASE coach WHEN 'fred' THEN interval '2 hours' ELSE '0' END,
            CASE coach WHEN 'exa' THEN now() - interval '1 second' END
        FROM unnest('{kim,otto,rita,vera,exa,fred}'::text[]) coach,
            (VALUES ('opportunity', '{overview,timeline,people}'::text[]), ('assessment', '{intervals}')) AS s (subject, fields);
        INSERT INTO tw.share (owner_id, id, relationship_id, coach_id, subject, opportunity_id, fields)
        VALUES (probe.id('bert'), probe.id('bert share'), probe.id('bert clio'), probe.id('clio'), 'opportunity',
            probe.id('bert job'), '{overview}');
        INSERT INTO tw.receipt (owner_id, id, share_id, reader_id, method, subject, opportunity_id)
        VALUES (probe.id('anna'), probe.id('anna receipt'), probe.id('anna kim opportunity'), probe.id('kim'), 'opportunity.get',
            'opportunity', probe.id('anna job'));
        UPDATE tw.relationship SET status = 'paused', candidate_paused_at = now() WHERE coach_id = probe.id('otto');
        UPDATE tw.relationship SET status = 'ended' WHERE coach_id = probe.id('rita');
        UPDATE tw.share SET revoked_at = now() WHERE coach_id = probe.id('vera');
        """
}
