import TwoWayRepository

extension ServiceFailure {
    /// What a failure of the database means to the caller when the service did not expect it.
    ///
    /// A service that expects a constraint to decide catches `StorageError.constraint` itself and names the member.
    init(storage error: StorageError) {
        switch error {
        case .constraint(let name, let sqlState):
            self = Self.ofConstraint(name, sqlState)
        case .raised(let sqlState, let message):
            self =
                Self.ofArchive(sqlState, message) ?? Self.ofRule(sqlState) ?? .unexpected("\(sqlState): \(message)")
        case .denied:
            // Row-level security refused to write the row: for the caller the parent is not there (R1).
            self = .notFound
        case .conflict:
            self = .unavailable
        case .unavailable(let outcomeUnknown):
            self = outcomeUnknown ? .outcomeUnknown : .unavailable
        case .deadline(let outcomeUnknown):
            self = outcomeUnknown ? .outcomeUnknown : .deadlineExceeded
        case .cancelled:
            self = .unavailable
        case .mistake(let details):
            self = .unexpected(details)
        }
    }

    /// The rules that the schema raises by name; the migrations list them.
    private static func ofRule(_ sqlState: String) -> ServiceFailure? {
        switch sqlState {
        case "TW000": .denied(.unauthenticated)
        case "TW002", "TW007": .frozen
        case "TW003": .invalidState("A question key is never used again and never changes its library.")
        case "TW006": .invalidState("A set whose weights are all zero cannot count.")
        case "TW009": .invalidState("A person who was asked stays an interviewer.")
        case "TW010": .invalidState("An item is asked exactly when somebody was asked it.")
        case "TW011": .invalidState("A closed interview has no must-ask without a fate, and takes nothing more.")
        case "TW012":
            .invalidState("What was believed is settled by the evidence at its own scope, and by nothing else.")
        case "TW013": .invalidState("A contradiction does not wait for evidence that is gone.")
        case "TW014": .invalidState("An exception is made from a must-have that counts, and from nothing else.")
        case "TW016": .frozen
        case "TW017": .invalidState("A decision and the stage of its opportunity do not agree.")
        case "TW018": .invalidState("A relationship or a share that has ended stays ended.")
        case "TW022": .invalidState("This asking was taken back; it stays away.")
        case "TW100": .invalidState("That step is not part of its life.")
        case "TW101": .frozen
        case "TW102": .invalidState("Something else still refers to it.")
        case "TW103": .invalidState("It still has subscribers.")
        case "TW104": .invalidState("It was merged into another one; go on there.")
        case "TW106": .invalidState("Ranks go with the weight mode ordinal, and there every priority has one.")
        case "TW107": .invalidState("A change of priorities that an offer froze needs a reason.")
        case "TW108": .limitReached("An account may make 10,000 keyed writes in seven days.")
        case "TW123": .invalidState("A must-have is open or failed; waive it with a reason before you accept.")
        case "TW124": .invalidState("The job was accepted with this exception.")
        case "TW404": .notFound
        default: nil
        }
    }

    private static func ofConstraint(_ name: String, _ sqlState: String) -> ServiceFailure {
        switch sqlState {
        // The same keyed call ran beside this one and was first.
        case "23505" where name == "idempotency_pkey": .unavailable
        // A parent that is missing or somebody else's (R1).
        case "23503": .notFound
        default: .unexpected("constraint \(name) (\(sqlState))")
        }
    }
}

extension ServiceFailure {
    /// What a body that may throw anything threw.
    init(any error: any Error) {
        switch error {
        case let failure as ServiceFailure: self = failure
        case let failure as StorageError: self = ServiceFailure(storage: failure)
        default: self = .unexpected("\(error)")
        }
    }
}
