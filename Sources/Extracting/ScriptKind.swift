import Markup

/// The content of a `script` element, by its type.
enum ScriptKind {
  case jsonLD, json, other

  /// Returns `nil` if the content is not used.
  init?(of element: HTMLElement) {
    guard element["src"] == nil else { return nil }
    let type = element["type"].map { String($0.trimmingHTMLSpace).lowercased() } ?? ""
    if type.hasPrefix("application/ld+json") {
      self = .jsonLD
    } else if type.contains("json") {
      self = .json
    } else if type == "importmap" || type == "speculationrules" {
      return nil
    } else {
      self = .other
    }
  }
}
