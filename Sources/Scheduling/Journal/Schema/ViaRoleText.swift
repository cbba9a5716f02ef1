import CrawlModel
import GRDB

/// Roles read from texts, because journals of schema versions before 4 have no role column.
///
/// Only the migration uses them; everything after it reads the column.
enum ViaRoleText {
  /// The function that the migration calls: `via_role(via, kind)`, with the kind of the address.
  static let function = DatabaseFunction("via_role", argumentCount: 2, pure: true) { values in
    guard let text = String.fromDatabaseValue(values[0]) else { return nil }
    let kind = String.fromDatabaseValue(values[1]).flatMap(Link.Kind.init(rawValue:))
    return role(of: text, to: kind ?? .image).rawValue
  }

  /// The role of a link to a document or image of this kind.
  static func role(of text: String, to kind: Link.Kind) -> Via.Role {
    if text == "origin[sitemap]" { return .probe }
    if text == "robots[sitemap]" { return .list }
    let places = text.split(separator: "/")
    if places.contains(where: { $0.hasPrefix("script[") }) { return .script }
    let isInList = ["sitemap[", "feed[", "feed/"].contains(where: text.hasPrefix)
    switch kind {
    // A feed or sitemap lists only pages; other parts belong to it.
    case .page where isInList: return .list
    case .image where isInList && places.count == 1: return .list
    case .page, .image, .feed, .sitemap, .stylesheet, .manifest:
      let place = places.last ?? ""
      return place.hasPrefix("a[") || place.hasPrefix("area[") ? .hyperlink : .embedded
    }
  }
}
