import JSONRPC
import TwoWayModel
import TwoWayProtocol
import TwoWaySite

/// Every call that changes nothing, asking for as much as there is.
extension Stage {
    func reads() throws -> [Case] {
        systemReads() + (try libraryReads()) + (try priorityReads()) + opportunityReads() + interviewReads()
            + sharingReads() + deskReads()
    }

    private func systemReads() -> [Case] {
        [
            .call(Server.Ping.self, "", NoParams(), on: candidate),
            .call(Server.Discover.self, "", NoParams(), on: candidate),
            Case(name: Sessions.Hello.name) { meter, _ in
                let caller = try await Caller(port: site.port)
                try await meter.call(
                    Sessions.Hello.self,
                    "with a token",
                    Caller.hello(token: anna.player.token),
                    on: caller
                )
                await caller.connection.close()
            },
            .list(Sessions.List.self, "", PageParams(), on: candidate),
            .call(Accounts.Me.self, "", NoParams(), on: candidate),
            .call(SecondFactors.Get.self, "", NoParams(), on: candidate),
            .call(Dimensions.List.self, "", NoParams(), on: candidate),
            .call(Dashboards.Get.self, "", NoParams(), on: candidate),
        ]
    }

    private func libraryReads() throws -> [Case] {
        [
            .list(Libraries.List.self, "", .init(), on: coach),
            .list(Libraries.Discover.self, "", .init(), on: candidate),
            .list(Libraries.Discover.self, "text", .init(text: try Line("streets")), on: candidate),
            .call(Libraries.Get.self, "own", .init(id: library.id), on: coach),
            .call(Libraries.Get.self, "followed", .init(id: library.id), on: candidate),
            .call(Libraries.GetDraft.self, "", .init(library: library.id), on: coach),
            .call(Libraries.Check.self, "", .init(document: document), on: coach),
            .list(Libraries.ListVersions.self, "", .init(library: library.id), on: candidate),
            .call(Libraries.GetVersion.self, "", .init(library: library.id, number: 1), on: candidate),
            .call(Libraries.Diff.self, "", .init(library: library.id, from: 1, to: 2), on: candidate),
            .call(Libraries.Diff.self, "draft", .init(library: library.id, from: 1), on: coach),
            .list(Libraries.Search.self, "", .init(), on: candidate),
            .list(Libraries.Search.self, "text", .init(text: try Line("last")), on: candidate),
            .list(Libraries.Search.self, "nothing found", .init(text: try Line("zebra quux")), on: candidate),
            .list(
                Libraries.Search.self,
                "library",
                .init(dimension: "feedback", audience: .peer, library: library.id),
                on: candidate
            ),
            .list(Libraries.Search.self, "coach", .init(kind: .example), on: coach),
            .list(Subscriptions.List.self, "", .init(), on: candidate),
            .list(Suggestions.List.self, "written", .init(), on: candidate),
            .list(Suggestions.List.self, "received", .init(), on: coach),
            .list(Suggestions.List.self, "received, open", .init(library: library.id, state: .open), on: coach),
            .list(Questions.Search.self, "", .init(), on: candidate),
            .list(Questions.Search.self, "text", .init(text: try Line("last")), on: candidate),
            .list(Questions.Search.self, "nothing found", .init(text: try Line("zebra quux")), on: candidate),
            .list(
                Questions.Search.self,
                "priority, audience",
                .init(audience: .hiringManager, priority: priorities[0]),
                on: candidate
            ),
            .list(Questions.Search.self, "own", .init(own: true), on: candidate),
            .list(OwnQuestions.List.self, "", .init(), on: candidate),
            .list(OwnQuestions.List.self, "archived", .init(archived: true), on: candidate),
            .list(Overlays.List.self, "", .init(), on: candidate),
            .list(Overlays.List.self, "subscription", .init(subscription: anna.subscription.id), on: candidate),
            .list(Upgrades.List.self, "", .init(subscription: anna.subscription.id), on: candidate),
            .call(Upgrades.Preview.self, "", .init(subscription: anna.subscription.id), on: candidate),
        ]
    }

