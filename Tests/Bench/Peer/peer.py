"""What people would write instead: the same lines, tables, policies and statements with asyncio, uvloop, orjson and asyncpg.

Started by the benchmark: peer.py PORT SOCKET_FOLDER STATEMENTS, where STATEMENTS is a JSON file of SQL by name. It checks
tokens and rights as the server does, by the database's own context function in every transaction, and answers members of
the same names. It leaves out what costs the server time and the peer none: limits, deadlines, checks of members.
"""

import asyncio
import base64
import hashlib
import os
import sys
import uuid
from datetime import datetime, timezone

import asyncpg
import orjson
import uvloop

# How many statements a dashboard takes.
DASHBOARD = 17
LAST = uuid.UUID("ffffffff-ffff-ffff-ffff-ffffffffffff")


def members(names, row):
    return {name: value for name, value in zip(names, row) if value is not None}


OPPORTUNITY = (
    "id jobSearch organisation organisationName title functionName stage closedReason mergedInto posting location workMode "
    "payLow payHigh payCurrency payPeriod offerDeadline futureSupervisor revision updatedAt"
).split()
INTERVIEW = (
    "id opportunity round title format scheduledStart scheduledEnd timeZone localStart questionMinutes state revision "
    "updatedAt"
).split()
INTERVIEWER = "person name role".split()


class Peer:
    def __init__(self, pool, statements):
        self.pool = pool
        self.sql = statements

    async def transaction(self, token, body):
        async with self.pool.acquire() as connection, connection.transaction():
            await connection.execute("SELECT sec.enter($1, $2)", "tw_candidate", token)
            return await body(connection)

    async def opportunity_get(self, state, params):
        owner, wanted = state["account"], uuid.UUID(params["id"])

        async def body(connection):
            row = await connection.fetchrow(self.sql["opportunity"], owner, wanted)
            people = await connection.fetch(self.sql["people"], owner, wanted)
            events = await connection.fetch(self.sql["events"], owner, wanted)
            return row, people, events

        row, people, events = await self.transaction(state["token"], body)
        if row is None:
            raise KeyError("not_found")
        view = members(OPPORTUNITY, row)
        view["people"] = [dict(person) for person in people]
        view["timeline"] = [dict(event) for event in events]
        return view

    async def interview_list(self, state, params):
        limit = params.get("limit", 50)

        async def body(connection):
            return await connection.fetch(self.sql["interviews"], state["account"], LAST, limit + 1, None, None)

        items = {}
        for row in await self.transaction(state["token"], body):
            item = items.get(row[0])
            if item is None:
                item = items[row[0]] = members(INTERVIEW, row)
                item["interviewers"] = []
            if row[13] is not None:
                item["interviewers"].append(dict(zip(INTERVIEWER, row[13:])))
        return {"items": list(items.values())[:limit]}

    async def dashboard_get(self, state, params):
        owner, now = state["account"], datetime.now(timezone.utc)

        async def body(connection):
            found = []
            for place in range(DASHBOARD):
                sql = self.sql[f"dashboard {place}"]
                given = [now.date() if "$2::date" in sql else now] if "$2" in sql else []
                found.append(await connection.fetch(sql, owner, *given))
            return found

        found = await self.transaction(state["token"], body)
        return {"at": now, "parts": [[dict(row) for row in rows] for rows in found]}

    async def capture_record(self, state, params):
        owner, interview = state["account"], uuid.UUID(params["interview"])
        digest = hashlib.sha256(orjson.dumps(params)).digest()
        key = uuid.UUID(params["idempotencyKey"])
        askings = params["askings"]
        answers = [asking.get("answer") or {} for asking in askings]
        ids = [uuid.UUID(asking["id"]) for asking in askings]
        columns = [
            ids,
            [None for _ in askings],
            [asking["text"] for asking in askings],
            [uuid.UUID(asking["person"]) for asking in askings],
            [datetime.fromisoformat(asking["askedAt"].replace("Z", "+00:00")) for asking in askings],
            [asking["outcome"] for asking in askings],
            [uuid.UUID(answer["id"]) for answer in answers],
            [answer["body"] for answer in answers],
            [answer["specificity"] for answer in answers],
            [answer["captured"] for answer in answers],
        ] + [[None for _ in askings] for _ in range(5)]

        async def body(connection):
            await connection.fetchrow(self.sql["earlier"], owner, key)
            if await connection.fetchrow(self.sql["locked"], owner, interview) is None:
                raise KeyError("not_found")
            written = await connection.fetch(self.sql["record"], owner, interview, *columns)
            await connection.fetch(self.sql["stored"], owner, ids)
            await connection.fetchrow(self.sql["count"], owner, interview)
            result = {"written": len(written), "askings": ids}
            await connection.execute(self.sql["keep"], owner, key, "capture.record", digest, orjson.dumps(result, default=str))
            return result

        return await self.transaction(state["token"], body)

    async def hello(self, state, params):
        secret = params["token"].removeprefix("tw1_")
        token = hashlib.sha256(base64.urlsafe_b64decode(secret + "=" * (-len(secret) % 4))).hexdigest()
        async with self.pool.acquire() as connection, connection.transaction():
            await connection.execute("SELECT sec.enter($1, $2)", "tw_candidate", token)
            state["account"] = await connection.fetchval("SELECT sec.uid()")
        state["token"] = token
        return {"protocol": 1}

    methods = {
        "session.hello": hello,
        "opportunity.get": opportunity_get,
        "interview.list": interview_list,
        "dashboard.get": dashboard_get,
        "capture.record": capture_record,
    }

    async def answer(self, state, call):
        try:
            result = await self.methods[call["method"]](self, state, call["params"])
            return {"jsonrpc": "2.0", "result": result, "id": call["id"]}
        except Exception as error:
            return {"jsonrpc": "2.0", "error": {"code": 1, "message": str(error)}, "id": call.get("id")}

    async def serve(self, reader, writer):
        state = {}
        try:
            while line := await reader.readline():
                call = orjson.loads(line)
                if isinstance(call, list):
                    reply = [await self.answer(state, one) for one in call]
                else:
                    reply = await self.answer(state, call)
                writer.write(orjson.dumps(reply, default=str) + b"\n")
                await writer.drain()
        except ConnectionError:
            pass
        finally:
            writer.close()


async def main(port, folder, path):
    with open(path, "rb") as file:
        statements = orjson.loads(file.read())
    pool = await asyncpg.create_pool(
        host=folder,
        user="tw_app",
        database="twoway",
        min_size=4,
        max_size=8,
        server_settings={"search_path": "pg_catalog, tw, pg_temp"},
    )
    peer = Peer(pool, statements)
    server = await asyncio.start_server(peer.serve, "127.0.0.1", port, limit=1 << 20, reuse_port=True, backlog=1024)
    print("listening", flush=True)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    # As many processes as the machine has cores: one would leave the others idle.
    for _ in range((os.cpu_count() or 1) - 1):
        if os.fork() == 0:
            break
    uvloop.run(main(int(sys.argv[1]), sys.argv[2], sys.argv[3]))
