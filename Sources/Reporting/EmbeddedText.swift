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
  static let galleryStyle = EmbeddedText([
    PackageResources.base_css, PackageResources.page_css, PackageResources.plain_css,
    PackageResources.tools_css, PackageResources.pictures_css, PackageResources.lightbox_css,
  ])

  /// The script of the first page of the gallery; a file uses only those before it.
  static let galleryScript = EmbeddedText(
    [Array("(() => {\n\"use strict\";\n".utf8)] + [
      PackageResources.elements_js, PackageResources.picture_js, PackageResources.index_js,
      PackageResources.selection_js, PackageResources.rows_js, PackageResources.tile_js,
      PackageResources.view_js, PackageResources.swipe_js, PackageResources.lightbox_js,
      PackageResources.tools_js, PackageResources.address_js, PackageResources.gallery_js,
      PackageResources.start_js,
    ] + [Array("})();\n".utf8)])

  /// The style of the live page.
  static let liveStyle = EmbeddedText([
    PackageResources.base_css, PackageResources.page_css, PackageResources.tools_css,
    PackageResources.pictures_css, PackageResources.lightbox_css, PackageResources.live_css,
  ])

  /// The script of the live page: the gallery, with an index that grows.
  static let liveScript = EmbeddedText(
    [Array("(() => {\n\"use strict\";\n".utf8)] + [
      PackageResources.elements_js, PackageResources.picture_js, PackageResources.selection_js,
      PackageResources.rows_js, PackageResources.tile_js, PackageResources.view_js,
      PackageResources.swipe_js, PackageResources.lightbox_js, PackageResources.tools_js,
      PackageResources.address_js, PackageResources.gallery_js, PackageResources.feed_js,
      PackageResources.numbers_js, PackageResources.hosts_js, PackageResources.faults_js,
      PackageResources.lookup_js, PackageResources.tabs_js, PackageResources.live_js,
    ] + [Array("})();\n".utf8)])

  /// The style of the report of an audit.
  static let auditStyle = EmbeddedText([PackageResources.base_css, PackageResources.audit_css])

  private init(_ files: [[UInt8]]) {
    // The newlines keep the tags on lines of their own.
    let newline = [UInt8(ascii: "\n")]
    let bytes = newline + files.joined(separator: newline)
    self.bytes = bytes
    source = "'sha256-" + Base64.text(SHA256Digest(of: bytes.span).bytes) + "'"
  }
}
