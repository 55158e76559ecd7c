import Testing

@testable import TwoWayModel

struct LibraryOriginTests {
    private func library(credit: String? = nil) throws -> Library {
        Library(
            id: .numbered(1),
            owner: .numbered(2),
            ownerName: try Title("Kim"),
            slug: try Slug("good-questions"),
            title: try Title("Good questions"),
            language: try LanguageTag("en"),
            visibility: .public,
            status: .published,
            forkedFrom: try credit.map { credit throws(TextRefusal) in
                Library.Origin(library: .numbered(3), version: 1, credit: try Line(credit))
            },
            revision: 1,
            updatedAt: Timestamp(microseconds: 0)
        )
    }

    private func credit(of library: Library, licence: String?) throws -> String {
        var document = LibraryDocument.sound
        document.licence = licence
        return Library.Origin(of: library, version: 3, author: try Title("Kim"), document).credit.text
    }

    @Test func `credit names title, author, version and licence`() throws {
        let origin = Library.Origin(of: try library(), version: 3, author: try Title("Kim"), .sound)
        #expect(origin.library == .numbered(1))
        #expect(origin.version == 3)
        #expect(
            try credit(of: library(), licence: " CC-BY-4.0 ")
                == "\u{201C}Good questions\u{201D} by Kim, version 3, CC-BY-4.0"
        )
        #expect(
            try credit(of: library(), licence: " ")
                == "\u{201C}Good questions\u{201D} by Kim, version 3, no licence named"
        )
    }

    @Test func `credit goes on to the origin of the origin, as long as there is room`() throws {
        #expect(
            try credit(of: library(credit: "Older work"), licence: nil)
                == "\u{201C}Good questions\u{201D} by Kim, version 3, no licence named; after Older work"
        )
        let long = String(repeating: "x", count: 990)
        #expect(
            try credit(of: library(credit: long), licence: nil)
                == "\u{201C}Good questions\u{201D} by Kim, version 3, no licence named"
        )
    }
}
