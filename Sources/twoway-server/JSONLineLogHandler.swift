import Foundation
import JSONRPC
import Logging
import TwoWayModel

/// Writes each event as one JSON object on one line of standard error, so that no text can forge a line.
struct JSONLineLogHandler: LogHandler {
    let label: String
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]

    init(label: String, level: Logger.Level) {
        self.label = label
        logLevel = level
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("at")
        writer.string(Timestamp.now().text)
        writer.name("level")
        writer.string(event.level.rawValue)
        writer.name("label")
        writer.string(label)
        writer.name("message")
        writer.string(event.message.description)
        let all = metadata.merging(event.metadata ?? [:]) { _, new in new }
        for (name, value) in all.sorted(by: { $0.key < $1.key }) {
            writer.name(name)
            writer.string(value.description)
        }
        writer.endObject()
        // One write, so that the lines of several threads do not mix. A log that cannot be written, on a full disk for
        // instance, is no reason to stop serving.
        try? FileHandle.standardError.write(contentsOf: Data(writer.bytes + [UInt8(ascii: "\n")]))
    }
}
