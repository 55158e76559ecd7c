-- What is asked of the waivers of one job is answered by an index, however much is shared: a look at the shares of that job
-- instead of an array of everything.

SET LOCAL search_path = tw;

DROP POLICY shared ON waiver;
CREATE POLICY shared ON waiver FOR SELECT TO tw_coach
    USING (revoked_at IS NULL AND (SELECT true FROM share s WHERE s.owner_id = waiver.owner_id
        AND s.opportunity_id = waiver.opportunity_id AND s.subject = 'assessment' AND s.fields && '{gates}' LIMIT 1));
