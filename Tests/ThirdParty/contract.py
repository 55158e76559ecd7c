"""The contract as others read it: the packages openrpc and jsonschema."""

import copy
import unittest
import uuid

import jsonschema
import openrpc

from service import CONTRACT, METHODS, bounded, connection, sign_up, validator


def without_extensions(node):
    """The document without the members x-..., which are ours to add and the package's to ignore."""
    if isinstance(node, dict):
        return {name: without_extensions(value) for name, value in node.items() if not name.startswith("x-")}
    if isinstance(node, list):
        return [without_extensions(value) for value in node]
    return node


def schemas():
    """Every schema of the contract with a name for it."""
    yield from CONTRACT["components"]["schemas"].items()
    for method in CONTRACT["methods"]:
        for descriptor in method["params"] + [method["result"]]:
            yield f"{method['name']} {descriptor['name']}", descriptor["schema"]


def references(node):
    if isinstance(node, dict):
        if "$ref" in node:
            yield node["$ref"]
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


class ContractTests(unittest.TestCase):
    @bounded
    async def test_the_server_answers_the_document_that_is_kept(self):
        async with connection() as client:
            self.assertEqual(await client.session.send_request("rpc.discover"), CONTRACT)

    def test_openrpc_understands_every_member_of_it(self):
        model = openrpc.OpenRPC(**CONTRACT)
        self.assertEqual({method.name for method in model.methods}, set(METHODS))
        # The package drops what it does not know: what comes out again is what it has understood.
        understood = model.model_dump(mode="json", by_alias=True, exclude_unset=True)
        self.assertEqual(understood, without_extensions(CONTRACT))

    def test_every_schema_is_one(self):
        for name, schema in schemas():
            with self.subTest(name):
                jsonschema.Draft7Validator.check_schema(schema)

    def test_every_reference_leads_somewhere(self):
        found = set(references(CONTRACT))
        self.assertTrue(found)
        known = {f"#/components/schemas/{name}" for name in CONTRACT["components"]["schemas"]}
        self.assertEqual(found - known, set())

    def test_parameters_go_by_name_and_errors_have_kinds(self):
        for method in CONTRACT["methods"]:
            with self.subTest(method["name"]):
                self.assertEqual(method["paramStructure"], "by-name")
                names = [parameter["name"] for parameter in method["params"]]
                self.assertEqual(len(names), len(set(names)))
                for error in method["errors"]:
                    self.assertIsInstance(error["data"]["kind"], str)
                    self.assertIsInstance(error["data"]["retryable"], bool)

    @bounded
    async def test_the_schemas_tell_right_answers_from_wrong_ones(self):
        async with connection() as client:
            account = (await sign_up(client, f"contract-{uuid.uuid4().hex}", "candidate"))["account"]
            schema = validator(METHODS["account.me"]["result"]["schema"])
            self.assertEqual(await client.call("account.me"), account)
            for change in (
                lambda it: it.pop("id"),
                lambda it: it.update(id="not a UUID"),
                lambda it: it.update(createdAt="yesterday"),
                lambda it: it.update(status="asleep"),
                lambda it: it.update(roles="candidate"),
                lambda it: it.update(extra=1),
            ):
                wrong = copy.deepcopy(account)
                change(wrong)
                self.assertFalse(schema.is_valid(wrong), wrong)
