import CrawlModel

/// A response of oEmbed 1.0 (oembed.com §2.3), in JSON or XML.
struct Embedding {
  var type: String?
  var url: String?
  var thumbnail: String?
  var title: String?

  /// Reports the photo and the thumbnail.
  func report(to links: DocumentLinks) {
    let caption = Caption(title: title)
    if type?.lowercased() == "photo", let url {
      links.add(url, .image, Via("oembed[photo]", .metadata), caption)
    }
    if let thumbnail { links.add(thumbnail, .image, Via("oembed[thumbnail]", .metadata), caption) }
  }

  private static let objects = JSONObjects(wanted: ["type", "url", "thumbnail_url", "title"])

  /// Reports the links of a response in JSON and returns its title.
  static func read(_ text: Span<UInt8>, into links: DocumentLinks) -> String? {
    var title: String?
    objects.read(text) { object in
      guard object.path.isEmpty else { return }
      let embedding = Embedding(
        type: object["type"], url: object["url"], thumbnail: object["thumbnail_url"],
        title: object["title"])
      embedding.report(to: links)
      title = embedding.title
    }
    return title
  }
}
