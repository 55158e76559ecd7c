import Mustache

/// The sheet as one HTML page to print, with nothing to load and nothing to run.
extension SheetRenderer {
    private static let template = Result { try MustacheTemplate(string: sheetTemplate) }

    func html() throws(ServiceFailure) -> String {
        do {
            // The template escapes every value, since its syntax for raw ones occurs nowhere in it.
            return try Self.template.get().render(context)
        } catch {
            throw .unexpected("the sheet's template cannot be read: \(error)")
        }
    }

    private var context: [String: Any] {
        [
            "organisation": organisation.separatingMarks,
            "opportunity": opportunity.separatingMarks,
            "interview": interview.separatingMarks,
            "meeting": meeting,
            "time": time,
            "hasInterviewers": !interviewers.isEmpty,
            "interviewers": interviewers.joined(separator: ", ").separatingMarks,
            "extent": extent,
            "isOverTime": isOverTime,
            "hasTalkingPoints": !talkingPoints.isEmpty,
            "talkingPoints": talkingPoints.map(\.separatingMarks),
            "notes": Self.notes,
            "isEmpty": questions.isEmpty,
            "questions": questions.map(\.context),
        ]
    }
}

extension SheetRenderer.Question {
    fileprivate var context: [String: Any] {
        [
            "number": String(number),
            "text": text.separatingMarks,
            "isAsked": isAsked,
            "isMustAsk": isMustAsk,
            "hasPerson": person != nil,
            "person": (person ?? "").separatingMarks,
            "minutes": String(minutes),
            "hasHints": !hints.isEmpty,
            "hints": hints.map { hint -> [String: Any] in
                ["heading": hint.heading, "points": hint.points.joined(separator: "\u{A0}/ ").separatingMarks]
            },
        ]
    }
}

extension String {
    /// The text with a word joiner (U+2060) between a mark of HTML and a letter that combines with it.
    ///
    /// The template's engine escapes whole characters, and would take the two for one that needs no escape.
    fileprivate var separatingMarks: String {
        var separated = String.UnicodeScalarView()
        var isAfterMark = false
        for scalar in unicodeScalars {
            if isAfterMark && !scalar.isASCII { separated.append("\u{2060}") }
            separated.append(scalar)
            isAfterMark = "<>&\"'".unicodeScalars.contains(scalar)
        }
        return String(separated)
    }
}
