import TwoWayModel

extension Statement<Void, Dimension> {
    /// The catalogue in its order.
    public static let dimensions = Statement(
        name: "dimensions",
        sql: """
            SELECT key, title, summary, default_direction, default_target, boss_dependent, anchors FROM dimension
            ORDER BY position
            """,
        decode: { row throws(RowError) in
            Dimension(
                key: try row.text(),
                title: try row.text(),
                summary: try row.text(),
                defaultDirection: try row.word(),
                defaultTarget: try row.optionalDouble(),
                bossDependent: try row.bool(),
                anchors: try row.textArray()
            )
        }
    )
}
