import CrawlModel

/// Judges the content of an image, wherever it is shown.
enum ContentAudit {
  /// The size from which on bytes for each pixel are counted; the limit of other auditors.
  static let leastBytes = 100_000
  /// The most bytes for each pixel of a photograph: twice what Lighthouse expects of a JPEG.
  static let bytesPerPixel = 0.5
  /// The most bytes for each pixel of a lossless image: more than this has a photograph.
  static let losslessBytesPerPixel = 1.0

  /// The fault of an image that has far more bytes than its pixels need.
  static func heaviness(of entry: ManifestEntry) -> AuditFinding? {
    guard let limit = entry.format?.mostBytesPerPixel, entry.isAnimated != true,
      let bytes = entry.bytes, bytes >= leastBytes, let width = entry.width,
      let height = entry.height, width > 0, height > 0
    else { return nil }
    let perPixel = Double(bytes) / (Double(width) * Double(height))
    guard perPixel > limit else { return nil }
    var finding = AuditFinding(.heavyImage, everywhere: entry)
    finding.bytes = bytes
    finding.pixels = AuditFinding.Size(width, height)
    let hundredths = Int((min(perPixel, 1e6) * 100).rounded())
    let rest = hundredths % 100
    finding.detail =
      "\(Readable.bytes(bytes)) for \(width) × \(height) pixels, \(hundredths / 100)."
      + "\(rest < 10 ? "0" : "")\(rest) bytes for each"
    return finding
  }

  /// The fault of an image that the server calls something else.
  static func wrongType(of entry: ManifestEntry) -> AuditFinding? {
    guard let format = entry.format, entry.key.address != nil else { return nil }
    let sent = entry.contentType ?? ""
    let type = sent.prefix { $0 != ";" && $0 != "," }.filter { !$0.isWhitespace }.lowercased()
    guard !format.mediaTypes.contains(type) else { return nil }
    var finding = AuditFinding(
      .wrongType, everywhere: entry,
      sent.isEmpty
        ? "\(format.rawValue.uppercased()) without a content type"
        : "\(format.rawValue.uppercased()) served as \(Readable.line(sent))")
    finding.contentType = entry.contentType
    finding.format = format
    return finding
  }
}

extension ImageFormat {
  /// The most bytes for each pixel; `nil` if the size does not depend on the pixels.
  fileprivate var mostBytesPerPixel: Double? {
    switch self {
    case .svg, .ico: nil
    case .jpeg, .webp, .avif, .heic, .jxl: ContentAudit.bytesPerPixel
    case .png, .gif, .bmp, .tiff: ContentAudit.losslessBytesPerPixel
    }
  }

  /// The media types under which browsers and servers know the format: the registered one first,
  /// then others that all browsers accept.
  fileprivate var mediaTypes: [String] {
    switch self {
    case .jpeg: ["image/jpeg", "image/jpg", "image/pjpeg"]
    case .png: ["image/png", "image/apng", "image/vnd.mozilla.apng", "image/x-png"]
    case .gif: ["image/gif"]
    case .webp: ["image/webp"]
    case .avif: ["image/avif", "image/avif-sequence"]
    case .heic: ["image/heic", "image/heif", "image/heic-sequence", "image/heif-sequence"]
    case .jxl: ["image/jxl"]
    case .svg: ["image/svg+xml"]
    case .ico: ["image/vnd.microsoft.icon", "image/x-icon", "image/ico"]
    case .bmp: ["image/bmp", "image/x-ms-bmp", "image/x-bmp"]
    case .tiff: ["image/tiff", "image/tif", "image/x-tiff"]
    }
  }
}
