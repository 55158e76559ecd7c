"""The calendar of interviews, read by icalendar, which knows nothing of how it is written."""

import datetime
import unittest
import uuid

import icalendar

from service import bounded, connection, sign_up

TITLE = "Größe; Komma, Schrägstrich \\ und 面談 👩‍👩‍👧‍👦 — " + "lang " * 20


class CalendarTests(unittest.TestCase):
    @bounded
    async def test_a_calendar_program_reads_the_appointments(self):
        async with connection() as candidate:
            await sign_up(candidate, f"anna-{uuid.uuid4().hex}", "candidate")
            search = await candidate.call("jobSearch.create", title="Spring")
            employer = await candidate.call("organisation.create", name="Nordlicht, Verlag & Söhne")
            opportunity = await candidate.call(
                "opportunity.create",
                jobSearch=search["id"],
                organisation=employer["id"],
                title="Head of Production",
                location="Kiel; Hafen, 2",
            )
            talk = await candidate.call(
                "interview.create",
                opportunity=opportunity["id"],
                title=TITLE.strip(),
                format="onsite",
                scheduledStart="2026-05-04T07:30:00Z",
                scheduledEnd="2026-05-04T08:15:00Z",
                timeZone="Europe/Berlin",
            )
            call = await candidate.call(
                "interview.create",
                opportunity=opportunity["id"],
                title="Second talk",
                format="phone",
                scheduledStart="2026-06-04T07:30:00Z",
                timeZone="America/New_York",
            )
            await candidate.call("interview.advance", id=call["id"], revision=1, state="cancelled")
            content = (await candidate.call("interview.calendar"))["content"]
        for line in content.encode().split(b"\r\n"):
            self.assertLessEqual(len(line), 75)
            self.assertNotIn(b"\n", line)
        calendar = icalendar.Calendar.from_ical(content)
        self.assertEqual(calendar.errors, [])
        self.assertEqual(str(calendar["VERSION"]), "2.0")
        first, second = calendar.walk("VEVENT")
        for event in (first, second):
            self.assertEqual(event.errors, [])
        self.assertEqual(str(first["UID"]), talk["id"])
        self.assertEqual(str(first["SUMMARY"]), f"{TITLE.strip()}, Nordlicht, Verlag & Söhne")
        self.assertEqual(str(first["LOCATION"]), "Kiel; Hafen, 2")
        self.assertEqual(first["SEQUENCE"], 1)
        self.assertEqual(str(first["STATUS"]), "CONFIRMED")
        utc = datetime.timezone.utc
        self.assertEqual(first.decoded("DTSTART"), datetime.datetime(2026, 5, 4, 7, 30, tzinfo=utc))
        self.assertEqual(first.decoded("DTEND"), datetime.datetime(2026, 5, 4, 8, 15, tzinfo=utc))
        self.assertEqual(str(first["DESCRIPTION"]), "2026-05-04 09:30 Europe/Berlin\nOn site")
        self.assertIsNotNone(first.decoded("DTSTAMP"))
        self.assertEqual(str(second["UID"]), call["id"])
        self.assertEqual(str(second["STATUS"]), "CANCELLED")
        self.assertEqual(second["SEQUENCE"], 2)
        self.assertIn("2026-06-04 03:30 America/New_York", str(second["DESCRIPTION"]))
