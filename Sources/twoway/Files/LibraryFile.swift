import TwoWayModel

/// A library in a file, in the form that its name tells or that is asked for.
struct LibraryFile {
    let path: String
    let document: LibraryDocument
    private let yaml: YAMLFile?

    init(path: String, format: LibraryFormat? = nil) throws(CommandFailure) {
        self.path = path
        let form = format ?? LibraryFormat(path: path)
        let text = try InputFile.text(path, atMost: YAMLFile.maximumBytes)
        if form == .yaml {
            let file = try YAMLFile(path: path, text: text)
            document = try file.decode(LibraryDocument.self)
            yaml = file
        } else {
            document = try form.document(from: text, path: path)
            yaml = nil
        }
    }

    /// The keys of dimensions that the document names, for checks that cannot know the catalogue.
    var namedDimensions: Set<String> {
        Set(document.topics.flatMap { $0.questions.flatMap { $0.dimensions ?? [] } })
    }

    /// The line of a finding, where the file's form tells.
    func line(of finding: Finding) -> Int? {
        yaml?.line(of: finding.path)
    }
}
