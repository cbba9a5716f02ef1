import Bytes

/// A script or style of the pages that Magpie writes.
///
/// It is made of files in this folder, which the build embeds into the program. Nothing else can become
/// one, so that it may stand in a page unescaped.
struct EmbeddedText {
  /// Its text in UTF-8.
  let bytes: [UInt8]
  /// The expression that allows it in a content security policy (CSP Level 3, section 2.3.1).
  let source: String

  /// The style of a page of the gallery.
  static let galleryStyle = EmbeddedText([PackageResources.gallery_css])
  /// The script of a page of the gallery.
  static let galleryScript = EmbeddedText([PackageResources.gallery_js])
  /// The style of the report of an audit.
  static let auditStyle = EmbeddedText([PackageResources.audit_css])

  private init(_ files: [[UInt8]]) {
    // The newlines keep the tags on lines of their own.
    let newline = [UInt8(ascii: "\n")]
    let bytes = newline + files.joined(separator: newline)
    self.bytes = bytes
    source = "'sha256-" + Base64.text(SHA256Digest(of: bytes.span).bytes) + "'"
  }
}
