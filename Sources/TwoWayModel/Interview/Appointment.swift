/// An interview as it stands in a calendar, for others to see: neither questions nor notes.
public struct Appointment: Sendable, Hashable {
    public var interview: ID<Interview>
    public var title: Title
    public var organisation: Title
    /// Where the job is, for meetings on site.
    public var location: Title?
    public var format: Interview.Format
    public var start: Timestamp
    /// An hour after the start when nobody said.
    public var end: Timestamp?
    /// The zone in which the appointment was made.
    public var timeZone: TimeZoneName
    public var isCancelled: Bool
    public var revision: Revision
    public var updatedAt: Timestamp

    public init(
        interview: ID<Interview>,
        title: Title,
        organisation: Title,
        location: Title? = nil,
        format: Interview.Format,
        start: Timestamp,
        end: Timestamp? = nil,
        timeZone: TimeZoneName,
        isCancelled: Bool,
        revision: Revision,
        updatedAt: Timestamp
    ) {
        self.interview = interview
        self.title = title
        self.organisation = organisation
        self.location = location
        self.format = format
        self.start = start
        self.end = end
        self.timeZone = timeZone
        self.isCancelled = isCancelled
        self.revision = revision
        self.updatedAt = updatedAt
    }
}
