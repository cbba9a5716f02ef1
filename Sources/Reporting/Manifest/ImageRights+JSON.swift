import Bytes
import CrawlModel

extension JSONObject {
  /// Writes what a file says about the rights in it; nothing if it says nothing.
  mutating func rights(_ rights: ImageRights) {
    guard !rights.isEmpty else { return }
    array("license") { list in
      for statement in rights.statements {
        list.object { entry in
          entry.member("kind", statement.kind.rawValue)
          entry.member("where", statement.place.rawValue)
          if !statement.value.isEmpty { entry.member("value", statement.value) }
        }
      }
    }
  }
}
