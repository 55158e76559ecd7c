import Foundation
import TwoWayModel

/// Reads the model's values from columns, and writes them as parameters.
extension Row {
    mutating func id<Entity>(_ type: Entity.Type = Entity.self) throws(RowError) -> ID<Entity> {
        ID(try uuid())
    }

    mutating func optionalID<Entity>(_ type: Entity.Type = Entity.self) throws(RowError) -> ID<Entity>? {
        try optionalUUID().map { ID($0) }
    }

    mutating func ids<Entity>(_ type: Entity.Type = Entity.self) throws(RowError) -> [ID<Entity>] {
        try uuidArray().map { ID($0) }
    }

    mutating func time() throws(RowError) -> Timestamp {
        Timestamp(microseconds: try timestamp())
    }

    mutating func optionalTime() throws(RowError) -> Timestamp? {
        try optionalTimestamp().map { Timestamp(microseconds: $0) }
    }

    mutating func day() throws(RowError) -> Day {
        Day(daysSince1970: try date())
    }

    mutating func optionalDay() throws(RowError) -> Day? {
        try optionalDate().map { Day(daysSince1970: $0) }
    }

    /// A text that was checked before it was stored; the schema holds the same limits.
    mutating func checked<Text: CheckedText>(_ type: Text.Type = Text.self) throws(RowError) -> Text {
        Text(unchecked: try text())
    }

    mutating func optionalChecked<Text: CheckedText>(_ type: Text.Type = Text.self) throws(RowError) -> Text? {
        try optionalText().map { Text(unchecked: $0) }
    }

    /// A value that is one string in the database as it is on the wire.
    mutating func value<Value: TextValue>(_ type: Value.Type = Value.self) throws(RowError) -> Value {
        let text = try text()
        do {
            return try Value(text)
        } catch {
            throw rejected("\(Value.self)")
        }
    }

    mutating func optionalValue<Value: TextValue>(_ type: Value.Type = Value.self) throws(RowError) -> Value? {
        guard let text = try optionalText() else { return nil }
        do {
            return try Value(text)
        } catch {
            throw rejected("\(Value.self)")
        }
    }

    mutating func word<Word: RawRepresentable<String>>(_ type: Word.Type = Word.self) throws(RowError) -> Word {
        try text(as: type)
    }

    mutating func optionalWord<Word: RawRepresentable<String>>(
        _ type: Word.Type = Word.self
    ) throws(RowError) -> Word? {
        try optionalText(as: type)
    }
}

extension SQLValue {
    static func id<Entity>(_ id: ID<Entity>?) -> SQLValue { .uuid(id?.rawValue) }
    static func ids<Entity>(_ ids: [ID<Entity>]?) -> SQLValue { .uuidArray(ids.map { $0.map { $0.rawValue } }) }
    static func time(_ time: Timestamp?) -> SQLValue { .timestamp(time?.microseconds) }
    static func day(_ day: Day?) -> SQLValue { .date(daysSince1970: day?.daysSince1970) }
    static func value(_ value: (some TextValue)?) -> SQLValue { .text(value?.text) }
    static func word(_ word: (some RawRepresentable<String>)?) -> SQLValue { .text(word?.rawValue) }
}
