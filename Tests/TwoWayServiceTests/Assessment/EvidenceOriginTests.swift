import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

/// Evidence from research and from promises: what they tell by themselves, and what becomes of it when they go (R12).
@Suite struct EvidenceOriginTests {
    private func note(
        _ scene: Scene,
        of opportunity: ID<Opportunity>? = nil,
        _ source: SourceClass = .published
    ) async throws -> ResearchNote {
        try await scene.candidate.call(
            Research.Create.self,
            .init(
                organisation: scene.organisation.id,
                opportunity: opportunity,
                source: try Title("Gazette"),
                sourceClass: source,
                foundOn: try Day("2026-01-04"),
                body: try Prose("They train everybody.")
            )
        )
    }

    private func promise(_ scene: Scene, by person: Person?, in interview: Interview? = nil) async throws -> Promise {
        try await scene.candidate.call(
            Promises.Create.self,
            .init(
                opportunity: scene.opportunity.id,
                interview: interview?.id,
                person: person?.id,
                text: try Line("A mentor."),
                promisedOn: try Day("2026-01-04")
            )
        )
    }

    private func rate(
        _ scene: Scene,
        _ rating: Int = 4,
        research: ID<ResearchNote>? = nil,
        promise: ID<Promise>? = nil,
        origin: EvidenceOrigin? = nil,
        source: SourceClass? = nil,
        specificity: Specificity? = nil,
        scope: Scope = .job,
        of opportunity: ID<Opportunity>? = nil
    ) async throws -> Evidence {
        try await scene.candidate.call(
            EvidenceRatings.Rate.self,
            .init(
                opportunity: opportunity ?? scene.opportunity.id,
                priority: scene.set.priorities[1].key,
                scope: scope,
                rating: rating,
                origin: origin ?? (research != nil ? .research : .promise),
                research: research,
                promise: promise,
                sourceClass: source,
                specificity: specificity
            )
        )
    }

    private func live(_ scene: Scene) async throws -> [Evidence] {
        try await scene.candidate.call(EvidenceRatings.List.self, .init(opportunity: scene.opportunity.id)).items
    }

