"""The server under test, and a client of somebody else's to talk to it: aiorpcX, lines of JSON over TCP."""

import asyncio
import contextlib
import functools
import json
import os
import pathlib
import subprocess

import aiorpcx
import jsonschema

PORT = int(os.environ["TWOWAY_TEST_PORT"])
SCHEMA_FOLDER = pathlib.Path(__file__).resolve().parents[2] / "Schema"
CONTRACT = json.loads((SCHEMA_FOLDER / "openrpc.json").read_text(encoding="utf-8"))
PASSWORD = "lantern quartz umbrella riverbed"
METHODS = {method["name"]: method for method in CONTRACT["methods"]}


def invitation(role: str) -> str:
    """A code that opens an account, made by the management command."""
    command = [os.environ["TWOWAY_TEST_ADMIN"], "invitation", "create", "--role", role, "--code-only"]
    command += ["--data-folder", os.environ["TWOWAY_TEST_DATA"]]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def validator(schema: dict) -> jsonschema.Draft7Validator:
    """A validator of one schema of the contract, which may refer to the others."""
    whole = {"allOf": [schema], "components": CONTRACT["components"]}
    return jsonschema.Draft7Validator(whole, format_checker=jsonschema.FormatChecker())


class Client:
    """One connection that has said hello; every answer has to fit the schema that the contract gives for it."""

    def __init__(self, session: aiorpcx.RPCSession):
        self.session = session

    async def call(self, method: str, **params):
        result = await self.session.send_request(method, params)
        validator(METHODS[method]["result"]["schema"]).validate(result)
        return result


@contextlib.asynccontextmanager
async def connection():
    """A connection of aiorpcX: its framer of lines, its JSON-RPC 2.0."""
    framer = aiorpcx.NewlineFramer(max_size=4 << 20)
    async with aiorpcx.connect_rs("127.0.0.1", PORT, framer=framer) as session:
        client = Client(session)
        await client.call("session.hello", protocol={"min": 1, "max": 1}, client="aiorpcX")
        yield client


async def sign_up(client: Client, name: str, role: str) -> dict:
    """Opens an account with a code and signs the connection in."""
    return await client.call(
        "account.activate",
        code=invitation(role),
        email=f"{name}@example.org",
        displayName=name,
        password=PASSWORD,
    )


def bounded(test):
    """Runs an asynchronous test to its end, or gives it up."""

    @functools.wraps(test)
    def run(self):
        async def limited():
            await asyncio.wait_for(test(self), timeout=120)

        asyncio.run(limited())

    return run
