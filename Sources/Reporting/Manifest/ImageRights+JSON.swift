import Addressing
import Bytes
import CrawlModel

extension JSONObject {
  /// Writes what is stated about the rights in an image; nothing if nothing is.
  mutating func rights(_ rights: ImageRights) {
    guard !rights.isEmpty else { return }
    array("license") { list in
      for statement in rights.statements {
        list.object { entry in
          entry.member("kind", statement.kind.rawValue)
          entry.member("where", statement.place.rawValue)
          if !statement.value.isEmpty { entry.member("value", statement.value) }
          entry.member("page", statement.page?.text)
        }
      }
    }
  }
}
