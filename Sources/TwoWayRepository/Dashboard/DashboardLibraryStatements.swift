import TwoWayModel

/// How many overlays wait for a decision.
public struct OverlayCounts: Sendable {
    public let conflicts: Int
    public let dormant: Int
}

extension Statement where Input == DashboardQuestion, Output == DashboardEntry<WaitingUpgrade> {
    /// Libraries that have a newer version than the one followed.
    public static let dashboardUpgrades = Statement(
        name: "dashboard_upgrades",
        sql: """
            SELECT count(*) OVER (), s.id, l.id, l.title, s.pinned_version, l.latest_version
            FROM subscription s
            JOIN library l ON l.owner_id = s.library_owner_id AND l.id = s.library_id
            WHERE s.owner_id = $1 AND s.state = 'active' AND l.latest_version > s.pinned_version
            ORDER BY s.id LIMIT 20
            """,
        bind: { [.id($0.owner)] },
        decode: { row throws(RowError) in
            try DashboardEntry(row: &row) { row throws(RowError) in
                WaitingUpgrade(
                    subscription: try row.id(),
                    library: try row.id(),
                    title: try row.checked(),
                    pinned: try row.int(),
                    latest: try row.int()
                )
            }
        }
    )
}

extension Statement where Input == DashboardQuestion, Output == OverlayCounts {
    /// Overlays of libraries that are followed, as far as they wait for a decision.
    public static let dashboardOverlays = Statement(
        name: "dashboard_overlays",
        sql: """
            SELECT count(*) FILTER (WHERE v.state = 'conflict'), count(*) FILTER (WHERE v.state = 'dormant')
            FROM subscription s
            JOIN overlay v ON v.owner_id = s.owner_id AND v.subscription_id = s.id AND v.state IN ('conflict', 'dormant')
            WHERE s.owner_id = $1 AND s.state <> 'cancelled' AND NOT v.hidden
            """,
        bind: { [.id($0.owner)] },
        decode: { row throws(RowError) in OverlayCounts(conflicts: try row.int(), dormant: try row.int()) }
    )
}
