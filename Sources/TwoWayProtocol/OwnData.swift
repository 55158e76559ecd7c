import TwoWayModel

/// Taking out what one owns, bringing it in again, and having it erased.
///
/// An archive is a text of lines, each a JSON object: first the manifest, with the format's version, the moment, and the
/// number of rows and the SHA-256 of each section; then the rows, section by section. It travels in pieces, cut anywhere
/// between two characters.
public enum OwnData {
    static let methods: [any TwoWayMethod.Type] = [Export.self, Import.self, Erase.self, CancelErasure.self]

    /// The most pieces of an archive that is brought in, and the most bytes of all of them.
    public static let maximumPieces = 512
    public static let maximumBytes = 64 << 20
    /// How long a client waits for an answer: the server may take a minute for a whole account.
    public static let patience = Duration.seconds(75)
    /// A piece of so many scalars fits into a request, whatever they are.
    public static let pieceScalars = 250_000

    /// Cuts an archive into pieces that fit into a request, each of so many scalars at most.
    public static func pieces(of text: String, scalars: Int = pieceScalars) -> [String] {
        var pieces: [String] = []
        var rest = text.unicodeScalars[...]
        while !rest.isEmpty {
            let piece = rest.prefix(max(1, scalars))
            pieces.append(String(piece))
            rest = rest[piece.endIndex...]
        }
        return pieces
    }

    /// Answers an archive of all one owns, piece by piece.
    public enum Export: TwoWayMethod {
        public static let name = "account.export"
        public static let summary =
            "Answers an archive of all that one owns, as it is at the first call, piece by piece."
        public static let failures: [FailureKind] = [.throttled]
        public typealias Access = MembersOnly

        public struct Params: Codable, Sendable {
            /// `nextCursor` of the piece before; without one a new archive is made.
            public var cursor: String?

            public init(cursor: String? = nil) {
                self.cursor = cursor
            }
        }

        public struct Result: Codable, Sendable, Hashable {
            /// The next part of the archive.
            public var text: String
            /// How much of it has been answered, from 0 to 1.
            public var progress: Double
            /// Absent with the last piece; good for a day, or until another archive is made.
            public var nextCursor: String?

            public init(text: String, progress: Double, nextCursor: String? = nil) {
                self.text = text
                self.progress = progress
                self.nextCursor = nextCursor
            }
        }
    }

    /// Brings an archive into an empty account.
    public enum Import: TwoWayMethod {
        public static let name = "account.import"
        public static let summary =
            "Takes a piece of an archive; the last to arrive brings all of it into an empty account."
        public static let failures: [FailureKind] = [.alreadyExists, .invalidState, .throttled]
        public typealias Access = MembersOnly

        public struct Params: Codable, Sendable, KeyedParams {
            /// Made by the client for this archive; another one takes its place.
            public var archive: ID<Archive>
            /// Which piece it is, from 0 on; they may come in any order, and twice.
            public var piece: Int
            /// How many pieces there are.
            public var pieces: Int
            public var text: String
            public var idempotencyKey: IdempotencyKey?

            public init(
                archive: ID<Archive>,
                piece: Int,
                pieces: Int,
                text: String,
                idempotencyKey: IdempotencyKey? = nil
            ) {
                self.archive = archive
                self.piece = piece
                self.pieces = pieces
                self.text = text
                self.idempotencyKey = idempotencyKey
            }
        }

        public struct Result: Codable, Sendable, Hashable {
            /// How many pieces are there.
            public var received: Int
            /// Present when all were there, and the archive was brought in.
            public var outcome: Outcome?

            public init(received: Int, outcome: Outcome? = nil) {
                self.received = received
                self.outcome = outcome
            }
        }

        /// What an import came to, in rows.
        public struct Outcome: Codable, Sendable, Hashable {
            public var written: Int
            /// Those that were there before, and are the same: an archive that is brought in twice changes nothing.
            public var present: Int
            /// Relationships of another account here or with somebody whom this one cannot know, and what belongs to them.
            public var leftOut: Int

            public init(written: Int, present: Int, leftOut: Int) {
                self.written = written
                self.present = present
                self.leftOut = leftOut
            }
        }
    }

    /// What an archive is identified by while it comes in.
    public enum Archive {}

    /// Orders the erasure of the account.
    public enum Erase: TwoWayMethod {
        public static let name = "account.erase"
        public static let summary = "Has the account and all it owns erased in 14 days; until then it can be cancelled."
        public static let failures: [FailureKind] = [
            .invalidCredentials, .secondFactorRequired, .codeInvalid, .throttled, .busy,
        ]
        public static let isOnceOnly = true
        public typealias Access = MembersOnly

        public struct Params: Codable, Sendable {
            /// Asked for again.
            public var password: String
            /// What the authenticator app shows, or a recovery code; wanted when the account has a second factor.
            public var code: String?

            public init(password: String, code: String? = nil) {
                self.password = password
                self.code = code
            }
        }

        public struct Result: Codable, Sendable, Hashable {
            /// When it begins; ordered again it stays at the first day.
            public var due: Timestamp

            public init(due: Timestamp) {
                self.due = due
            }
        }
    }

    /// Takes the order back.
    public enum CancelErasure: TwoWayMethod {
        public static let name = "account.cancelErasure"
        public static let summary = "Takes back the order to erase the account."
        public static let failures: [FailureKind] = [.invalidState]
        public static let isOnceOnly = true
        public typealias Access = MembersOnly
        public typealias Params = NoParams
        public typealias Result = Done
    }
}
