/// The content security policies of the pages that Magpie writes (CSP Level 3).
enum ContentPolicy {
  /// The policy of a page of a gallery, as written in a `meta` element: the page's own style, images
  /// from the same folder and from a bucket, and nothing else.
  ///
  /// The first page has a script. It loads the files of the index, which `'strict-dynamic'` allows to it
  /// and to no markup: a `script` element with an address never runs, whatever it names.
  ///
  /// `file:` is listed because some browsers give a page opened from disk no origin, so that
  /// `'self'` matches nothing.
  static func ofGallery(hasScript: Bool, imagesFrom bucket: String?) -> String {
    """
    default-src 'none'; img-src 'self' file: data:\(bucket.map { " " + $0 } ?? ""); \
    style-src \(EmbeddedText.galleryStyle.source); base-uri 'none'; form-action 'none'
    """
      + (hasScript ? "; script-src \(EmbeddedText.galleryScript.source) 'strict-dynamic'" : "")
  }

  /// The policy of the live page: its own style and script, and data and images of its own server.
  static let ofLivePage = """
    default-src 'none'; img-src 'self' data:; connect-src 'self'; \
    style-src \(EmbeddedText.liveStyle.source); script-src \(EmbeddedText.liveScript.source); \
    base-uri 'none'; form-action 'none'
    """

  /// The policy of a report of an audit: only the page's own style.
  static let ofAudit = """
    default-src 'none'; img-src data:; style-src \(EmbeddedText.auditStyle.source); \
    base-uri 'none'; form-action 'none'
    """
}
