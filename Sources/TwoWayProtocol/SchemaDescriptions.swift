import Foundation
import JSONRPC
import TwoWayModel

// How the model's values look on the wire, for the types whose shape their coding does not show.

extension ID: JSONSchemaDescribable {
    public static var jsonSchema: JSONSchema { JSONSchema(type: "string", format: "uuid") }
    public static var schemaExample: ID {
        ID(UUID(uuid: (0, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 0)))
    }
}

extension CheckedText {
    public static var jsonSchema: JSONSchema {
        var schema = JSONSchema(type: "string")
        schema.description = "At most \(maximumBytes) bytes of UTF-8\(allowsLines ? "" : ", one line")."
        schema.minLength = 1
        schema.maxLength = maximumBytes
        return schema
    }

    public static var schemaExample: Self { Self(unchecked: "text") }
}

extension Title: JSONSchemaDescribable {}
extension Line: JSONSchemaDescribable {}
extension Prose: JSONSchemaDescribable {}

extension Timestamp: JSONSchemaDescribable {
    public static var jsonSchema: JSONSchema {
        JSONSchema(type: "string", format: "date-time", description: "RFC 3339; answers are in UTC.")
    }
    public static var schemaExample: Timestamp { Timestamp(microseconds: 0) }
}

extension LocalDateTime: JSONSchemaDescribable {
    public static var jsonSchema: JSONSchema {
        JSONSchema(type: "string", description: "Date and time on a wall clock, such as 2026-05-04T09:30:00.")
    }
    public static var schemaExample: LocalDateTime { LocalDateTime(Timestamp(microseconds: 0), in: .utc) }
}

extension TimeZoneName: JSONSchemaDescribable {
    public static var jsonSchema: JSONSchema {
        JSONSchema(type: "string", description: "An IANA time zone, such as Europe/Berlin.")
    }
    public static var schemaExample: TimeZoneName { .utc }
}

extension EmailAddress: JSONSchemaDescribable {
    public static var jsonSchema: JSONSchema { JSONSchema(type: "string", format: "email") }
    public static var schemaExample: EmailAddress {
        get throws { try EmailAddress("anna@example.org") }
    }
}

extension Slug: JSONSchemaDescribable {
    public static var jsonSchema: JSONSchema {
        var schema = JSONSchema(type: "string")
        schema.pattern = "^[a-z0-9][a-z0-9-]{1,62}$"
        return schema
    }
    public static var schemaExample: Slug {
        get throws { try Slug("starter") }
    }
}

extension Day: JSONSchemaDescribable {
    public static var jsonSchema: JSONSchema {
        JSONSchema(type: "string", format: "date", description: "A day such as 2026-05-04.")
    }
    public static var schemaExample: Day { Day(daysSince1970: 0) }
}

extension StatisticsMonth: JSONSchemaDescribable {
    public static var jsonSchema: JSONSchema {
        var schema = JSONSchema(type: "string", description: "A calendar month in UTC, such as 2026-05.")
        schema.pattern = "^[0-9]{4}-(0[1-9]|1[0-2])$"
        return schema
    }
    public static var schemaExample: StatisticsMonth {
        get throws { try StatisticsMonth("2026-05") }
    }
}

extension LanguageTag: JSONSchemaDescribable {
    public static var jsonSchema: JSONSchema {
        JSONSchema(type: "string", description: "A BCP 47 language tag, such as en.")
    }
    public static var schemaExample: LanguageTag {
        get throws { try LanguageTag("en") }
    }
}

extension CurrencyCode: JSONSchemaDescribable {
    public static var jsonSchema: JSONSchema {
        var schema = JSONSchema(type: "string", description: "An ISO 4217 code, such as EUR.")
        schema.pattern = "^[A-Z]{3}$"
        return schema
    }
    public static var schemaExample: CurrencyCode {
        get throws { try CurrencyCode("EUR") }
    }
}

extension Role: JSONSchemaDescribable {}
extension Account.Status: JSONSchemaDescribable {}
extension Library.Visibility: JSONSchemaDescribable {}
extension Library.Status: JSONSchemaDescribable {}
extension Subscription.Policy: JSONSchemaDescribable {}
extension Subscription.State: JSONSchemaDescribable {}
extension QuestionKind: JSONSchemaDescribable {}
extension QuestionSubject: JSONSchemaDescribable {}
extension QuestionHorizon: JSONSchemaDescribable {}
extension Finding.Severity: JSONSchemaDescribable {}
extension JobSearch.State: JSONSchemaDescribable {}
extension Direction: JSONSchemaDescribable {}
extension WeightMode: JSONSchemaDescribable {}
extension PrioritySet.State: JSONSchemaDescribable {}
extension PriorityShift.Kind: JSONSchemaDescribable {}
extension InterviewerRole: JSONSchemaDescribable {}
extension WorkMode: JSONSchemaDescribable {}
extension PayRange.Period: JSONSchemaDescribable {}
extension Opportunity.Stage: JSONSchemaDescribable {}
extension Opportunity.ClosedReason: JSONSchemaDescribable {}
extension Interview.Format: JSONSchemaDescribable {}
extension Interview.State: JSONSchemaDescribable {}
extension PlanItem.Origin: JSONSchemaDescribable {}
extension PlanItem.State: JSONSchemaDescribable {}
extension Sheet.Format: JSONSchemaDescribable {}
extension Asking.Outcome: JSONSchemaDescribable {}
extension Answer.Captured: JSONSchemaDescribable {}
extension Scope: JSONSchemaDescribable {}
extension SourceClass: JSONSchemaDescribable {}
extension Specificity: JSONSchemaDescribable {}
extension EvidenceOrigin: JSONSchemaDescribable {}
extension Gate: JSONSchemaDescribable {}
extension Relationship.Status: JSONSchemaDescribable {}
extension ShareSubject: JSONSchemaDescribable {}
extension ShareField: JSONSchemaDescribable {}
extension Share.State: JSONSchemaDescribable {}
extension Overlay.State: JSONSchemaDescribable {}
extension UpgradeOutcome: JSONSchemaDescribable {}
extension ConflictResolution.Choice: JSONSchemaDescribable {}
extension QuestionField: JSONSchemaDescribable {}
extension Suggestion.State: JSONSchemaDescribable {}
extension Suggestion.Decision: JSONSchemaDescribable {}
extension LibraryDiff.Field: JSONSchemaDescribable {}
extension Certainty: JSONSchemaDescribable {}
extension AnsweredQuestion.Fate: JSONSchemaDescribable {}
extension Belief.State: JSONSchemaDescribable {}
extension Promise.State: JSONSchemaDescribable {}
extension FollowUp.Side: JSONSchemaDescribable {}
extension FollowUp.State: JSONSchemaDescribable {}
extension Doubt.Kind: JSONSchemaDescribable {}
extension UnaskedFate: JSONSchemaDescribable {}
extension Event.Kind: JSONSchemaDescribable {}
extension EventSubject.Kind: JSONSchemaDescribable {}
