/// Taking an upgrade back; a pure function.
///
/// Notes, links, hiding and places stay as they are now, since the upgrade left them alone: whatever was written since
/// survives. An own wording goes back to what it was before the upgrade, unless it was changed since; then it stays, and is
/// in conflict if the library's wording that is back is not the one it was written over. A question that came with the upgrade goes, or stays as a private copy if something
/// was done with it.
public struct UpgradeRollback: Sendable {
    /// The version that is left.
    public let from: LibraryEdition
    /// The version to return to.
    public let to: LibraryEdition
    public let traces: [UpgradeTrace]

    public init(from: LibraryEdition, to: LibraryEdition, traces: [UpgradeTrace]) {
        self.from = from
        self.to = to
        self.traces = traces
    }

    /// The layers at the version to return to.
    public func layers(current: [QuestionLayer], ground: LayerGround) -> [QuestionLayer] {
        var now = Dictionary(current.map { ($0.questionKey, $0) }) { first, _ in first }
        var result: [QuestionLayer] = []
        for trace in traces {
            if let layer = restored(now.removeValue(forKey: trace.questionKey), by: trace, ground) {
                result.append(layer)
            }
        }
        for layer in current where now.removeValue(forKey: layer.questionKey) != nil {
            if let layer = settled(layer, ground) { result.append(layer) }
        }
        return result
    }

    private func restored(_ now: QuestionLayer?, by trace: UpgradeTrace, _ ground: LayerGround) -> QuestionLayer? {
        guard var layer = now ?? trace.before else { return nil }
        if layer.ownText == trace.ownTextAfter || now == nil {
            layer.ownText = trace.before?.ownText
            layer.baseRevision = trace.before?.baseRevision ?? 1
        }
        switch trace.before?.state {
        // It was a copy before, and is one again.
        case .orphaned:
            layer.state = .orphaned
            layer.copy = trace.before?.copy
            return layer
        case .dormant: layer.state = .dormant
        case .clean, .conflict: layer.state = .clean
        case nil:
            // The upgrade made the layer: it goes with it, unless something was laid there since.
            layer.state = .clean
            if to.questions[trace.questionKey] != nil, layer.isEmpty { return nil }
        }
        return settled(layer, ground)
    }

    private func settled(_ layer: QuestionLayer, _ ground: LayerGround) -> QuestionLayer? {
        layer.settled(over: to, last: from.questions[layer.questionKey], on: ground)
    }
}
