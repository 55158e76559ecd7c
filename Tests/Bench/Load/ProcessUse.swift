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
        guard let times = Times(processID),
            let status = try? String(contentsOfFile: "/proc/\(processID)/status", encoding: .utf8)
        else { return nil }
        processor = times.own
        memory = Self.value("VmRSS", of: status)
        peakMemory = Self.value("VmHWM", of: status)
    }

    /// Lets the count of the most memory begin again.
    static func forgetPeak(of processID: Int32) {
        try? Data("5".utf8).write(to: URL(filePath: "/proc/\(processID)/clear_refs"))
    }

    /// Seconds of processor time of a process and its children, with those that have ended.
    static func processor(ofFamily parent: Int32) -> Double? {
        while let times = Times(parent) {
            let others = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
            let children = others.compactMap { Int32($0) }.compactMap { Times($0) }.filter { $0.parent == parent }
            // A child that has ended meanwhile would be counted on neither side.
            guard let after = Times(parent), after.ended == times.ended else { continue }
            return children.reduce(times.own + times.ended) { $0 + $1.own }
        }
        return nil
    }

    /// What stands in `/proc/PID/stat`, in seconds.
    private struct Times {
        let parent: Int32
        let own: Double
        /// Of children that have ended.
        let ended: Double

        init?(_ processID: Int32) {
            guard let stat = try? String(contentsOfFile: "/proc/\(processID)/stat", encoding: .utf8),
                let name = stat.lastIndex(of: ")")
            else { return nil }
            let fields = stat[stat.index(after: name)...].split(separator: " ")
            let ticks = fields.dropFirst(11).prefix(4).compactMap { Double($0) }
            guard ticks.count == 4, let parent = Int32(fields[1]) else { return nil }
            self.parent = parent
            own = (ticks[0] + ticks[1]) / 100
            ended = (ticks[2] + ticks[3]) / 100
        }
    }

    private static func value(_ name: String, of status: String) -> Int {
        let line = status.split(separator: "\n").first { $0.hasPrefix(name + ":") }
        return line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0
    }
}
