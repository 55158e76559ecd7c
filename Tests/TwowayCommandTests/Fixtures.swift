import Foundation
import Testing
import TwoWayModel
import TwoWayProtocol

@testable import twoway

/// A folder of its own for one test, gone when the test is over.
final class TemporaryFolder {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("twoway-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func mode(of name: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")
        return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
    }

    func write(_ text: String, to name: String) throws -> String {
        let file = "\(path)/\(name)"
        try text.write(toFile: file, atomically: true, encoding: .utf8)
        return file
    }
}

extension Terminal {
    /// Somebody in front of a terminal of so many columns, without colours.
    static func screen(_ width: Int = 80) -> Terminal {
        Terminal(isInteractive: true, width: width, isColoured: false)
    }

    static let pipe = Terminal(isInteractive: false, width: 80, isColoured: false)
}

/// A failure's sentence, whatever was thrown.
func failure(of body: () throws -> Void) -> CommandFailure? {
    do {
        try body()
        return nil
    } catch {
        return error as? CommandFailure
    }
}

/// An id whose characters are known.
func id<Entity>(_ text: String) throws -> ID<Entity> {
    try #require(ID(text))
}

extension Interview {
    /// An interview with two people.
    static func example(state: State = .scheduled) throws -> Interview {
        Interview(
            id: .make(),
            opportunity: .make(),
            round: 1,
            title: try Title("First talk"),
            format: .video,
            timeZone: .utc,
            questionMinutes: 15,
            state: state,
            interviewers: [
                Interviewer(person: .make(), name: try Title("Dana Diaz"), role: .hiringManager),
                Interviewer(person: .make(), name: try Title("Sam Peer"), role: .peer),
            ],
            revision: 1,
            updatedAt: Timestamp(microseconds: 0)
        )
    }
}

extension PlanItem {
    static func example(
        _ text: String,
        key: String? = nil,
        library: ID<Library> = .make(),
        mustAsk: Bool = false,
        state: State = .planned,
        target: ID<Person>? = nil
    ) throws -> PlanItem {
        PlanItem(
            id: .make(),
            origin: key == nil ? .own : .library,
            source: try key.map { QuestionSource(library: library, version: 1, questionKey: try Slug($0)) },
            text: try Line(text),
            targetPerson: target,
            mustAsk: mustAsk,
            minutes: 3,
            state: state,
            priorities: []
        )
    }
}
