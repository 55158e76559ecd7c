import Foundation
import Testing

@testable import TwoWayModel

@Suite struct IDTests {
    private enum Thing {}

    @Test("an id is read in either case and written in lower case, as Foundation has it")
    func roundTrip() {
        for _ in 0..<200 {
            let uuid = UUID()
            #expect(ID<Thing>(uuid.uuidString)?.rawValue == uuid)
            #expect(ID<Thing>(uuid.uuidString.lowercased())?.rawValue == uuid)
            #expect(ID<Thing>(uuid).description == uuid.uuidString.lowercased())
        }
    }

    @Test(
        "what is not the 36 characters of a UUID is no id",
        arguments: [
            "", "01a226e7-8c41-7999-b237-3b941049966", "01a226e7-8c41-7999-b237-3b94104996620",
            "01a226e78c41-7999-b237-3b9410499662-", "01a226e7-8c41-7999-b237-3b941049966g",
            "01a226e7_8c41_7999_b237_3b9410499662", " 1a226e7-8c41-7999-b237-3b9410499662",
            "+1a226e7-8c41-7999-b237-3b9410499662", "01a226e7-8c41-7999-b237-3b94104996é",
            "{01a226e7-8c41-7999-b237-3b94104996}",
            "01a226e7-8c41-7999-b237-3b941049966\u{0}", "0x226e70-8c41-7999-b237-3b9410499662",
        ]
    )
    func refused(_ text: String) {
        #expect(ID<Thing>(text) == nil)
    }
}
