import JSONRPC
import TwoWayModel

/// The answers that are asked for most, written without `Encodable`.
extension Page: JSONWritable where Item: JSONWritable {
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("items", items)
        writer.member("nextCursor", nextCursor)
        writer.endObject()
    }
}

extension Interview: JSONWritable {
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", id)
        writer.member("opportunity", opportunity)
        writer.member("round", round)
        writer.member("title", title)
        writer.member("format", format)
        writer.member("scheduledStart", scheduledStart)
        writer.member("scheduledEnd", scheduledEnd)
        writer.member("timeZone", timeZone)
        writer.member("localStart", localStart)
        writer.member("questionMinutes", questionMinutes)
        writer.member("state", state)
        writer.member("interviewers", interviewers)
        writer.member("revision", revision)
        writer.member("updatedAt", updatedAt)
        writer.endObject()
    }
}

extension Interviewer: JSONWritable {
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("person", person)
        writer.member("name", name)
        writer.member("role", role)
        writer.endObject()
    }
}

extension OpportunityView: JSONWritable {
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", id)
        writer.member("owner", owner)
        writer.member("jobSearch", jobSearch)
        writer.member("organisation", organisation)
        writer.member("organisationName", organisationName)
        writer.member("title", title)
        writer.member("functionName", functionName)
        writer.member("stage", stage?.rawValue)
        writer.member("closedReason", closedReason?.rawValue)
        writer.member("mergedInto", mergedInto)
        writer.member("posting", posting)
        writer.member("location", location)
        writer.member("workMode", workMode?.rawValue)
        if let pay { writer.member("pay", pay) }
        writer.member("offerDeadline", offerDeadline)
        writer.member("futureSupervisor", futureSupervisor)
        if let people { writer.member("people", people) }
        if let timeline { writer.member("timeline", timeline) }
        if let revision { writer.member("revision", revision) }
        writer.member("updatedAt", updatedAt)
        writer.member("snapshotAt", snapshotAt)
        writer.endObject()
    }
}

extension PayRange: JSONWritable {
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("low", low)
        writer.member("high", high)
        writer.member("currency", currency)
        writer.member("period", period)
        writer.endObject()
    }
}

extension PersonView: JSONWritable {
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", id)
        writer.member("name", name)
        writer.member("jobTitle", jobTitle)
        writer.member("role", role)
        writer.member("futureSupervisor", futureSupervisor)
        writer.endObject()
    }
}

extension StageEvent: JSONWritable {
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("from", from?.rawValue)
        writer.member("to", to)
        writer.member("reason", reason?.rawValue)
        writer.member("note", note)
        writer.member("at", at)
        writer.endObject()
    }
}

extension JSONWriter {
    fileprivate mutating func member<Entity>(_ name: StaticString, _ value: ID<Entity>) {
        plain(name, value.rawValue)
    }

    fileprivate mutating func member<Entity>(_ name: StaticString, _ value: ID<Entity>?) {
        if let value { plain(name, value.rawValue) }
    }

    fileprivate mutating func member(_ name: StaticString, _ value: Timestamp) {
        plain(name, value)
    }

    fileprivate mutating func member(_ name: StaticString, _ value: Timestamp?) {
        if let value { plain(name, value) }
    }

    fileprivate mutating func member(_ name: StaticString, _ value: LocalDateTime?) {
        if let value { plain(name, value) }
    }

    fileprivate mutating func member(_ name: StaticString, _ value: some TextValue) {
        member(name, value.text)
    }

    fileprivate mutating func member(_ name: StaticString, _ value: (some TextValue)?) {
        if let value { member(name, value.text) }
    }

    private mutating func plain<Value: PlainText>(_ name: StaticString, _ value: Value) {
        self.name(name)
        plainString(capacity: Value.maximumBytes, value.write(into:))
    }
}
