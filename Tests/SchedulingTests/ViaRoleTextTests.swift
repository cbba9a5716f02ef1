import CrawlModel
import Testing

@testable import Scheduling

/// Roles that the migration reads from the texts of earlier journals.
struct ViaRoleTextTests {
  @Test(arguments: [
    ("a[href]", Link.Kind.page, Via.Role.hyperlink), ("area[href]", .image, .hyperlink),
    ("noscript/a[href]", .page, .hyperlink), ("a[data-html]/img[src]", .image, .embedded),
    ("img[src]", .image, .embedded), ("style[url]", .image, .embedded),
    ("script[string]", .image, .script), ("script[json]/img[src]", .image, .script),
    ("noscript[data-src]", .image, .embedded), ("origin[sitemap]", .sitemap, .probe),
    ("robots[sitemap]", .sitemap, .list), ("sitemap[loc]", .page, .list),
    ("sitemap[loc]", .sitemap, .embedded), ("sitemap[image]", .image, .list),
    ("feed[link]", .page, .list), ("feed[link]", .feed, .embedded),
    ("feed/a[href]", .page, .list), ("feed/a[href]", .image, .hyperlink),
    ("feed/img[src]", .image, .embedded), ("seed", .image, .embedded),
    ("redirect", .page, .embedded), ("", .image, .embedded),
  ])
  func `a text has the role that links with it get`(text: String, kind: Link.Kind, role: Via.Role) {
    #expect(ViaRoleText.role(of: text, to: kind) == role)
  }
}
