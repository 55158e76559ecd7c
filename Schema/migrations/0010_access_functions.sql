-- What somebody may see of somebody else's: arrays of ids, which policies compare with by index.

GRANT SELECT ON tw.relationship, tw.share, tw.opportunity, tw.person, tw.priority_set, tw.library, tw.subscription TO tw_definer;

SET LOCAL ROLE tw_definer;
SET LOCAL search_path = sec;

-- Opportunities of which a live share covers the subject and at least one of the fields; NULL stands for any. A share is
-- live from valid_from until valid_until or until it is revoked, while its relationship is active.
CREATE FUNCTION sec.shared_opportunities(p_subject text, p_fields text[]) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
DECLARE
    me uuid := sec.uid();
    found_ids uuid[];
BEGIN
    IF me IS NULL THEN
        RETURN '{}';
    END IF;
    SELECT pg_catalog.array_agg(s.opportunity_id) INTO found_ids
    FROM tw.share s JOIN tw.relationship r ON r.owner_id OPERATOR(pg_catalog.=) s.owner_id
        AND r.id OPERATOR(pg_catalog.=) s.relationship_id
    WHERE s.coach_id OPERATOR(pg_catalog.=) me AND s.revoked_at IS NULL AND r.status OPERATOR(pg_catalog.=) 'active'
        AND s.valid_from OPERATOR(pg_catalog.<=) pg_catalog.now()
        AND (s.valid_until IS NULL OR s.valid_until OPERATOR(pg_catalog.>) pg_catalog.now())
        AND (p_subject IS NULL OR s.subject OPERATOR(pg_catalog.=) p_subject)
        AND (p_fields IS NULL OR s.fields OPERATOR(pg_catalog.&&) p_fields);
    RETURN coalesce(found_ids, '{}');
END $$;

-- Candidates in an active relationship with the coach, and so the owners of all that is shared.
CREATE FUNCTION sec.sharing_candidates() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
DECLARE
    me uuid := sec.uid();
    found_ids uuid[];
BEGIN
    SELECT pg_catalog.array_agg(r.owner_id) INTO found_ids FROM tw.relationship r
    WHERE r.coach_id OPERATOR(pg_catalog.=) me AND r.status OPERATOR(pg_catalog.=) 'active';
    RETURN coalesce(found_ids, '{}');
END $$;

-- Active relationships of the coach.
CREATE FUNCTION sec.active_relationships() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
DECLARE
    me uuid := sec.uid();
    found_ids uuid[];
BEGIN
    SELECT pg_catalog.array_agg(r.id) INTO found_ids FROM tw.relationship r
    WHERE r.coach_id OPERATOR(pg_catalog.=) me AND r.status OPERATOR(pg_catalog.=) 'active';
    RETURN coalesce(found_ids, '{}');
END $$;

-- Organisations of the opportunities that are shared in any way.
CREATE FUNCTION sec.shared_organisations() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
DECLARE
    owners uuid[] := sec.sharing_candidates();
    shared uuid[] := sec.shared_opportunities(NULL, NULL);
    found_ids uuid[];
BEGIN
    SELECT pg_catalog.array_agg(o.organisation_id) INTO found_ids FROM tw.opportunity o
    WHERE o.owner_id OPERATOR(pg_catalog.=) ANY (owners) AND o.id OPERATOR(pg_catalog.=) ANY (shared);
    RETURN coalesce(found_ids, '{}');
END $$;

-- People of the opportunities whose people are shared: those of the organisation, and the future supervisor.
CREATE FUNCTION sec.shared_people() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
DECLARE
    owners uuid[] := sec.sharing_candidates();
    shared uuid[] := sec.shared_opportunities('opportunity', '{people,names}');
    found_ids uuid[];
