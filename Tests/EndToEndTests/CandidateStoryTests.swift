import Testing

extension EndToEnd {
    /// A candidate's whole way by the program that people use, and nothing else.
    @Suite
    struct CandidateStoryTests {}
}

extension EndToEnd.CandidateStoryTests {
    @Test func `two opportunities with three interviews each are played from the first question to an offer`()
        async throws
    {
        try await Installation.with { installation in
            var story = try await CandidateStory.open(installation)
            try await story.sayWhatMatters()
            try await story.writeQuestions()
            try await story.noteEmployers()
            try await story.findOut()
            try await story.arrangeInterviews()
            try await story.prepareFirstTalk()
            try await story.talkWithoutConnection()
            try await story.closeFirstTalk()
            try await story.checkBeliefs()
            try await story.holdSecondAndThirdTalk()
            try await story.holdOtherTalks()
            try await story.upgradeLibrary()
            try await story.weighOffer()
            try await story.judge()
            #expect(try await story.server.terminate() == .exit(0))
        }
    }
}
