/// One query that looks for what a rule of DOMAIN.md forbids.
///
/// Checks are values: the management command runs them, `Schema/checks.md` is written from them, and a test breaks each
/// rule on purpose and expects its check to say so. What a check can answer is fixed by how it is run: ids and numbers of
/// rows, or names of tables, columns and roles, never what stands in a row (R21).
public struct RuleCheck: Sendable {
    /// What the offenders of a query are.
    enum Kind: Sendable {
        /// Columns: the owner's id, the row's id, a number that tells rows of the same ids apart.
        case rows
        /// Columns: the catalogue, the object in it, the column of that object, as `pg_describe_object` takes them.
        case catalogue
        /// Every foreign key of the schema, read from the catalogue.
        case links
        /// Every CHECK of the schema, read from the catalogue.
        case constraints
        /// Computed anew by the services, since SQL cannot; there is no query.
        case computed
    }

    /// Such as `R7`.
    public let rule: String
    /// Unique, for scripts and tests.
    public let name: String
    /// A sentence: what holds when nothing is found.
    public let holds: String
    /// A sentence: what the check cannot see; nil when it sees all of it.
    public let beyond: String?
    let kind: Kind
    /// How many rows, or objects of the schema, are looked at.
    let looked: StaticString
    let offenders: StaticString

    static func rows(
        _ rule: String,
        _ name: String,
        _ holds: String,
        beyond: String? = nil,
        looked: StaticString,
        offenders: StaticString
    ) -> RuleCheck {
        RuleCheck(
            rule: rule,
            name: name,
            holds: holds,
            beyond: beyond,
            kind: .rows,
            looked: looked,
            offenders: offenders
        )
    }

    static func catalogue(
        _ rule: String,
        _ name: String,
        _ holds: String,
        beyond: String? = nil,
        looked: StaticString,
        offenders: StaticString
    ) -> RuleCheck {
        RuleCheck(
            rule: rule,
            name: name,
            holds: holds,
            beyond: beyond,
            kind: .catalogue,
            looked: looked,
            offenders: offenders
        )
    }

    /// A check of the whole schema, or one that the services compute.
    static func special(
        _ rule: String,
        _ name: String,
        _ holds: String,
        beyond: String? = nil,
        kind: Kind
    ) -> RuleCheck {
        RuleCheck(rule: rule, name: name, holds: holds, beyond: beyond, kind: kind, looked: "", offenders: "")
    }
}

extension RuleCheck {
    /// Every check, rule by rule.
    public static let all =
        reading + libraries + questions + priorities + opportunities + interviews + evidence + arithmetic + decisions
        + sharing + administration + writing

    /// How many offenders of one check are named.
    public static let named = 20

    /// Whether the services compute it, since SQL cannot.
    public var isComputed: Bool { kind == .computed }

    /// The rules that have to have a check.
    public static let rules = (1...24).map { "R\($0)" }
}

/// What a check has found.
public struct RuleFinding: Sendable {
    public let check: RuleCheck
    /// Rows or objects of the schema that were looked at.
    public let looked: Int
    public let offenders: Int
    /// The first offenders: ids, or names of the schema.
    public let examples: [String]

    public init(_ check: RuleCheck, looked: Int, offenders: Int, examples: [String]) {
        self.check = check
        self.looked = looked
        self.offenders = offenders
        self.examples = examples
    }

    public var isClean: Bool { offenders == 0 }
}

extension RuleCheck {
    /// All checks as a page for people, `Schema/checks.md`.
    public static var page: String {
        let head = """
            # What `twoway-admin verify` checks

            Written from `RuleCheck.all`; `UPDATE_CHECKS=1` lets the test of the same name write it anew.

            | rule | check | holds when nothing is found | what it cannot see |
            |---|---|---|---|

            """
        return head
            + all.map { "| \($0.rule) | `\($0.name)` | \($0.holds) | \($0.beyond ?? "") |\n" }.joined()
    }
}
