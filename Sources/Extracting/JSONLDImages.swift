import Bytes

/// Finds the images in JSON-LD of schema.org's vocabulary.
///
/// An address counts as an image by its property (`image`, `logo`, `thumbnailUrl`…), by the type of
/// its object (`ImageObject`) under any property, or by its extension. The type may follow the
/// address, so the addresses of an object are kept until its end.
struct JSONLDImages {
  /// The maximum nesting depth of containers that are tracked; deeper, only the extension counts.
  static let maximumDepth = 64

  /// Passes each address, as written, to `found`.
  ///
  /// - Parameters:
  ///   - json: the text.
  ///   - onlyObjects: whether only the addresses of an `ImageObject` count, because other properties
  ///     are not those of schema.org.
  ///   - found: receives the addresses.
  /// - Returns: whether there are statements about rights, see `JSONLDRights`.
  @discardableResult
  static func scan(
    _ json: Span<UInt8>, onlyObjects: Bool = false, _ found: (String) -> Void
  ) -> Bool {
    var images = JSONLDImages(onlyObjects: onlyObjects)
    var reader = JSONReader()
    while let token = reader.next(in: json) { images.take(token, json, found) }
    // Truncated JSON has unclosed objects.
    while !images.frames.isEmpty { images.end(found) }
    return images.hasRights
  }

  private enum Key { case image, address, identity, list, type, format, text, rights, other }

  private struct Frame {
    var isArray: Bool
    /// The kind of the strings in it.
    var key: Key
    /// The innermost enclosing object, or itself; `nil` outside any object.
    var owner: Int?
    /// Whether it is the value of a property for images.
    var isImageValue: Bool
    /// The object whose address this is: `"url": {"@id": …}`.
    var addressee: Int?
    var isImageObject = false
    var isOtherObject = false
    /// Addresses that are images if the object is one.
    var addresses: [String] = []
  }

  private let onlyObjects: Bool
  private var frames: [Frame] = []
  private var tooDeep = 0
  private var hasRights = false

  private init(onlyObjects: Bool) { self.onlyObjects = onlyObjects }

  private mutating func take(
    _ token: JSONReader.Token, _ json: Span<UInt8>, _ found: (String) -> Void
  ) {
    switch token {
    case .beginObject: begin(isArray: false)
    case .beginArray: begin(isArray: true)
    case .endObject, .endArray:
      if tooDeep > 0 { tooDeep -= 1 } else { end(found) }
    case .key(let key):
      if tooDeep == 0, let last = frames.indices.last {
        let kind = Self.kind(of: json.text(of: key))
        if kind == .rights { hasRights = true }
        frames[last].key = kind == .rights ? .other : kind
      }
    case .string(let text): take(json.text(of: text), found)
    case .scalar: break
    }
  }

  private mutating func begin(isArray: Bool) {
    guard frames.count < Self.maximumDepth, tooDeep == 0 else {
      tooDeep += 1
      return
    }
    let outer = frames.last
    let key = outer?.key ?? .other
    let isImageValue =
      switch key {
      case .image: true
      // A list of them, or `"url": {"@id": …}`.
      case .list, .identity, .address: outer?.isImageValue ?? false
      default: outer?.isArray == true && outer?.isImageValue == true
      }
    frames.append(
      Frame(
        isArray: isArray, key: isArray ? key : .other,
        owner: isArray ? outer?.owner : frames.count, isImageValue: isImageValue,
        addressee: isArray || key != .address ? nil : outer?.owner))
  }

  private mutating func end(_ found: (String) -> Void) {
    guard let frame = frames.popLast(), !frame.isArray else { return }
    let isImage =
      frame.isImageObject || (frame.isImageValue && !frame.isOtherObject && !onlyObjects)
    if !isImage, let addressee = frame.addressee, !frame.isOtherObject {
      frames[addressee].addresses += frame.addresses
    }
    guard isImage else { return }
    for address in frame.addresses { found(address) }
  }

