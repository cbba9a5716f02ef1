public import Addressing
public import CrawlModel

/// The links in the header of an answer: `Link` (RFC 8288) and `Refresh`.
public enum HeaderLinks {
  /// How many links of one answer are looked at.
  static let maximumLinks = 1000

  /// Gives out `header[link]` and `header[refresh]`.
  ///
  /// - Parameters:
  ///   - headers: The fields of the answer.
  ///   - address: Where it came from; relative references start from there.
  ///   - found: Takes the links.
  public static func extract(
    from headers: Headers, at address: WebAddress, _ found: (Link) -> Void
  ) {
    withoutActuallyEscaping(found) { found in
      var collector = LinkCollector(base: address, found)
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
    // Of another resource than this one.
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
      // Many pages have a twin in JSON, which shows no more than they do.
      return MediaTypes.isFeed(type) ? .feed : MediaTypes.essence(type) == "text/html" ? .page : nil
    // No short links: each page has one, and it only leads back to the page.
    case "canonical", "next", "prev", "previous", "first", "last", "start", "up", "index",
      "contents":
      return .page
    default: return nil
    }
  }
}
