import Bytes

/// Finds the images in JSON other than JSON-LD: the state of an application, the settings of a
/// script.
///
/// An address counts as an image by its extension or by its key; see `ImageKey`.
struct JSONImages {
  /// The content of a string.
  enum Finding {
    case address(String)
    /// Several references, see `ReferenceList`.
    case list([Srcset.Candidate])
    /// HTML with images.
    case markup(String)
    /// A script, or JSON inside a string.
    case script(String)
    /// The type `ImageObject` of schema.org, see `JSONLDImages`.
    case imageObject
  }

  /// Where the JSON is.
  enum Place {
    case script
    /// In an attribute, whose few strings are meant for the element.
    case attribute
  }

  /// Passes the findings to `found`, in order.
  static func scan(
    _ json: Span<UInt8>, in place: Place = .script, _ found: (Finding) -> Void
  ) {
    var reader = JSONReader()
    var key: JSONReader.Text?
    while let token = reader.next(in: json) {
      switch token {
      case .key(let text):
        key = text
        let bytes = json.extracting(text.range)
        guard ImagePath.isImage(bytes) else { continue }
        let reference = json.text(of: text)
        if ImagePath.isAbsolute(reference), ImagePath.couldBeReference(reference) {
          found(.address(reference))
        }
      case .string(let text):
        if json.matches("ImageObject", text) { found(.imageObject) }
        take(text, key, json, place, found)
      default: break
      }
    }
  }

  private static func take(
    _ text: JSONReader.Text, _ key: JSONReader.Text?, _ json: Span<UInt8>, _ place: Place,
    _ found: (Finding) -> Void
  ) {
    let bytes = json.extracting(text.range)
    // Without a dot and a slash it is neither an address nor markup.
    guard bytes.count > 4, bytes.hasDotOrSlash else { return }
    if let key, key.range.count <= ImageKey.longest,
      json.extracting(key.range).firstIndex(of: "srcset") != nil
    {
      return found(.list(ReferenceList.candidates(json.text(of: text)[...], isSrcset: true) ?? []))
    }
    if bytes.beginsLikeList, let list = ReferenceList.candidates(json.text(of: text)[...]) {
      return found(.list(list))
    }
    if hasMarkup(bytes) { return found(.markup(json.text(of: text))) }
    if ImagePath.isImage(bytes) {
      let reference = json.text(of: text)
      guard ImagePath.hasPlainHost(reference),
        ImagePath.isRooted(reference) || isKeyed(key, json, ImageKey.isAddress)
          || reference.utf8.contains(UInt8(ascii: "/"))
          || (place == .attribute && !isKeyed(key, json, AttributeWords.isText))
      else { return }
      // With the key of an image, the value counts even if it contains spaces.
      if ImagePath.couldBeReference(reference)
        || (!LazyAttribute.isTemplate(reference) && isKeyed(key, json, ImageKey.isImage))
      {
        found(.address(reference))
      }
    } else if mayBeAbsolute(bytes) {
      let reference = json.text(of: text)
      if isKeyed(key, json, ImageKey.isImage), ImagePath.isAbsolute(reference),
        ImagePath.hasPlainHost(reference), ImagePath.couldBeReference(reference),
        !ImagePath.isOther(reference)
      {
        found(.address(reference))
      }
    } else if text.hasEscapes, bytes.count > 16, bytes.firstIndex(of: "\\\"") != nil {
      found(.script(json.text(of: text)))
    }
  }

  private static func isKeyed(
    _ key: JSONReader.Text?, _ json: Span<UInt8>, _ judge: (String) -> Bool
  ) -> Bool {
    guard let key, key.range.count <= ImageKey.longest else { return false }
    return judge(json.text(of: key))
  }

  /// Whether it begins like an address with a host, with escaped slashes or not.
  private static func mayBeAbsolute(_ bytes: Span<UInt8>) -> Bool {
    bytes.count > 8
      && (bytes.matchesIgnoringASCIICase("http") || bytes.matches("//")
        || bytes.matches("\\/\\/"))
  }

  /// Whether it has tags of images, with escaped brackets or not.
  private static func hasMarkup(_ bytes: Span<UInt8>) -> Bool {
    guard bytes.count > 10 else { return false }
    for index in bytes.indices {
      var name = index + 1
      if bytes[index] == "\\" {
        guard bytes.matchesIgnoringASCIICase("u003c", at: index + 1) else { continue }
        name += 5
      } else if bytes[index] != "<" {
        continue
      }
      if bytes.matchesIgnoringASCIICase("img", at: name)
        || bytes.matchesIgnoringASCIICase("source", at: name)
      {
        return true
      }
    }
    return false
  }
}

extension Span where Element == UInt8 {
  /// Whether it begins with the reference of an image that another word follows.
  fileprivate var beginsLikeList: Bool {
    for index in indices where self[index].separatesReferences {
      return ImagePath.isImage(extracting(..<index))
    }
    return false
  }

  fileprivate var hasDotOrSlash: Bool {
    for index in indices where self[index] == "." || self[index] == "/" || self[index] == "\\" {
      return true
    }
    return false
  }
}
