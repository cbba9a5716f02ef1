public import Addressing
public import CrawlModel

/// Extracts the links in the header of a response: `Link` (RFC 8288) and `Refresh`.
public enum HeaderLinks {
  /// The maximum number of links read from one response.
  static let maximumLinks = 1000

  /// Reports `header[link]` and `header[refresh]`.
  ///
  /// - Parameters:
  ///   - headers: the fields of the response.
  ///   - address: the response's address, the base of relative references.
  ///   - found: receives the links.
  public static func extract(
    from headers: Headers, at address: WebAddress, _ found: (Link) -> Void
  ) {
    withoutActuallyEscaping(found) { found in
      var collector = LinkCollector(base: address, of: headers.byteCount, found)
      for value in headers.all("Link") {
        LinkHeader.parse(value) { reference, parameters in
          guard collector.count < maximumLinks else { return }
          add(reference, parameters, to: &collector)
        }
      }
      if let reference = headers["Refresh"].flatMap(Refresh.reference) {
        collector.add(reference, .page, Via("header[refresh]", .embedded))
      }
    }
  }

  private static func add(
    _ reference: String, _ parameters: LinkHeader.Parameters, to collector: inout LinkCollector
  ) {
    // A link of another resource.
    guard parameters["anchor"] == nil else { return }
    for rel in parameters["rel"]?.lowercasedWords ?? [] {
      guard let kind = kind(rel, parameters) else { continue }
      collector.add(reference, kind, Via("header[link]", .embedded))
      if kind == .image {
        for candidate in Srcset.candidates(parameters["imagesrcset"] ?? "") {
          collector.add(candidate.url, .image, Via("header[link]", .embedded))
        }
      }
      return
    }
  }

  private static func kind(_ rel: String, _ parameters: LinkHeader.Parameters) -> Link.Kind? {
    switch rel {
    case "icon", "apple-touch-icon", "apple-touch-icon-precomposed", "mask-icon", "image_src":
      return .image
    case "preload", "prefetch":
      switch parameters["as"]?.lowercased() {
      case "image": return .image
      case "style": return .stylesheet
      default: return nil
      }
    case "stylesheet": return .stylesheet
    case "manifest": return .manifest
    case "sitemap": return .sitemap
    case "alternate":
      guard let type = parameters["type"] else { return .page }
      // Many pages have a JSON version, which has no further images.
      return MediaTypes.isFeed(type) ? .feed : MediaTypes.essence(type) == "text/html" ? .page : nil
    // Short links are ignored: each page has one, which only leads back to the page.
    case "canonical", "next", "prev", "previous", "first", "last", "start", "up", "index",
      "contents":
      return .page
    default: return nil
    }
  }
}
