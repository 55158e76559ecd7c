import JSONRPC
import Testing

/// Schemas made from types.
struct SchemaTests {
    enum Stage: String, Codable, CaseIterable, JSONSchemaDescribable {
        case open
        case onHold = "on_hold"
    }

    enum Colour: String, Codable, CaseIterable {
        case red
    }

    struct Identifier<Entity>: Codable, JSONSchemaDescribable {
        var text: String

        init(text: String) {
            self.text = text
        }

        init(from decoder: any Decoder) throws {
            text = try decoder.singleValueContainer().decode(String.self)
            guard text.utf8.count == 36 else {
                throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "must be a UUID"))
            }
        }

        static var jsonSchema: JSONSchema { JSONSchema(type: "string", format: "uuid") }
        static var schemaExample: Self { Self(text: "00000000-0000-0000-0000-000000000000") }
    }

    struct Score: RawRepresentable, Codable {
        var rawValue: Int
    }

    struct Opportunity: Codable {
        var id: Identifier<Opportunity>
        var stage: Stage
        var previous: Stage?
        var colour: Colour
        var title: String
        var score: Score
        var weight: Double?
        var tags: [String]
        var parts: [Part]
        var counts: [String: UInt8]
        var body: RawJSON
        var maybe: [Int?]
        var isOpen: Bool

        struct Part: Codable {
            var name: String
            var children: [Part]?
        }
    }

    struct Page<Item: Codable>: Codable {
        var items: [Item]
        var nextCursor: String?
    }

    struct Edit: Codable {
        var revision: Int
        var note: Patch<String> = .unchanged
        var stage: Patch<Stage> = .unchanged
        var parts: Patch<[Opportunity.Part]> = .unchanged
    }

    struct Nothing: Codable {}

    private func describe<T: Decodable>(_ type: T.Type) throws -> (schema: String, components: String) {
        var components = JSONSchemaComponents()
        let schema = try JSONSchema.describing(type, into: &components)
        return (try encode(schema), try encode(components))
    }

    private static let part = """
        {"type":"object","properties":{"name":{"type":"string"},"children":{"type":"array","items":\
        {"$ref":"#/components/schemas/SchemaTestsOpportunityPart"}}},"required":["name"],"additionalProperties":false}
        """

    private static let stage = #"{"type":"string","enum":["open","on_hold"]}"#

    @Test func `a page of structs becomes components in the order of their members`() throws {
        let (schema, components) = try describe(Page<Opportunity>.self)
        #expect(schema == ##"{"$ref":"#/components/schemas/SchemaTestsPageOfSchemaTestsOpportunity"}"##)
        let opportunity = """
            {"type":"object","properties":{"id":{"type":"string","format":"uuid"},\
            "stage":{"$ref":"#/components/schemas/SchemaTestsStage"},\
            "previous":{"$ref":"#/components/schemas/SchemaTestsStage"},\
            "colour":{"$ref":"#/components/schemas/SchemaTestsColour"},\
            "title":{"type":"string"},"score":{"type":"integer"},"weight":{"type":"number"},\
            "tags":{"type":"array","items":{"type":"string"}},\
            "parts":{"type":"array","items":{"$ref":"#/components/schemas/SchemaTestsOpportunityPart"}},\
            "counts":{"type":"object","additionalProperties":{"type":"integer","minimum":0,"maximum":255}},\
            "body":{},"maybe":{"type":"array","items":{"type":["integer","null"]}},"isOpen":{"type":"boolean"}},\
            "required":["id","stage","colour","title","score","tags","parts","counts","body","maybe","isOpen"],\
            "additionalProperties":false}
            """
        let page = """
            {"type":"object","properties":{"items":{"type":"array","items":\
            {"$ref":"#/components/schemas/SchemaTestsOpportunity"}},"nextCursor":{"type":"string"}},\
            "required":["items"],"additionalProperties":false}
            """
        #expect(
            components == """
                {"SchemaTestsColour":{"type":"string","enum":["red"]},"SchemaTestsOpportunity":\(opportunity),\
                "SchemaTestsOpportunityPart":\(Self.part),\
                "SchemaTestsPageOfSchemaTestsOpportunity":\(page),"SchemaTestsStage":\(Self.stage)}
                """
        )
    }

    @Test func `patches are optional and may be null`() throws {
        let (_, components) = try describe(Edit.self)
        let edit = """
            {"type":"object","properties":{"revision":{"type":"integer"},"note":{"type":["string","null"]},\
            "stage":{"anyOf":[{"$ref":"#/components/schemas/SchemaTestsStage"},{"type":"null"}]},\
            "parts":{"type":["array","null"],"items":{"$ref":"#/components/schemas/SchemaTestsOpportunityPart"}}},\
            "required":["revision"],"additionalProperties":false}
            """
        #expect(
            components
                == #"{"SchemaTestsEdit":\#(edit),"SchemaTestsOpportunityPart":\#(Self.part),"SchemaTestsStage":\#(Self.stage)}"#
        )
    }

    @Test func `params are described in place`() throws {
        var components = JSONSchemaComponents()
        let schema = try JSONSchema.inline(Edit.self, into: &components)
        #expect(schema.properties.map(\.name) == ["revision", "note", "stage", "parts"])
        #expect(schema.required == ["revision"])
        #expect(components.schemas.keys.sorted() == ["SchemaTestsOpportunityPart", "SchemaTestsStage"])
        #expect(components.resolve(.reference(to: "SchemaTestsStage")).enumeration == ["open", "on_hold"])
    }

    @Test func `plain types stay in place`() throws {
        #expect(try describe([Int].self).schema == #"{"type":"array","items":{"type":"integer"}}"#)
        #expect(
            try describe([String: [Bool]].self).schema
                == #"{"type":"object","additionalProperties":{"type":"array","items":{"type":"boolean"}}}"#
        )
        #expect(try describe(String?.self).schema == #"{"type":["string","null"]}"#)
        #expect(try describe(RawJSON.self).schema == "{}")
        #expect(try describe([Int].self).components == "{}")
    }

    @Test func `a type without members is an object without members`() throws {
        #expect(
            try describe(Nothing.self).components
                == #"{"SchemaTestsNothing":{"type":"object","additionalProperties":false}}"#
        )
    }

    @Test func `a description is the same every time`() throws {
        var components = JSONSchemaComponents()
        let first = try JSONSchema.describing(Page<Opportunity>.self, into: &components)
        let before = try encode(components)
        let second = try JSONSchema.describing(Page<Opportunity>.self, into: &components)
        #expect(first == second)
        #expect(try encode(components) == before)
    }

    @Test func `two types of one name are an error`() throws {
        struct Local: Codable { var a: Int }
        func other() -> any Decodable.Type {
            struct Local: Codable { var b: Int }
            return Local.self
        }
        var components = JSONSchemaComponents()
        _ = try JSONSchema.describing(Local.self, into: &components)
        let error = #expect(throws: JSONSchemaError.self) { try JSONSchema.describing(other(), into: &components) }
        #expect(error?.reason.hasPrefix("shares the name") == true)
    }

    @Test func `a type that refuses made-up values has to describe itself`() {
        struct Picky: Decodable {
            init(from decoder: any Decoder) throws {
                let text = try decoder.singleValueContainer().decode(String.self)
                guard text == "right" else {
                    throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "wrong"))
                }
            }
        }
        struct Holder: Decodable { var picky: Picky }
        var components = JSONSchemaComponents()
        let error = #expect(throws: JSONSchemaError.self) { try JSONSchema.describing(Holder.self, into: &components) }
        #expect(error?.typeName.hasSuffix("Picky") == true)
    }

    @Test func `every keyword is written in a fixed order`() throws {
        var schema = JSONSchema(type: "string", format: "date", description: "A day.")
        schema.title = "Day"
        schema.minLength = 10
        schema.maxLength = 10
        schema.pattern = #"^\d{4}"#
        #expect(
            try encode(schema) == """
                {"title":"Day","description":"A day.","type":"string","format":"date","minLength":10,"maxLength":10,\
                "pattern":"^\\\\d{4}"}
                """
        )
        var number = JSONSchema(type: "integer")
        number.minimum = 1
        number.maximum = 2.5
        #expect(try encode(number.nullable) == #"{"type":["integer","null"],"minimum":1,"maximum":2.5}"#)
        #expect(number.nullable.nullable == number.nullable)
    }
}
