import Foundation

/// What stands at the other end of an output: a person at a terminal, or a file or a program.
struct Terminal: Sendable, Hashable {
    /// Whether a person reads.
    var isInteractive: Bool
    /// Columns.
    var width: Int
    var isColoured: Bool

    /// Looks at a descriptor and at COLUMNS, NO_COLOR and TERM.
    init(descriptor: Int32, environment: [String: String] = ProcessInfo.processInfo.environment) {
        isInteractive = isatty(descriptor) == 1
        width = Self.width(of: descriptor) ?? environment["COLUMNS"].flatMap(Int.init).flatMap(Self.plausible) ?? 80
        let refusesColour = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
        isColoured = isInteractive && !refusesColour && environment["TERM"] != "dumb"
    }

    init(isInteractive: Bool, width: Int, isColoured: Bool) {
        self.isInteractive = isInteractive
        self.width = width
        self.isColoured = isColoured
    }

    private static func width(of descriptor: Int32) -> Int? {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 else { return nil }
        return plausible(Int(size.ws_col))
    }

    private static func plausible(_ columns: Int) -> Int? {
        (20...1000).contains(columns) ? columns : nil
    }
}
