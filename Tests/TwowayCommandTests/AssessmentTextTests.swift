import ArgumentParser
import Testing
import TwoWayModel

@testable import twoway

@Suite struct AssessmentTextTests {
    private func priority(_ title: String, _ gate: Gate?, isWaived: Bool = false) throws -> PriorityAssessment {
        let waiver = Waiver(
            id: .make(),
            opportunity: .make(),
            priority: .make(),
            reason: try Line("The team makes up for it."),
            createdAt: try Timestamp("2026-05-04T10:00:00Z")
        )
        return PriorityAssessment(
            key: .make(),
            title: try Title(title),
            weight: 0.5,
            interval: .unknown,
            gate: gate,
            waiver: isWaived ? waiver : nil
        )
    }

    private func sentence(_ gate: Gate, _ priorities: [PriorityAssessment]) -> String {
        AssessmentText(
            Assessment(
                opportunity: .make(),
                prioritySet: .make(),
                methodVersion: "1",
                score: ValueInterval(lo: 0.25, hi: 0.75),
                knowledge: 0.5,
                gate: gate,
                priorities: priorities
            )
        ).sentence
    }

    @Test func `a must-have that failed, is open or is waived is named as what it is`() throws {
        let start = "50 % of what matters is known; the job scores between 0.25 and 0.75"
        #expect(
            sentence(.fail, [try priority("Pay", .fail), try priority("Training", .unknown)])
                == "\(start); it fails on a must-have: Pay; a must-have is still open: Training."
        )
        #expect(
            sentence(.fail, [try priority("Pay", .fail, isWaived: true), try priority("Training", .pass)])
                == "\(start); failed, but waived: Pay."
        )
        #expect(
            sentence(.unknown, [try priority("Pay", .unknown, isWaived: true), try priority("Quiet", nil)])
                == "\(start); open, but waived: Pay."
        )
        #expect(sentence(.pass, [try priority("Pay", .pass)]) == "\(start); every must-have passes.")
        #expect(sentence(.pass, [try priority("Pay", nil)]) == "\(start).")
    }

    @Test func `what it gives and whether one succeeds stay two lines`() throws {
        let newest = AssessmentSummary(
            id: .make(),
            version: 3,
            state: .final,
            givesWhatIWant: .ratherYes,
            canSucceed: .undecided,
            revision: 1,
            updatedAt: try Timestamp("2026-05-04T10:00:00Z")
        )
        #expect(
            Verdicts(newest: newest).facts.lines(for: .pipe)
                == ["Gives me what I want\trather_yes", "Can I succeed\tundecided"]
        )
    }

    private func refuses(_ words: String...) -> Bool {
        do {
            _ = try Twoway.parseAsRoot(words)
            return false
        } catch {
            return Twoway.exitCode(for: error) == .validationFailure
        }
    }

    @Test func `evidence rests on one thing, or says its source`() throws {
        func rate(_ more: String...) -> Bool {
            do {
                _ = try Twoway.parseAsRoot(["evidence", "rate", "acme", "pay", "4"] + more)
                return true
            } catch {
                return false
            }
        }
        #expect(rate("--answer", "3f9a01bc") && rate("--research", "3f9a01bc") && rate("--promise", "desk"))
        #expect(rate("--source", "published") && rate("--origin", "observation"))
        #expect(!rate() && !rate("--answer", "3f9a01bc", "--promise", "desk"))
        #expect(!rate("--research", "3f9a01bc", "--origin", "promise") && !rate("--origin", "answer", "--source", "hr"))
    }

    @Test func `a verdict says something, and an exception has a reason`() {
        #expect(refuses("assess", "verdict", "acme"))
        #expect(refuses("assess", "waive", "acme", "pay"))
        #expect(!refuses("assess", "verdict", "acme", "--gives", "rather_no"))
        #expect(refuses("assess", "verdict", "acme", "--gives", "maybe"))
    }
}