  private mutating func take(_ text: String, _ found: (String) -> Void) {
    let key = tooDeep == 0 ? frames.last?.key ?? .other : .other
    let owner = tooDeep == 0 ? frames.last?.owner : nil
    switch key {
    case .text: break
    case .type:
      guard let owner else { return }
      let type = text.lowercased()
      if Self.imageTypes.contains(where: { type.hasSuffix($0) }) {
        frames[owner].isImageObject = true
      } else if !Self.plainTypes.contains(where: { type.hasSuffix($0) }) {
        frames[owner].isOtherObject = true
      }
    case .format:
      if let owner, text.lowercased().hasPrefix("image/") { frames[owner].isImageObject = true }
    case .image where Self.isLikely(text): report(text, found)
    case .list where Self.isLikely(text) && frames.last?.isImageValue ?? false:
      report(text, found)
    case .address, .identity:
      guard Self.isLikely(text) || Self.isProgram(text) else { return }
      if !onlyObjects, ImagePath.isImage(text), ImagePath.couldBeReference(text) {
        found(text)
      } else if let owner, key == .address || frames[owner].addressee != nil {
        frames[owner].addresses.append(text)
      }
    case .list where owner.map { frames[$0].addressee != nil } ?? false:
      if let owner, Self.isLikely(text) { frames[owner].addresses.append(text) }
    case .image, .list, .rights, .other:
      if ImagePath.isImage(text), ImagePath.isAbsolute(text), ImagePath.couldBeReference(text) {
        report(text, found)
      }
    }
  }

  private func report(_ address: String, _ found: (String) -> Void) {
    if !onlyObjects { found(address) }
  }

  /// Whether a text can be an address: properties for images may also contain names and notes.
  private static func isLikely(_ text: String) -> Bool {
    let text = text.trimmingHTMLSpace
    guard let first = text.utf8.first, first != "#", first != "_", first != "{", first != "<",
      !ImagePath.isOther(text) || (text.contains("?") && isProgram(text))
    else { return false }
    if ImagePath.isAbsolute(text) { return true }
    if text.utf8.contains(where: \.isASCIIWhitespace) { return ImagePath.isImage(text) }
    return text.utf8.contains(UInt8(ascii: "/")) || ImagePath.isImage(text)
  }

  /// Whether a program makes what is at the address: `/thumb.php`.
  private static func isProgram(_ text: some StringProtocol) -> Bool {
    let path = text.prefix { $0 != "?" }.lowercased()
    return programs.contains { path.hasSuffix($0) }
  }

  private static let programs = [".php", ".asp", ".aspx", ".cgi", ".jsp"]
  private static let imageTypes = ["imageobject", "imageobjectsnapshot", "photograph", "barcode"]
  /// Types that say nothing about what is at the address.
  private static let plainTypes = ["mediaobject", "creativework", "thing", "url", "image", "photo"]

  /// Returns the kind of a property, with or without the vocabulary's prefix.
  private static func kind(of key: String) -> Key {
    let name = key.split(whereSeparator: { $0 == "/" || $0 == ":" || $0 == "#" }).last ?? ""
    return kinds[name.lowercased()] ?? .other
  }

  /// By name in lower case, since pages do not always keep the case of the vocabulary.
  private static let kinds: [String: Key] = [
    "image": .image, "logo": .image, "photo": .image, "photos": .image, "thumbnail": .image,
    "thumbnailurl": .image, "primaryimageofpage": .image, "screenshot": .image,
    "image_url": .image, "images": .image, "imageurl": .image, "url": .address,
    "contenturl": .address, "@type": .type, "type": .type, "encodingformat": .format,
    "fileformat": .format, "@id": .identity, "@list": .list, "@set": .list, "@value": .list,
    "@graph": .list, "@context": .text, "name": .text, "headline": .text, "description": .text,
    "text": .text, "articlebody": .text, "caption": .text, "alternatename": .text,
    "license": .rights, "acquirelicensepage": .rights, "credittext": .rights,
    "copyrightnotice": .rights, "alternativeheadline": .text, "keywords": .text, "abstract": .text,
  ]
}
