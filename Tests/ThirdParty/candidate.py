"""A candidate's work, done with aiorpcX; each answer is held against the contract on the way."""

import datetime
import unittest
import uuid

import aiorpcx

from service import PASSWORD, bounded, connection, sign_up

LIBRARY = {
    "slug": "short",
    "title": "A short library",
    "language": "en",
    "topics": [
        {
            "key": "first-months",
            "title": "The first three months",
            "general": True,
            "questions": [
                {
                    "key": "newest-colleague",
                    "text": "How did the first month of your newest colleague go?",
                    "purpose": "To hear what really happens instead of what is planned.",
                    "followUps": ["What would they have wanted more of?"],
                    "listenFor": ["A person, a date, a detail"],
                    "warningSigns": ["A handbook instead of a story"],
                    "kind": "example",
                    "subject": "team",
                    "horizon": "first_3_months",
                    "audience": ["hiring_manager", "peer"],
                    "minutes": 4,
                    "informativeness": 0.8,
                    "dimensions": ["training"],
                }
            ],
        }
    ],
}


class CandidateTests(unittest.TestCase):
    def assert_interval(self, interval, lo, hi):
        self.assertAlmostEqual(interval["lo"], lo, delta=1e-9)
        self.assertAlmostEqual(interval["hi"], hi, delta=1e-9)

    async def publish(self):
        """A coach's part: a library to follow."""
        async with connection() as coach:
            await sign_up(coach, f"coach-{uuid.uuid4().hex}", "coach")
            library = await coach.call("library.create", document=LIBRARY, visibility="public")
            draft = await coach.call("library.getDraft", library=library["id"])
            await coach.call(
                "library.publish", library=library["id"], revision=draft["revision"], changeNotes="The first version."
            )
            return library["id"]

    async def set_priorities(self, candidate):
        search = await candidate.call("jobSearch.create", title="Spring")
        draft = await candidate.call(
            "prioritySet.save",
            jobSearch=search["id"],
            weightMode="exact",
            priorities=[
                {"dimension": "training", "weight": 3, "mustHave": True, "threshold": 3},
                {"title": "Learning from colleagues", "direction": "more", "weight": 1, "vital": True},
            ],
        )
        active = await candidate.call("prioritySet.activate", id=draft["id"], revision=draft["revision"])
        return search, [priority["key"] for priority in active["priorities"]]

    async def plan(self, candidate, library, opportunity, people, priorities):
        subscription = await candidate.call("subscription.create", library=library)
        interview = await candidate.call(
            "interview.create",
            opportunity=opportunity,
            title="First talk",
            format="video",
            scheduledStart="2026-05-04T07:30:00Z",
            timeZone="Europe/Berlin",
            interviewers=[{"person": person} for person in people],
        )
        self.assertEqual(interview["localStart"], "2026-05-04T09:30:00")
        source = {
            "library": library,
            "version": subscription["pinnedVersion"],
            "questionKey": LIBRARY["topics"][0]["questions"][0]["key"],
        }
        plan = await candidate.call(
            "plan.save",
            interview=interview["id"],
            revision=0,
            items=[
                {"source": source, "targetPerson": people[0], "mustAsk": True, "priorities": priorities[:1]},
                {"text": "Who taught you most here, and how?", "priorities": priorities[1:]},
            ],
        )
        sheet = await candidate.call("plan.sheet", interview=interview["id"], format="text")
        self.assertIn("MUST ASK", sheet["content"])
        return plan

    async def capture(self, candidate, plan, people):
        def asking(item, person, body):
            return {
                "id": str(uuid.uuid4()),
                "item": plan["items"][item]["id"],
                "person": person,
                "askedAt": datetime.datetime.now(datetime.timezone.utc).isoformat(),
                "outcome": "answered",
                "answer": {"id": str(uuid.uuid4()), "body": body, "specificity": "example", "captured": "live"},
            }

        askings = [
            asking(0, people[0], "She had a week with each team."),
            asking(1, people[0], "Mara, by pairing on Fridays."),
            asking(1, people[1], "Mara. Every Friday."),
        ]
        parameters = {"interview": plan["interview"], "askings": askings, "idempotencyKey": str(uuid.uuid4())}
        first = await candidate.call("capture.record", **parameters)
        self.assertEqual(first["written"], 3)
        self.assertEqual(await candidate.call("capture.record", **parameters), first)
        self.assertEqual(len((await candidate.call("capture.list", interview=plan["interview"]))["items"]), 3)
        return [asking["answer"]["id"] for asking in askings]

    @bounded
    async def test_from_a_subscription_to_an_assessment(self):
        library = await self.publish()
        email = f"candidate-{uuid.uuid4().hex}"
        async with connection() as stranger:
            await sign_up(stranger, email, "candidate")
        async with connection() as candidate:
            await candidate.call("session.login", email=f"{email}@example.org", password=PASSWORD)
            search, priorities = await self.set_priorities(candidate)
            organisation = await candidate.call("organisation.create", name="Harbour Ltd")
            people = [
                (await candidate.call("person.create", organisation=organisation["id"], name=name, role=role))["id"]
                for name, role in (("Mara", "hiring_manager"), ("Piotr", "peer"))
            ]
            opportunity = await candidate.call(
                "opportunity.create",
                jobSearch=search["id"],
                organisation=organisation["id"],
                title="Engineer",
                futureSupervisor=people[0],
            )
            untouched = await candidate.call("assessment.get", opportunity=opportunity["id"])
            self.assertEqual((untouched["knowledge"], untouched["gate"]), (0, "unknown"))

            plan = await self.plan(candidate, library, opportunity["id"], people, priorities)
            answers = await self.capture(candidate, plan, people)
            for priority, answer in zip((0, 1, 1), answers):
                await candidate.call(
                    "evidence.rate",
                    opportunity=opportunity["id"],
                    priority=priorities[priority],
                    scope="job",
                    rating=4,
                    origin="answer",
                    answer=answer,
                )
            assessment = await candidate.call("assessment.get", opportunity=opportunity["id"])
            self.assert_interval(assessment["priorities"][0]["interval"], 0.675, 0.775)
            self.assert_interval(assessment["priorities"][1]["interval"], 0.7275, 0.7575)
            self.assert_interval(assessment["score"], 0.675 * 0.75 + 0.7275 * 0.25, 0.775 * 0.75 + 0.7575 * 0.25)
            self.assertEqual(assessment["gate"], "pass")

    @bounded
    async def test_errors_arrive_as_errors(self):
        async with connection() as client:
            for method, params, code in (
                ("no.such", {}, -32601),
                ("account.me", {}, 1),
                ("session.login", {"email": "nobody@example.org"}, -32602),
                ("server.ping", [1], -32602),
            ):
                with self.subTest(method), self.assertRaises(aiorpcx.RPCError) as caught:
                    await client.session.send_request(method, params)
                self.assertEqual(caught.exception.code, code)

    @bounded
    async def test_a_batch_is_answered_whole(self):
        async with connection() as client:
            async with client.session.send_batch() as batch:
                batch.add_request("server.ping")
                batch.add_request("account.me")
                batch.add_request("server.ping")
            self.assertEqual([batch.results[0], batch.results[2]], [{}, {}])
            self.assertIsInstance(batch.results[1], aiorpcx.RPCError)
