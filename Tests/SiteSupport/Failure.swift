import Foundation

/// What stops the run, told to the person who started it.
package struct Failure: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}

/// Tells on standard error how far the run is, with the time that has passed.
package struct RunProgress: Sendable {
    private let begin = ContinuousClock.now

    package init() {}

    package func say(_ text: String) {
        let seconds = (ContinuousClock.now - begin).components.seconds
        let time = "\(seconds / 60):\(seconds % 60 < 10 ? "0" : "")\(seconds % 60)"
        try? FileHandle.standardError.write(contentsOf: Data("\(time)  \(text)\n".utf8))
    }
}
