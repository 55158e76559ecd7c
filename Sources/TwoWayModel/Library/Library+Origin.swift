extension Library.Origin {
    /// The credit for a version that a new library starts as a copy of.
    ///
    /// It names those before, too, if the original is a copy itself and there is room for them.
    public init(of library: Library, version: Int, author: Title, _ document: LibraryDocument) {
        let licence = document.licence.map { $0.trimmingWhitespace() } ?? ""
        let words =
            "\u{201C}\(document.title)\u{201D} by \(author), version \(version), "
            + (licence.isEmpty ? "no licence named" : licence)
        let chain = library.forkedFrom.map { "\(words); after \($0.credit)" } ?? words
        let credit = chain.utf8.count <= Line.maximumBytes ? chain : words
        self.init(library: library.id, version: version, credit: Line(unchecked: credit))
    }
}
