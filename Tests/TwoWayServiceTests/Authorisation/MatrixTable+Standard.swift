extension MatrixTable {
    /// What each caller meets with each object, by hand.
    ///
    /// There is a row for each method, and below it one for each other thing that its parameters can point at; in a row
    /// for such a reference all else is the caller's own.
    ///
    /// Groups, from left to right: the owner (Anna), another candidate (Ben), a coach with live shares (Kim), a coach
    /// whose shares were revoked (Rob), a coach who never had one (Nell). In a group: own, foreign, shared, revoked,
    /// missing. For a library these are one's own or one that is followed, a private one of somebody else, one for
    /// clients of Kim, one for clients of Rob, and none; for a suggestion that a coach decides, one received, one to
    /// somebody else, one to Kim, one to Rob, and none; for a coach to invite they are one who can be invited, one without
    /// a public library, Kim, Rob, and nobody.
    ///
    /// Who may call at all: `all`, also before hello; `hi`, everybody who has said hello; `in`, who is signed in.
    static let standard = [
        accounts, libraries, priorities, opportunities, interviews, followUps, sharing, comparisons, coaching, events,
    ].joined(separator: "\n")
}
