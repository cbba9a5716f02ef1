import CrawlModel

/// The `Accept` header by what a request is for, as the Fetch standard has it for destinations
/// ("fetch", step "header list does not contain `Accept`").
///
/// Many servers choose by it between an image and a page about the image. The formats that browsers
/// add, such as AVIF and WebP, are not listed: servers would convert to them, and the original is
/// wanted.
enum AcceptedContent: CaseIterable {
  case document, stylesheet, image, anything

  init(_ kind: Job.Kind) {
    self =
      switch kind {
      case .page: .document
      case .stylesheet: .stylesheet
      case .image: .image
      case .feed, .sitemap, .manifest, .robots, .optOuts: .anything
      }
  }

  /// The value of the header.
  var value: String {
    switch self {
    case .document: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    case .stylesheet: "text/css,*/*;q=0.1"
    case .image: "image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5"
    case .anything: "*/*"
    }
  }
}
