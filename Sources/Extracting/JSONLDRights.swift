import Bytes
import CrawlModel

/// Finds in JSON-LD what is stated about the rights in images, as Google's documentation of image
/// metadata has it: `license`, `acquireLicensePage`, `creditText`, `copyrightNotice`, `creator` of
/// an `ImageObject` with a `contentUrl` or `url`.
///
/// The objects can stand anywhere: at the top, in `@graph`, in arrays, as the `image` of another
/// object. Parts of one image that share an `@id` belong together.
struct JSONLDRights {
  /// The maximum nesting depth of containers that are tracked; what is deeper is not read.
  static let maximumDepth = 64
  /// The maximum number of images with rights in one text.
  static let maximumImages = 1000
  /// The maximum number of addresses of one image.
  static let maximumAddresses = 16

  /// An image: its addresses as written, and what is stated about it.
  struct Image {
    var addresses: [String] = []
    var rights = ImageRights()
    fileprivate var identity: String?
    fileprivate var isImage = false
  }

  /// Returns the images about whose rights something is stated.
  static func images(in json: Span<UInt8>) -> [Image] {
    var rights = JSONLDRights()
    var reader = JSONReader()
    while let token = reader.next(in: json) { rights.take(token, json) }
    // Truncated JSON has unclosed objects.
    while !rights.frames.isEmpty { rights.end() }
    return rights.merged
  }

  private enum Key {
    case address, identity, type, image, name, list, other
    case statement(RightsStatement.Kind)
  }

  private struct Frame {
    var isArray: Bool
    var key = Key.other
    /// The innermost object, or itself.
    var owner: Int?
    /// The statement of the object around that this object is the value of.
    var value: RightsStatement.Kind?
    /// Whether it is the value of a property for images.
    var isImageValue = false
    var isOther = false
    var image = Image()
  }

  private var frames: [Frame] = []
  private var tooDeep = 0
  private var found: [Image] = []

  private mutating func take(_ token: JSONReader.Token, _ json: Span<UInt8>) {
    switch token {
    case .beginObject: begin(isArray: false)
    case .beginArray: begin(isArray: true)
    case .endObject, .endArray:
      if tooDeep > 0 { tooDeep -= 1 } else { end() }
    case .key(let key):
      guard tooDeep == 0, let last = frames.indices.last, !frames[last].isArray else { return }
      frames[last].key = Self.key(json.text(of: key))
    case .string(let text):
      guard tooDeep == 0, text.range.count <= LinkCollector.maximumAddressBytes else { return }
      take(json.text(of: text))
    case .scalar: break
    }
  }

  private mutating func begin(isArray: Bool) {
    guard frames.count < Self.maximumDepth, tooDeep == 0 else {
      tooDeep += 1
      return
    }
    var frame = Frame(isArray: isArray)
    if let outer = frames.last {
      // A list, or an object in it, stands for the property that has the list.
      switch outer.key {
      case .statement(let kind): frame.value = kind
      case .image: frame.isImageValue = true
      case .list: (frame.value, frame.isImageValue) = (outer.value, outer.isImageValue)
      default: break
      }
      if isArray { frame.key = outer.key }
      frame.owner = isArray ? outer.owner : frames.count
    } else {
      frame.owner = isArray ? nil : 0
    }
    frames.append(frame)
  }

  private mutating func end() {
    guard let frame = frames.popLast(), !frame.isArray, frame.value == nil else { return }
    var image = frame.image
    image.isImage = image.isImage || (frame.isImageValue && !frame.isOther)
    let isPart = image.identity != nil && (image.isImage || !image.rights.isEmpty)
    guard isPart || (image.isImage && !image.rights.isEmpty), found.count < Self.maximumImages
    else { return }
    found.append(image)
  }

  private mutating func take(_ text: String) {
    guard let frame = frames.last, let owner = frame.owner else { return }
    if let kind = frames[owner].value {
      // The address of a licence, or the name of a person.
      guard Self.isValue(frame.key, of: kind), let whole = outerOwner(of: owner) else { return }
      frames[whole].image.rights.add(Self.statement(kind, text))
      return
    }
    switch frame.key {
    case .type:
      let type = text.lowercased()
      if Self.imageTypes.contains(where: type.hasSuffix) {
        frames[owner].image.isImage = true
      } else if !Self.plainTypes.contains(where: type.hasSuffix) {
        frames[owner].isOther = true
      }
    case .identity: frames[owner].image.identity = text
    case .address where frames[owner].image.addresses.count < Self.maximumAddresses:
      frames[owner].image.addresses.append(text)
    case .statement(let kind): frames[owner].image.rights.add(Self.statement(kind, text))
    default: break
    }
  }

  /// The object that has the object at an index as the value of a property.
  private func outerOwner(of index: Int) -> Int? {
    index > 0 ? frames[index - 1].owner : nil
  }

  private static func isValue(_ key: Key, of kind: RightsStatement.Kind) -> Bool {
    switch (key, kind) {
    case (.name, .creator), (.name, .owner): true
    case (.address, .license), (.identity, .license), (.address, .acquireLicensePage),
      (.identity, .acquireLicensePage):
      true
    default: false
    }
  }

  private static func statement(_ kind: RightsStatement.Kind, _ text: String) -> RightsStatement {
    RightsStatement(kind, in: .jsonLD, text)
  }

  /// The images, in which the parts with the same identity are one.
  private var merged: [Image] {
    var images: [Image] = []
    var places: [String: Int] = [:]
    for part in found {
      guard let identity = part.identity, let place = places[identity] else {
        if let identity = part.identity { places[identity] = images.count }
        images.append(part)
        continue
      }
      let room = Self.maximumAddresses - images[place].addresses.count
      images[place].addresses += part.addresses.prefix(max(0, room))
      images[place].isImage = images[place].isImage || part.isImage
      for statement in part.rights.statements { images[place].rights.add(statement) }
    }
    return images.filter { $0.isImage && !$0.rights.isEmpty }.map { image in
      var image = image
      // An identity is often the address itself.
      if let identity = image.identity { image.addresses.append(identity) }
      return image
    }
  }

  private static let imageTypes = ["imageobject", "imageobjectsnapshot", "photograph", "barcode"]
  /// Types that say nothing about whether it is an image.
  private static let plainTypes = ["mediaobject", "creativework", "thing", "image", "photo"]

  /// The meaning of a property, with or without the vocabulary's prefix.
  private static func key(_ key: String) -> Key {
    let name = key.split(whereSeparator: { $0 == "/" || $0 == ":" || $0 == "#" }).last ?? ""
    return keys[name.lowercased()] ?? .other
  }

  private static let keys: [String: Key] = [
    "url": .address, "contenturl": .address, "@id": .identity, "@type": .type, "type": .type,
    "image": .image, "photo": .image, "logo": .image, "primaryimageofpage": .image,
    "associatedmedia": .image, "name": .name, "@list": .list, "@set": .list, "@graph": .list,
    "@value": .list, "license": .statement(.license),
    "acquirelicensepage": .statement(.acquireLicensePage), "credittext": .statement(.creditText),
    "copyrightnotice": .statement(.copyrightNotice), "creator": .statement(.creator),
    "author": .statement(.creator), "copyrightholder": .statement(.owner),
  ]
}
