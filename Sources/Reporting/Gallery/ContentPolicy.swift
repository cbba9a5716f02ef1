/// The content security policies of the pages that Magpie writes (CSP Level 3).
enum ContentPolicy {
  /// The policy of a page of the gallery, as written in a `meta` element: only the page's own script
  /// and style, images from the same folder, and nothing else.
  ///
  /// `file:` is listed because some browsers give a page opened from disk no origin, so that
  /// `'self'` matches nothing.
  static let text = """
    default-src 'none'; img-src 'self' file: data:; \
    style-src \(EmbeddedText.galleryStyle.source); \
    script-src \(EmbeddedText.galleryScript.source); base-uri 'none'; form-action 'none'
    """

  /// The policy of a report of an audit: only the page's own style.
  static let ofAudit = """
    default-src 'none'; img-src data:; style-src \(EmbeddedText.auditStyle.source); \
    base-uri 'none'; form-action 'none'
    """
}
