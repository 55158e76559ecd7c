/// The parameters of libraries, and of what lies over them.
extension MatrixCall {
    var libraryParams: String? { writingParams ?? deskParams ?? suggestionParams }

    private var writingParams: String? {
        let id = target.library
        return switch row {
        case "library.create":
            #"{"visibility":"private","document":\#(Self.document)}"#
        case "library.list", "library.discover":
            "{}"
        case "library.get":
            #"{"id":"\#(id)"}"#
        case "library.getDraft", "library.listVersions":
            #"{"library":"\#(id)"}"#
        case "library.saveDraft":
            #"{"library":"\#(id)","revision":\#(revision("library", id)),"document":\#(Self.document)}"#
        case "library.check":
            #"{"document":\#(Self.document)}"#
        case "library.publish":
            #"{"library":"\#(id)","revision":\#(revision("library", id)),"changeNotes":"x"}"#
        case "library.getVersion":
            #"{"library":"\#(id)","number":1}"#
        default:
            nil
        }
    }

    private static let document =
        #"{"slug":"fresh","title":"Fresh","language":"en","topics":[{"key":"a-topic","title":"A","questions":[]}]}"#

    private var deskParams: String? {
        let id = target.edition
        return switch row {
        case "library.update":
            edit("edition", id, #""visibility":"unlisted""#)
        case "library.diff":
            #"{"library":"\#(id)","from":1,"to":2}"#
        case "library.diff:draft":
            #"{"library":"\#(id)","from":1}"#
        case "library.yank":
            #"{"library":"\#(id)","number":1,"reason":"A slip."}"#
        case "library.fork":
            #"{"library":"\#(id)","number":2,"slug":"forked","visibility":"private"}"#
        case "library.search", "statistics.list":
            "{}"
        case "statistics.list:library":
            #"{"library":"\#(id)"}"#
        case "statistics.get":
            #"{"library":"\#(id)","version":1,"period":"2025-11"}"#
        case "library.search:library":
            #"{"library":"\#(id)"}"#
        default:
            nil
        }
    }

    private var suggestionParams: String? {
        switch row {
        case "suggestion.create":
            #"{"library":"\#(target.library)","version":2,"text":"And in spring?"}"#
        case "suggestion.withdraw":
            #"{"id":"\#(target.suggestion)"}"#
        case "suggestion.list":
            "{}"
        case "suggestion.list:received":
            #"{"received":true}"#
        case "suggestion.list:written":
            #"{"received":false}"#
        case "suggestion.list:library":
            #"{"library":"\#(target.followed)"}"#
        case "suggestion.decide":
            #"{"id":"\#(target.suggestion)","fate":"declined","reply":"Not now."}"#
        default:
            nil
        }
    }
}

extension MatrixCall {
    var layerParams: String? { subscriptionParams ?? upgradeParams ?? questionParams }

    private var subscriptionParams: String? {
        let id = target.subscription
        return switch row {
        case "subscription.create":
            #"{"library":"\#(target.library)"}"#
        case "subscription.list":
            "{}"
        case "subscription.update":
            edit("subscription", id, #""policy":"minor""#)
        case "subscription.cancel":
            #"{"id":"\#(id)","revision":\#(revision("subscription", id))}"#
        case "overlay.save":
            overlay(over: id, #""privateNotes":"Softly.""#)
        case "overlay.save:priority":
            overlay(over: own.subscription, #""priorities":["\#(target.secondPriority)"]"#)
        case "overlay.list":
            #"{"subscription":"\#(id)"}"#
        default:
            nil
        }
    }

    private func overlay(over subscription: String, _ members: String) -> String {
        #"{"subscription":"\#(subscription)","questionKey":"last-week","#
            + #""revision":\#(revision("overlay", subscription)),\#(members)}"#
    }

    private var upgradeParams: String? {
        let id = target.subscription
        return switch row {
        case "upgrade.preview", "upgrade.list":
            #"{"subscription":"\#(id)"}"#
        case "upgrade.apply":
            #"{"subscription":"\#(id)","revision":\#(revision("subscription", id)),"to":3,"#
                + #""previewHash":"\#(world.things.previews[id] ?? String(repeating: "0", count: 64))"}"#
        case "upgrade.rollback":
            #"{"run":"\#(target.upgradeRun)"}"#
        case "upgrade.auto":
            "{}"
        default:
            nil
        }
    }

    private var questionParams: String? {
        switch row {
        case "question.search", "ownQuestion.list":
            "{}"
        case "question.search:library":
            #"{"library":"\#(target.followed)"}"#
        case "question.search:priority":
            #"{"priority":"\#(target.priority)"}"#
        case "ownQuestion.create":
            #"{"text":"And in spring?"}"#
        case "ownQuestion.create:priority":
            #"{"text":"And in spring?","priorities":["\#(target.priority)"]}"#
        case "ownQuestion.update":
            edit("ownQuestion", target.ownQuestion, #""text":"And in spring?""#)
        case "ownQuestion.update:priority":
            edit("ownQuestion", own.ownQuestion, #""priorities":["\#(target.secondPriority)"]"#)
        default:
            nil
        }
    }
}
