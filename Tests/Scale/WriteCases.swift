/// The usual writes, in the order in which people make them.
extension Stage {
    func writes() -> [Case] {
        [
            Case(name: "an interview", run: interview),
            Case(name: "evidence", run: evidence),
            Case(name: "comparisons", run: comparisons),
            Case(name: "contradictions", most: 15, run: contradictions),
            Case(name: "decisions", run: waiting),
            // A candidate has at most 50 searches, and the priorities make some, too.
            Case(name: "an accepted job", most: 8, run: accepting),
            Case(name: "opportunities", run: opportunities),
            Case(name: "merging", run: merging),
            Case(name: "research and beliefs", run: findings),
            Case(name: "promises and follow-ups", run: owed),
            Case(name: "stories", run: stories),
            Case(name: "own questions", run: ownQuestions),
            Case(name: "overlays", run: overlays),
            Case(name: "priorities", most: 15, run: priorities),
            Case(name: "following", run: following),
            Case(name: "suggestions", run: suggestions),
            Case(name: "sharing", run: sharing),
            Case(name: "coaching", run: coaching),
            Case(name: "comments and notes", run: comments),
            Case(name: "prompts", run: prompting),
            Case(name: "second opinions", run: secondOpinions),
            Case(name: "libraries", most: 12, run: libraries),
            Case(name: "versions and upgrades", most: 12, run: upgrades),
        ]
    }
}
