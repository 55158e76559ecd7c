import TwoWayModel
import Yams

extension LibraryDocument {
    /// The document as YAML, from which `YAMLFile` reads back an equal one.
    func yaml() -> String {
        let encoder = YAMLEncoder()
        encoder.options.allowUnicode = true
        encoder.options.width = 110
        // Encoding strings, numbers and lists of them to memory cannot fail.
        return (try? encoder.encode(self)) ?? ""
    }
}
