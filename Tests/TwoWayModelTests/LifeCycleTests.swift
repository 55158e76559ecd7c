import Testing

@testable import TwoWayModel

/// Every pair of states, allowed and refused, against a table written by hand.
struct LifeCycleTests {
    private func expect<State: LifeCycle & CaseIterable>(
        _ table: [State: Set<State>],
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(table.count == State.allCases.count, sourceLocation: sourceLocation)
        for from in State.allCases {
            for to in State.allCases {
                let isAllowed = table[from]?.contains(to) ?? false
                #expect(from.mayBecome(to) == isAllowed, "\(from) to \(to)", sourceLocation: sourceLocation)
            }
            #expect(from.isFinal == (table[from]?.isEmpty ?? false), "\(from)", sourceLocation: sourceLocation)
        }
    }

    @Test func `libraries are deprecated before they are withdrawn`() {
        expect([
            Library.Status.draft: [.published], .published: [.deprecated], .deprecated: [.published, .withdrawn],
            .withdrawn: [],
        ])
    }

    @Test func `subscriptions pause, resume and end`() {
        expect([
            Subscription.State.active: [.paused, .cancelled], .paused: [.active, .cancelled], .cancelled: [],
        ])
    }

    @Test func `priority sets freeze and are superseded`() {
        expect([
            PrioritySet.State.draft: [.active], .active: [.frozen, .superseded], .frozen: [.superseded],
            .superseded: [],
        ])
        #expect(PrioritySet.State.allCases.filter(\.isEditable) == [.draft, .active])
    }

    @Test func `opportunities may skip forward and close unless accepted`() {
        expect([
            Opportunity.Stage.interested: [.applied, .interviewing, .offer, .accepted, .closed],
            .applied: [.interviewing, .offer, .accepted, .closed], .interviewing: [.offer, .accepted, .closed],
            .offer: [.accepted, .closed], .accepted: [], .closed: [.interested, .applied, .interviewing, .offer],
        ])
        #expect(Opportunity.Stage.allCases.filter(\.needsReason) == [.closed])
    }

    @Test func `interviews run from proposed to closed`() {
        expect([
            Interview.State.proposed: [.scheduled, .cancelled], .scheduled: [.inProgress, .cancelled, .noShow],
            .inProgress: [.held], .held: [.closed], .closed: [], .cancelled: [.scheduled], .noShow: [],
        ])
    }

    @Test func `plan items can become asked late and planned again`() {
        expect([
            PlanItem.State.planned: [.asked, .deferred, .dropped, .moved], .asked: [.planned],
            .deferred: [.planned, .asked, .dropped, .moved], .dropped: [.planned, .asked], .moved: [.asked],
        ])
    }

    @Test func `a promise is looked for in the offer once, and may then be waived`() {
        expect([
            Promise.State.noted: [.inOffer, .differs, .missing], .inOffer: [.waived], .differs: [.waived],
            .missing: [.waived], .waived: [],
        ])
    }

    @Test func `a follow-up that was ticked off can be opened again`() {
        expect([FollowUp.State.open: [.done, .dropped], .done: [.open], .dropped: [.open]])
    }

    @Test func `relationships end from every state`() {
        expect([
            Relationship.Status.invited: [.active, .ended], .active: [.paused, .ended], .paused: [.active, .ended],
            .ended: [],
        ])
    }

    @Test func `beliefs are settled and opened again as evidence comes and goes, and dismissed for good`() {
        expect([
            Belief.State.unverified: [.planned, .confirmed, .contradicted, .mixed, .dismissed],
            .planned: [.unverified, .confirmed, .contradicted, .mixed, .dismissed],
            .confirmed: [.unverified, .planned, .contradicted, .mixed, .dismissed],
            .contradicted: [.unverified, .planned, .confirmed, .mixed, .dismissed],
            .mixed: [.unverified, .planned, .confirmed, .contradicted, .dismissed], .dismissed: [],
        ])
        #expect(Belief.State.allCases.filter(\.isSettled) == [.confirmed, .contradicted, .mixed])
    }

    @Test func `contradictions wait, are decided on for good, and come back with the evidence`() {
        expect([
            Contradiction.State.open: [.queued, .explained, .acceptedAsRisk, .dismissed, .resolvedByData],
            .queued: [.open, .explained, .acceptedAsRisk, .dismissed, .resolvedByData], .explained: [],
            .acceptedAsRisk: [], .dismissed: [], .resolvedByData: [.open, .queued],
        ])
        #expect(Contradiction.State.allCases.filter(\.isWaiting) == [.open, .queued])
    }

    @Test func `shares end once`() {
        expect([Share.State.active: [.revoked, .expired], .revoked: [], .expired: []])
    }

    private func event(_ from: Opportunity.Stage?, _ to: Opportunity.Stage) -> StageEvent {
        StageEvent(from: from, to: to, at: Timestamp(microseconds: 0))
    }

    @Test func `a closed opportunity goes back only to where it was closed last`() {
        let timeline = [
            event(nil, .interested), event(.interested, .closed), event(.closed, .interested),
            event(.interested, .offer), event(.offer, .closed),
        ]
        #expect(Opportunity.Stage.closed.successors(after: timeline) == [.offer])
        #expect(Opportunity.Stage.closed.successors(after: Array(timeline.prefix(2))) == [.interested])
        #expect(Opportunity.Stage.closed.successors(after: []) == [])
        #expect(Opportunity.Stage.closed.successors(after: [event(nil, .closed)]) == [])
        #expect(Opportunity.Stage.closed.successors(after: [event(.accepted, .closed)]) == [])
        #expect(Opportunity.Stage.offer.successors(after: timeline) == [.accepted, .closed])
    }
}