    private func priorityReads() throws -> [Case] {
        let search = anna.search.id
        return [
            .list(JobSearches.List.self, "", .init(), on: candidate),
            .call(PrioritySets.Get.self, "", .init(jobSearch: search), on: candidate),
            .call(PrioritySets.Get.self, "version", .init(jobSearch: search, version: 1), on: candidate),
            .list(PrioritySets.List.self, "", .init(jobSearch: search), on: candidate),
            .call(
                PrioritySets.Guide.self,
                "",
                .init(answers: [
                    GuideAnswer(dimension: "training", importance: 4, mustHave: true, threshold: 3),
                    GuideAnswer(dimension: "pay", importance: 2), GuideAnswer(dimension: "overtime", importance: 3),
                ]),
                on: candidate
            ),
            .call(PrioritySets.Drift.self, "", .init(jobSearch: search, from: 1, to: 3), on: candidate),
            .call(PrioritySets.Outlook.self, "", .init(jobSearch: search), on: candidate),
            .call(
                PrioritySets.Outlook.self,
                "opportunity",
                .init(jobSearch: search, opportunity: busiest.opportunity.id),
                on: candidate
            ),
        ]
    }

    private func opportunityReads() -> [Case] {
        let opportunity = busiest.opportunity
        let judged = anna.opportunities[0].opportunity.id
        return [
            .list(Organisations.List.self, "", .init(), on: candidate),
            .list(People.List.self, "", .init(), on: candidate),
            .list(People.List.self, "organisation", .init(organisation: opportunity.organisation), on: candidate),
            .list(Opportunities.List.self, "", .init(), on: candidate),
            .list(Opportunities.List.self, "search", .init(jobSearch: anna.search.id), on: candidate),
            .list(Opportunities.List.self, "stage", .init(stage: .closed), on: candidate),
            .list(Opportunities.List.self, "stage, none", .init(stage: .accepted), on: candidate),
            .call(Opportunities.Get.self, "owner", .init(id: opportunity.id), on: candidate),
            .call(Coverages.Get.self, "", .init(id: opportunity.id), on: candidate),
            .list(Research.List.self, "", .init(), on: candidate),
            .list(Research.List.self, "organisation", .init(organisation: opportunity.organisation), on: candidate),
            .list(Research.List.self, "opportunity", .init(opportunity: opportunity.id), on: candidate),
            .list(Beliefs.List.self, "", .init(), on: candidate),
            .list(Beliefs.List.self, "opportunity", .init(opportunity: opportunity.id), on: candidate),
            .list(Beliefs.List.self, "unchecked", .init(unchecked: true), on: candidate),
            .list(Beliefs.List.self, "state", .init(state: .contradicted), on: candidate),
            .list(Beliefs.List.self, "state, none", .init(state: .dismissed), on: candidate),
            .call(Beliefs.Get.self, "", .init(id: busiest.beliefs[0].id), on: candidate),
            .list(Contradictions.List.self, "", .init(), on: candidate),
            .list(Contradictions.List.self, "opportunity", .init(opportunity: judged), on: candidate),
            .list(Contradictions.List.self, "dismissed", .init(state: .dismissed), on: candidate),
            .call(Contradictions.Get.self, "", .init(id: contradiction), on: candidate),
            .list(Decisions.List.self, "", .init(), on: candidate),
            .list(Decisions.List.self, "opportunity", .init(opportunity: judged), on: candidate),
            .call(Decisions.Get.self, "", .init(id: decision), on: candidate),
            .list(RealityChecks.Due.self, "", .init(), on: candidate),
            .call(Calibrations.Get.self, "", NoParams(), on: candidate),
            .list(EvidenceRatings.List.self, "", .init(opportunity: opportunity.id), on: candidate),
            .call(Assessments.Get.self, "owner", .init(opportunity: opportunity.id), on: candidate),
            .call(
                Assessments.Explain.self,
                "",
                .init(opportunity: opportunity.id, priority: priorities[0]),
                on: candidate
            ),
            .list(Assessments.History.self, "", .init(opportunity: judged), on: candidate),
            .call(Assessments.Version.self, "", .init(opportunity: judged, version: 1), on: candidate),
            .list(Waivers.List.self, "", .init(opportunity: judged), on: candidate),
            .list(Promises.List.self, "", .init(), on: candidate),
            .list(Promises.List.self, "opportunity", .init(opportunity: opportunity.id), on: candidate),
            .list(Promises.List.self, "state, none", .init(state: .waived), on: candidate),
            .list(FollowUps.List.self, "", .init(), on: candidate),
            .list(FollowUps.List.self, "opportunity", .init(opportunity: opportunity.id), on: candidate),
            .list(FollowUps.List.self, "due", .init(state: .open, dueBefore: Timestamp.now().day()), on: candidate),
            .list(FollowUps.List.self, "state, none", .init(state: .dropped), on: candidate),
            .list(Stories.List.self, "", .init(), on: candidate),
        ]
    }

