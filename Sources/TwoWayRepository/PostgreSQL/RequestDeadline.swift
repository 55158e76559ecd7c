/// When the request that a task works for has to be answered.
///
/// Whatever the task asks of the database ends by then, however many round trips it makes.
public enum RequestDeadline {
    @TaskLocal public static var instant: ContinuousClock.Instant?

    /// The time that is left of it, at most `limit`.
    static func remaining(atMost limit: Duration) -> Duration {
        guard let instant else { return limit }
        return max(.zero, min(limit, instant - .now))
    }
}
