import Bytes

/// Whether JSON keys and variable names denote an image.
enum ImageKey {
  /// The maximum length of a relevant key.
  static let longest = 40

  /// Whether the key clearly denotes an image: `image`, `thumbnail_url`, `ogImage`.
  static func isImage(_ key: String) -> Bool {
    guard key.utf8.count <= longest else { return false }
    let name = letters(key)
    return names.contains(name) || endings.contains { name.hasSuffix($0) }
  }

  /// Whether the key denotes an address of any kind.
  static func isAddress(_ key: String) -> Bool {
    guard key.utf8.count <= longest else { return false }
    let name = letters(key)
    return addresses.contains(name) || isImage(key)
  }

  private static func letters(_ key: String) -> String {
    String(
      decoding: key.utf8.lazy.filter { $0 != "_" && $0 != "-" }.map(\.lowercasedASCII),
      as: UTF8.self)
  }

  private static let names: Set<String> = [
    "image", "images", "img", "imgs", "thumb", "thumbs", "thumbnail", "thumbnails", "poster",
    "photo", "photos", "picture", "pictures", "avatar", "logo", "icon", "background",
    "backgroundimage", "cover", "hires", "screenshot", "favicon", "thumbnailsrc",
  ]

  private static let endings = [
    "image", "imageurl", "imageuri", "imagesrc", "imgurl", "imgsrc", "thumburl", "thumbnail",
    "thumbnailurl", "posterurl", "photourl", "pictureurl", "avatarurl", "logourl", "iconurl",
    "coverurl", "screenshoturl",
  ]

  private static let addresses: Set<String> = [
    "src", "url", "href", "file", "path", "full", "large", "medium", "small", "original", "big",
    "source", "uri", "contenturl", "content",
  ]
}
