import Foundation

/// What a process has used so far, as Linux tells it.
struct ProcessUse: Sendable {
    /// Seconds of processor time, in and out of the kernel; counted in hundredths.
    var processor: Double
    /// KiB resident now.
    var memory: Int
    /// KiB resident at the most since the start or ``forgetPeak(of:)``.
    var peakMemory: Int

    init?(_ processID: Int32) {
        guard let stat = try? String(contentsOfFile: "/proc/\(processID)/stat", encoding: .utf8),
            let name = stat.lastIndex(of: ")"),
            let status = try? String(contentsOfFile: "/proc/\(processID)/status", encoding: .utf8)
        else { return nil }
        let fields = stat[stat.index(after: name)...].split(separator: " ")
        guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else { return nil }
        processor = (user + system) / 100
        memory = Self.value("VmRSS", of: status)
        peakMemory = Self.value("VmHWM", of: status)
    }

    /// Lets the count of the most memory begin again.
    static func forgetPeak(of processID: Int32) {
        try? Data("5".utf8).write(to: URL(filePath: "/proc/\(processID)/clear_refs"))
    }

    private static func value(_ name: String, of status: String) -> Int {
        let line = status.split(separator: "\n").first { $0.hasPrefix(name + ":") }
        return line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0
    }
}
