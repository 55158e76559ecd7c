import Foundation

/// What stops the run, told to the person who started it.
struct Failure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

/// Tells on standard error how far the run is, with the time that has passed.
struct Progress: Sendable {
    private let begin = ContinuousClock.now

    func say(_ text: String) {
        let seconds = (ContinuousClock.now - begin).components.seconds
        let time = "\(seconds / 60):\(seconds % 60 < 10 ? "0" : "")\(seconds % 60)"
        try? FileHandle.standardError.write(contentsOf: Data("\(time)  \(text)\n".utf8))
    }
}
