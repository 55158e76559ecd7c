extension Statement<Void, Int> {
    /// Throws away a bite of what has outlived its use; answers how many rows went, 0 when nothing is left.
    public static let sweep = Statement(
        name: "sweep",
        sql: "SELECT sec.sweep() + sec.sweep_events()",
        decode: { row throws(RowError) in try row.int() }
    )
}
