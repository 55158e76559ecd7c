import TwoWayModel

/// A library in a file, in the form that its name tells or that is asked for.
struct LibraryFile {
    let path: String
    let document: LibraryDocument
    private let yaml: YAMLFile?

    init(path: String, format: LibraryFormat? = nil) throws(CommandFailure) {
        self.path = path
        switch format ?? LibraryFormat(path: path) {
        case .markdown:
            let text = try InputFile.text(path, atMost: YAMLFile.maximumBytes)
            do {
                document = try LibraryDocument(markdown: text)
                yaml = nil
            } catch {
                throw CommandFailure("\(path) is not a library in Markdown.", details: [error.description])
            }
        case .csv:
            document = try LibraryDocument(csv: InputFile.text(path, atMost: YAMLFile.maximumBytes), path: path)
            yaml = nil
        case .json:
            document = try LibraryDocument(json: InputFile.text(path, atMost: YAMLFile.maximumBytes), path: path)
            yaml = nil
        case .yaml:
            let file = try YAMLFile(path: path)
            document = try file.decode(LibraryDocument.self)
            yaml = file
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