BEGIN
    SELECT pg_catalog.array_agg(both_kinds.id) INTO found_ids FROM (
        SELECT o.future_supervisor_id AS id FROM tw.opportunity o
        WHERE o.owner_id OPERATOR(pg_catalog.=) ANY (owners) AND o.id OPERATOR(pg_catalog.=) ANY (shared)
            AND o.future_supervisor_id IS NOT NULL
        UNION ALL
        SELECT p.id FROM tw.opportunity o JOIN tw.person p ON p.owner_id OPERATOR(pg_catalog.=) o.owner_id
            AND p.organisation_id OPERATOR(pg_catalog.=) o.organisation_id
        WHERE o.owner_id OPERATOR(pg_catalog.=) ANY (owners) AND o.id OPERATOR(pg_catalog.=) ANY (shared)
    ) AS both_kinds;
    RETURN coalesce(found_ids, '{}');
END $$;

-- Current priority sets of the job searches of the opportunities whose assessment is shared.
CREATE FUNCTION sec.shared_priority_sets() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
DECLARE
    owners uuid[] := sec.sharing_candidates();
    shared uuid[] := sec.shared_opportunities('assessment', NULL);
    found_ids uuid[];
BEGIN
    SELECT pg_catalog.array_agg(ps.id) INTO found_ids
    FROM tw.opportunity o JOIN tw.priority_set ps ON ps.owner_id OPERATOR(pg_catalog.=) o.owner_id
        AND ps.job_search_id OPERATOR(pg_catalog.=) o.job_search_id
        AND (ps.state OPERATOR(pg_catalog.=) 'active' OR ps.state OPERATOR(pg_catalog.=) 'frozen')
    WHERE o.owner_id OPERATOR(pg_catalog.=) ANY (owners) AND o.id OPERATOR(pg_catalog.=) ANY (shared);
    RETURN coalesce(found_ids, '{}');
END $$;

-- Coaches that the candidate is an active client of.
CREATE FUNCTION sec.coaches() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
DECLARE
    me uuid := sec.uid();
    found_ids uuid[];
BEGIN
    SELECT pg_catalog.array_agg(r.coach_id) INTO found_ids FROM tw.relationship r
    WHERE r.owner_id OPERATOR(pg_catalog.=) me AND r.status OPERATOR(pg_catalog.=) 'active';
    RETURN coalesce(found_ids, '{}');
END $$;

-- Libraries that the candidate follows, whatever has become of them.
CREATE FUNCTION sec.followed_libraries() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
DECLARE
    me uuid := sec.uid();
    found_ids uuid[];
BEGIN
    SELECT pg_catalog.array_agg(s.library_id) INTO found_ids FROM tw.subscription s
    WHERE s.owner_id OPERATOR(pg_catalog.=) me AND s.state OPERATOR(pg_catalog.<>) 'cancelled';
    RETURN coalesce(found_ids, '{}');
END $$;

-- Accounts whose names one knows from a relationship on either side, also an ended one.
CREATE FUNCTION sec.counterparts() RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
DECLARE
    me uuid := sec.uid();
    found_ids uuid[];
BEGIN
    SELECT pg_catalog.array_agg(known.id) INTO found_ids FROM (
        SELECT r.coach_id AS id FROM tw.relationship r WHERE r.owner_id OPERATOR(pg_catalog.=) me
        UNION ALL
        SELECT r.owner_id FROM tw.relationship r WHERE r.coach_id OPERATOR(pg_catalog.=) me
    ) AS known;
    RETURN coalesce(found_ids, '{}');
END $$;

-- Whether a candidate may ask this account to be the coach: an active coach with a published library that anybody may
-- read. Whether there is such an account at all cannot be told from the answer.
CREATE FUNCTION sec.coach_invitable(p_coach uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM tw.account a JOIN tw.account_role r ON r.account_id = a.id AND r.role = 'coach'
        WHERE a.id = p_coach AND a.status = 'active' AND EXISTS (SELECT FROM tw.library l WHERE l.owner_id = a.id
            AND l.status IN ('published', 'deprecated') AND l.visibility IN ('public', 'unlisted')));
END $$;

-- The name of the owner of libraries: one's own name, or that of an account that has published one; else NULL.
CREATE FUNCTION sec.coach_name(p_account uuid) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (SELECT a.display_name FROM tw.account a WHERE a.id = p_account AND (
        EXISTS (SELECT FROM tw.library l WHERE l.owner_id = a.id AND l.status <> 'draft') OR a.id = sec.uid()));
END $$;

SET LOCAL ROLE tw_owner;
