/// How large the parts of a library may be before it can be published; lengths are UTF-8 bytes.
public enum LibraryLimits {
    public static let title = 200
    public static let licence = 200
    public static let summary = 600
    public static let topicTitle = 120
    public static let text = 500
    public static let purpose = 800
    public static let listItem = 300
    /// Items of follow-ups, of what to listen for, of warning signs, of dimensions.
    public static let listItems = 8
    public static let topics = 60
    /// Questions of the whole library.
    public static let questions = 600
    /// All texts of the document together.
    public static let document = 512 * 1024
    public static let minutes = 1...30
    /// Findings of one check; the last one says that there are more.
    public static let findings = 500
}
