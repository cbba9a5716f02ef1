import CrawlModel

/// JSON Feed 1.1 (jsonfeed.org).
enum JSONFeed {
  private static let objects = JSONObjects(wanted: [
    "title", "home_page_url", "next_url", "icon", "favicon", "url", "external_url", "image",
    "banner_image", "content_html", "avatar", "mime_type",
  ])

  /// Reports the links of a feed and returns its title.
  static func read(_ text: Span<UInt8>, into links: DocumentLinks) -> String? {
    var content = EntryContent()
    var title: String?
    objects.read(text) { object in
      switch object.path.last {
      case nil:
        title = object["title"]
        add(object["home_page_url"], .page, Via("feed[link]", .list), to: links)
        add(object["next_url"], .feed, Via("feed[link]", .embedded), to: links)
        add(object["icon"], .image, Via("feed[icon]", .list), to: links)
        add(object["favicon"], .image, Via("feed[icon]", .list), to: links)
      case "items":
        let caption = Caption(heading: object["title"])
        add(object["url"], .page, Via("feed[link]", .list), to: links)
        add(object["external_url"], .page, Via("feed[link]", .list), to: links)
        add(object["image"], .image, Via("feed[image]", .list), caption, to: links)
        add(object["banner_image"], .image, Via("feed[image]", .list), caption, to: links)
        if let html = object["content_html"] { content.read(html.utf8.span, into: links) }
      case "attachments":
        if object["mime_type"]?.lowercased().hasPrefix("image/") ?? false {
          add(
            object["url"], .image, Via("feed[enclosure]", .list), Caption(title: object["title"]),
            to: links)
        }
      case "author", "authors": add(object["avatar"], .image, Via("feed[avatar]", .list), to: links)
      default: break
      }
    }
    return title
  }

  private static func add(
    _ reference: String?, _ kind: Link.Kind, _ via: Via, _ caption: Caption = Caption(),
    to links: DocumentLinks
  ) {
    if let reference { links.add(reference, kind, via, caption) }
  }
}
