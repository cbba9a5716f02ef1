public import CrawlModel

/// Extracts the images of a web app manifest (W3C Web Application Manifest): its icons, its
/// screenshots, and the icons of its shortcuts.
public struct AppManifestLinks: LinkExtractor {
  /// Creates an extractor.
  public init() {}

  /// Reports `manifest[icon]`, `manifest[screenshot]` and `manifest[shortcut]` for images, and the
  /// start pages of the app.
  public func extract(
    from bytes: Span<UInt8>, in context: DocumentContext, _ found: (Link) -> Void
  ) throws(ExtractionError) -> DocumentFacts {
    JSONDocument.links(of: bytes, in: context, expecting: .manifest, found)
  }
}

/// The objects of a web app manifest.
enum AppManifest {
  private static let objects = JSONObjects(wanted: [
    "src", "sizes", "label", "name", "short_name", "start_url", "url",
  ])

  /// Reports the links of a manifest and returns the name of the app.
  static func read(_ text: Span<UInt8>, into links: DocumentLinks) -> String? {
    var name: String?
    objects.read(text) { object in
      switch object.path.last {
      case nil:
        name = object["name"] ?? object["short_name"]
        if let address = object["start_url"] {
          links.add(address, .page, Via("manifest[start_url]", .embedded))
        }
      case "icons":
        add(
          object, object.path.contains("shortcuts") ? "manifest[shortcut]" : "manifest[icon]", links
        )
      case "screenshots": add(object, "manifest[screenshot]", links)
      case "shortcuts":
        if let address = object["url"] {
          links.add(address, .page, Via("manifest[shortcut]", .embedded))
        }
      default: break
      }
    }
    return name
  }

  private static func add(_ object: JSONObjects.Object, _ via: String, _ links: DocumentLinks) {
    guard let address = object["src"] else { return }
    var caption = Caption(title: object["label"])
    // With several sizes, none can be attributed to the image.
    if let sizes = object["sizes"]?.lowercasedWords, sizes.count == 1 {
      let numbers = sizes[0].split(separator: "x").compactMap { Int($0) }
      if numbers.count == 2 { (caption.width, caption.height) = (numbers[0], numbers[1]) }
    }
    links.add(address, .image, Via(via, .metadata), caption)
  }
}
