extension Statement<Void, Int> {
    /// Throws away what has outlived its use; answers how many rows went.
    public static let sweep = Statement(
        name: "sweep",
        sql: "SELECT sec.sweep()",
        decode: { row throws(RowError) in try row.int() }
    )
}
