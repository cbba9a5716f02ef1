/// The bytes of a response and their media type.
public enum Content: Sendable {
  /// These bytes, with this media type.
  case bytes([UInt8], type: String)
  /// This text in UTF-8, with this media type.
  case text(String, type: String)
  /// A file of the site's folder, by its path in it; the extension determines its type.
  case file(String)
  /// The file of the site's folder at the request's own path.
  case requested

  /// An HTML page.
  public static func html(_ text: String) -> Content {
    .text(text, type: "text/html; charset=utf-8")
  }
}

/// The media types of the extensions used in test sites.
enum MediaTypes {
  /// Returns the type for a file name.
  static func type(ofFile name: String) -> String {
    guard let dot = name.lastIndex(of: "."), !name[dot...].contains("/") else {
      return "application/octet-stream"
    }
    return byExtension[name[dot...].dropFirst().lowercased()] ?? "application/octet-stream"
  }

  private static let byExtension = [
    "html": "text/html; charset=utf-8", "htm": "text/html; charset=utf-8",
    "xhtml": "application/xhtml+xml", "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8", "json": "application/json",
    "webmanifest": "application/manifest+json", "xml": "application/xml",
    "rss": "application/rss+xml", "atom": "application/atom+xml",
    "txt": "text/plain; charset=utf-8", "pdf": "application/pdf", "jpg": "image/jpeg",
    "jpeg": "image/jpeg", "png": "image/png", "apng": "image/apng", "gif": "image/gif",
    "webp": "image/webp", "avif": "image/avif", "heic": "image/heic", "jxl": "image/jxl",
    "svg": "image/svg+xml", "ico": "image/x-icon", "bmp": "image/bmp", "tif": "image/tiff",
    "tiff": "image/tiff",
  ]
}
