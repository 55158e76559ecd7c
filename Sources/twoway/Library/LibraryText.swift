import TwoWayModel

/// A library to be read on a terminal.
struct LibraryText {
    private let document: LibraryDocument
    private let library: Library
    private let edition: String
    private let isFull: Bool

    init(_ document: LibraryDocument, library: Library, edition: String, isFull: Bool) {
        self.document = document
        self.library = library
        self.edition = edition
        self.isFull = isFull
    }

    func show(on output: Output) {
        output.say(StyledText(document.title, .strong))
        var facts = Facts()
        facts.add("Slug", Cell(library.slug))
        facts.add("By", Cell(library.ownerName))
        facts.add("Edition", Cell(edition))
        facts.add("Status", Cell(library.status))
        facts.add("Visible to", Cell(library.visibility))
        facts.add("Licence", Cell(document.licence ?? ""))
        facts.add("After", Cell(library.forkedFrom?.credit.text ?? ""))
        facts.add("Summary", Cell(document.summary ?? ""))
        facts.add("ID", Cell(shown: library.id.description, plain: library.id.description))
        output.facts(facts)
        for topic in document.topics {
            output.say("")
            output.say(
                StyledText(topic.title, .strong) + StyledText("  \(topic.key)", .faint)
                    + StyledText(topic.general == true ? "  for everybody" : "", .accent)
            )
            for question in topic.questions { show(question, on: output) }
        }
        if !isFull { output.note(StyledText("\nMore on each question: --full", .faint)) }
    }

    private func show(_ question: LibraryDocument.Question, on output: Output) {
        var remarks = [question.key]
        if let minutes = question.minutes { remarks.append("\(minutes) min") }
        if let kind = question.kind { remarks.append(kind.words) }
        if let audience = question.audience, !audience.isEmpty {
            remarks.append("ask " + audience.map(\.words).joined(separator: ", "))
        }
        if let dimensions = question.dimensions, !dimensions.isEmpty {
            remarks.append(dimensions.joined(separator: ", "))
        }
        output.paragraph(question.text, indent: 2)
        output.paragraph(remarks.joined(separator: " \u{00B7} "), indent: 4, .faint)
        guard isFull else { return }
        if let purpose = question.purpose { output.paragraph(purpose, indent: 4) }
        show("Follow up", question.followUps, on: output)
        show("Listen for", question.listenFor, on: output)
        show("Warning signs", question.warningSigns, on: output)
    }

    private func show(_ label: String, _ items: [String]?, on output: Output) {
        guard let items, !items.isEmpty else { return }
        output.paragraph("\(label):", indent: 4, .accent)
        for item in items { output.bullet(item, indent: 6) }
    }
}