    @Test func `a note tells its source, and the usual specificity goes with it`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let told = try await rate(scene, research: try await note(scene).id, scope: .organisation)
            #expect(told.sourceClass == .published && told.specificity == .general)
            #expect(abs(told.strength - 0.42) < 1e-12)
            let seen = try await rate(scene, research: try await note(scene, of: scene.opportunity.id, .observation).id)
            #expect(seen.sourceClass == .observation && seen.specificity == .example)
            let stated = try await rate(
                scene,
                research: try await note(scene).id,
                source: .hearsay,
                specificity: .evasive
            )
            #expect(stated.sourceClass == .hearsay && stated.specificity == .evasive)
            #expect(try await live(scene).map(\.research) == [stated.research, seen.research, told.research])
        }
    }

    @Test func `a promise rests on who made it, and on the offer once that speaks about it`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            func source(_ promise: Promise) async throws -> (SourceClass, Specificity) {
                let evidence = try await rate(scene, promise: promise.id)
                #expect(evidence.promise == promise.id && evidence.origin == .promise)
                return (evidence.sourceClass, evidence.specificity)
            }
            #expect(try await source(try await promise(scene, by: scene.manager)) == (.futureSupervisor, .general))
            let interview = try await scene.interview()
            let byPeer = try await promise(scene, by: scene.peer, in: interview)
            #expect(try await source(byPeer) == (.peer, .general))
            await expectInvalid("params.sourceClass") {
                _ = try await source(try await promise(scene, by: nil))
            }
            for (state, expected) in [
                (Promise.State.inOffer, SourceClass.writtenOffer), (.differs, .writtenOffer), (.missing, .peer),
            ] {
                let made = try await promise(scene, by: scene.peer)
                _ = try await scene.candidate.call(
                    Promises.Update.self,
                    .init(
                        id: made.id,
                        revision: made.revision,
                        state: state,
                        offerText: .set(try Prose("A mentor for a month."))
                    )
                )
                #expect(try await source(made).0 == expected, "\(state)")
            }
        }
    }

    @Test func `each link goes with its origin, and is of this opportunity or its organisation`() async throws {
        try await TestService.with { service in
            let (scene, ben) = (try await Scene("anna", in: service), try await Scene("ben", in: service))
            let (ofOrganisation, ofBen) = (try await note(scene), try await note(ben))
            let second = try await scene.another("Second")
            let ofSecond = try await note(scene, of: second.id)
            let made = try await promise(scene, by: scene.manager)
            await expectInvalid("params.research") {
                _ = try await rate(scene, research: ofOrganisation.id, origin: .observation)
            }
            await expectInvalid("params.promise") { _ = try await rate(scene, promise: made.id, origin: .research) }
            for foreign in [ofSecond.id, ofBen.id, .make()] {
                await expectFailure(.notFound) { _ = try await rate(scene, research: foreign) }
            }
            for foreign in [try await promise(ben, by: ben.manager).id, .make()] {
                await expectFailure(.notFound) { _ = try await rate(scene, promise: foreign) }
            }
            await expectFailure(.notFound) { _ = try await rate(scene, promise: made.id, of: second.id) }
            _ = try await rate(scene, research: ofOrganisation.id, of: second.id)
            _ = try await rate(scene, research: ofSecond.id, of: second.id)
        }
    }

    @Test func `deleting a note retires its evidence and reopens what it settled, at every job`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let second = try await scene.another("Second")
            let belief = try await scene.belief(on: 1, .organisation, expected: 4)
            let gazette = try await note(scene)
            let kept = try await rate(scene, 4, research: try await note(scene).id, scope: .job)
            for job in [scene.opportunity.id, second.id] {
                _ = try await rate(scene, research: gazette.id, source: .writtenOffer, scope: .organisation, of: job)
            }
            #expect(try await scene.state(of: belief) == .confirmed)
            _ = try await scene.candidate.call(Research.Delete.self, .init(id: gazette.id, revision: 1))
            #expect(try await scene.state(of: belief) == .unverified)
            #expect(try await live(scene) == [kept])
            let ofSecond = try await scene.candidate.call(EvidenceRatings.List.self, .init(opportunity: second.id))
            #expect(ofSecond.items == [])
        }
    }

    @Test func `deleting a promise retires its evidence and reopens what it settled`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let belief = try await scene.belief(on: 1, .supervisor, expected: 4)
            let made = try await promise(scene, by: scene.manager)
            _ = try await rate(scene, 1, promise: made.id, specificity: .example, scope: .supervisor)
            #expect(try await scene.state(of: belief) == .contradicted)
            await expectFailure(.staleRevision) {
                _ = try await scene.candidate.call(Promises.Delete.self, .init(id: made.id, revision: 2))
            }
            _ = try await scene.candidate.call(Promises.Delete.self, .init(id: made.id, revision: 1))
            #expect(try await scene.state(of: belief) == .unverified)
            #expect(try await live(scene) == [])
            await expectFailure(.notFound) {
                _ = try await scene.candidate.call(Promises.Delete.self, .init(id: made.id, revision: 1))
            }
        }
    }

    @Test func `a note of another class, or of another job, no longer carries what was rated from it`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let second = try await scene.another("Second")
            let belief = try await scene.belief(on: 1, .organisation, expected: 4)
            func update(_ params: Research.Update.Params) async throws {
                _ = try await scene.candidate.call(Research.Update.self, params)
            }
            let told = try await note(scene, .writtenOffer)
            _ = try await rate(scene, research: told.id, scope: .organisation)
            try await update(.init(id: told.id, revision: 1, body: try Prose("Reworded.")))
            #expect(try await scene.state(of: belief) == .confirmed)
            try await update(.init(id: told.id, revision: 2, sourceClass: .hearsay))
            #expect(try await scene.state(of: belief) == .unverified)

            let evidence = try await rate(scene, research: told.id, specificity: .example, scope: .organisation)
            #expect(evidence.sourceClass == .hearsay)
            try await update(.init(id: told.id, revision: 3, opportunity: .set(scene.opportunity.id)))
            #expect(try await live(scene).map(\.id) == [evidence.id])
            try await update(.init(id: told.id, revision: 4, opportunity: .set(second.id)))
            #expect(try await live(scene) == [])
        }
    }

    @Test func `what is merged keeps its evidence and its notes`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let second = try await scene.another("Second")
            let ofSecond = try await note(scene, of: second.id)
            let evidence = try await rate(scene, research: ofSecond.id, of: second.id)
            _ = try await scene.candidate.call(
                Opportunities.Merge.self,
                .init(
                    from: second.id,
                    into: scene.opportunity.id,
                    revision: scene.opportunity.revision,
                    fromRevision: second.revision
                )
            )
            #expect(try await live(scene).map(\.id) == [evidence.id])
            #expect(try await live(scene).map(\.research) == [ofSecond.id])
        }
    }
}
