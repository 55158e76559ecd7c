/// What was said as something that can be compared: a number with its unit, yes or no, or a day.
public struct AnswerValue: Codable, Sendable, Hashable {
    public enum Kind: String, Codable, CaseIterable, Sendable {
        case number
        case yesNo = "yes_no"
        case day
    }

    public var kind: Kind
    /// Present exactly with the kind number; within 10^15 of 0.
    public var number: Double?
    /// What the number counts, such as EUR a year; only with the kind number.
    public var unit: Title?
    /// Present exactly with the kind yes_no.
    public var yes: Bool?
    /// Present exactly with the kind day.
    public var day: Day?

    public init(kind: Kind, number: Double? = nil, unit: Title? = nil, yes: Bool? = nil, day: Day? = nil) {
        self.kind = kind
        self.number = number
        self.unit = unit
        self.yes = yes
        self.day = day
    }

    public static func number(_ number: Double, unit: Title? = nil) -> AnswerValue {
        AnswerValue(kind: .number, number: number, unit: unit)
    }

    public static func yesNo(_ yes: Bool) -> AnswerValue { AnswerValue(kind: .yesNo, yes: yes) }

    public static func day(_ day: Day) -> AnswerValue { AnswerValue(kind: .day, day: day) }
}

extension AnswerValue {
    /// Numbers further from 0 than this are nobody's answer.
    public static let largestNumber = 1e15

    /// Whether it has what its kind needs, and nothing else.
    public var isProper: Bool {
        switch kind {
        case .number: number.map { $0.magnitude <= Self.largestNumber } ?? false && yes == nil && day == nil
        case .yesNo: yes != nil && number == nil && unit == nil && day == nil
        case .day: day != nil && number == nil && unit == nil && yes == nil
        }
    }

    /// Whether both answer the same and not with the same; what is counted in other units cannot be compared.
    public func differs(from other: AnswerValue) -> Bool {
        guard kind == other.kind else { return false }
        switch kind {
        case .number: return unit?.text.lowercased() == other.unit?.text.lowercased() && number != other.number
        case .yesNo: return yes != other.yes
        case .day: return day != other.day
        }
    }
}
