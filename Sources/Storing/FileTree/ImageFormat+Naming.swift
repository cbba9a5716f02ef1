import CrawlModel

extension ImageFormat {
  /// The usual lower-case extensions of files with this format.
  var customaryExtensions: [String] {
    switch self {
    case .jpeg: ["jpg", "jpeg", "jpe", "jfif"]
    case .png: ["png", "apng"]
    case .gif: ["gif"]
    case .webp: ["webp"]
    case .avif: ["avif", "avifs"]
    case .heic: ["heic", "heif", "heics", "hif"]
    case .jxl: ["jxl"]
    case .svg: ["svg"]
    case .ico: ["ico", "cur"]
    case .bmp: ["bmp", "dib"]
    case .tiff: ["tif", "tiff"]
    }
  }

  /// Whether a text is an extension of this format, ignoring case.
  func isExtension(_ text: Substring) -> Bool {
    customaryExtensions.contains(text.lowercased())
  }

  private static let extensions = Set(allCases.flatMap(\.customaryExtensions))
  private static let longestExtension = extensions.reduce(0) { max($0, $1.utf8.count) }

  /// Whether a text is an extension of any format, ignoring case.
  static func isAnyExtension(_ text: Substring) -> Bool {
    text.utf8.count <= longestExtension && extensions.contains(text.lowercased())
  }
}