    private func interviewReads() -> [Case] {
        let opportunity = busiest.opportunity.id
        let (held, coming) = (busiest.interviews[0].interview.id, busiest.interviews[busiest.interviews.count - 1])
        let sheets = Sheet.Format.allCases.map { format in
            Case.call(Plans.RenderSheet.self, format.rawValue, .init(interview: held, format: format), on: candidate)
        }
        return sheets + [
            .list(Interviews.List.self, "", .init(), on: candidate),
            .list(Interviews.List.self, "opportunity", .init(opportunity: opportunity), on: candidate),
            .list(Interviews.List.self, "state", .init(state: .scheduled), on: candidate),
            .list(Interviews.List.self, "state, none", .init(state: .noShow), on: candidate),
            .call(Interviews.Get.self, "", .init(id: held), on: candidate),
            .call(Interviews.GetDebrief.self, "", .init(id: held), on: candidate),
            .call(Interviews.Calendar.self, "all", .init(), on: candidate),
            .call(Interviews.Calendar.self, "opportunity", .init(opportunity: opportunity), on: candidate),
            .call(Plans.Get.self, "", .init(interview: held), on: candidate),
            .call(Plans.Suggest.self, "", .init(interview: coming.interview.id, minutes: 60), on: candidate),
            .list(Capture.List.self, "", .init(interview: held), on: candidate),
            .list(Capture.ListEmployerQuestions.self, "", .init(interview: held), on: candidate),
        ]
    }

    private func sharingReads() -> [Case] {
        let opportunity = busiest.opportunity.id
        let held = busiest.interviews[0].interview.id
        return [
            .read(Interviews.List.self, .init(opportunity: opportunity, limit: PageLimits.maximum), on: coach),
            .read(Interviews.Get.self, .init(id: held), on: coach),
            .read(Plans.Get.self, .init(interview: held), on: coach),
            .read(Capture.List.self, .init(interview: held, limit: PageLimits.maximum), on: coach),
            .read(Decisions.List.self, .init(opportunity: opportunity), on: coach),
            .call(
                Shares.Preview.self,
                "answers",
                .init(subject: .answers, opportunity: opportunity, interview: held),
                on: candidate
            ),
            .call(
                Shares.Preview.self,
                "assessment",
                .init(subject: .assessment, opportunity: opportunity),
                on: candidate
            ),
            .list(Relationships.List.self, "candidate", .init(), on: candidate),
            .list(Relationships.List.self, "coach", .init(), on: coach),
            .list(Shares.List.self, "candidate", .init(), on: candidate),
            .list(Shares.List.self, "coach", .init(), on: coach),
            .call(Opportunities.Get.self, "coach", .init(id: opportunity), on: coach),
            .call(Assessments.Get.self, "coach", .init(opportunity: opportunity), on: coach),
            .list(Shares.ListReceipts.self, "", .init(), on: candidate),
            .list(Shares.ListReceipts.self, "opportunity", .init(opportunity: opportunity), on: candidate),
            .list(Shares.ListReceipts.self, "reader", .init(reader: relationship.coach), on: candidate),
            .list(Events.List.self, "candidate", .init(), on: candidate),
            .list(Events.List.self, "coach", .init(), on: coach),
            .list(Events.List.self, "coach, unread", .init(unreadOnly: true), on: coach),
            .call(Events.Subscribe.self, "", .init(), on: coach),
        ]
    }
}
