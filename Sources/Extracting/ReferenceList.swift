import Bytes

/// The references in a value that lists several of them, in the forms that script libraries use.
///
///     a.jpg 375, b.jpg 480                    /a.jpg|/b.jpg
///     [a.jpg, small], [b.jpg, (width > 1px)]  small: a.jpg; large: b.jpg
///     a.jpg 300w, b.jpg 600w [(max-width: 600px)] | c.jpg
///
/// References are separated by commas, semicolons, bars, brackets or white space. What follows a
/// reference is a size, a condition or a name; more words are a text, and no list.
struct ReferenceList {
  /// Returns the candidates of a list; `nil` if the value is not a list.
  ///
  /// - Parameters:
  ///   - value: the value.
  ///   - isSrcset: whether it has the form of a `srcset`, whatever its references look like.
  ///   - areImages: whether it is known to refer to images; otherwise an extension of an image, or a
  ///     size, must be in it.
  /// - Returns: the candidates in order.
  /// - Complexity: linear in the length of the value.
  static func candidates(
    _ value: Substring, isSrcset: Bool = false, areImages: @autoclosure () -> Bool = false
  ) -> [Srcset.Candidate]? {
    var list = ReferenceList(isSrcset: isSrcset)
    let utf8 = value.utf8
    guard list.read(utf8.span), isSrcset || list.hasExtension || list.hasSize || areImages() else {
      return nil
    }
    return list.candidates
  }

  private init(isSrcset: Bool) { self.isSrcset = isSrcset }

  private let isSrcset: Bool
  private var candidates: [Srcset.Candidate] = []
  private var words = ListWords()

  // The list so far.
  private var hasBrackets = false
  private var hasImageKey = false
  private var hasExtension = false
  private var hasSize = false
  private var hasNumber = false

  // The part between two separators.
  private var isInBrackets = false
  private var hasReference = false
  private var nameCount = 0

  /// Reads the whole value; returns whether it is a list.
  private mutating func read(_ text: Span<UInt8>) -> Bool {
    // One more than a document may have tells that it was cut.
    while candidates.count <= LinkCollector.maximumLinks,
      let token = words.next(in: text, isReference: !hasReference)
    {
      switch token {
      case .separator: endPart()
      case .bracket:
        endPart()
        hasBrackets = true
        isInBrackets = words.bracketDepth > 0
      case .word(let range): take(text, range)
      }
      // One name may follow a reference or stand after it; more words are a text.
      guard isInBrackets || nameCount <= (candidates.isEmpty ? 0 : 1) else { return false }
    }
    let isList =
      candidates.count > 1 || hasBrackets || hasImageKey || hasSize || hasNumber
      || isSrcset
    return !candidates.isEmpty && isList && (isSrcset || isPlain)
  }

  /// Whether no reference is the part of an address, or of a text, with white space in it.
  ///
  /// A reference needs the extension of an image or a size, or else all must begin at the root.
  private var isPlain: Bool {
    candidates.allSatisfy { ImagePath.isRooted($0.url) } || candidates.allSatisfy(Self.isPlain)
  }

  private static func isPlain(_ candidate: Srcset.Candidate) -> Bool {
    candidate.width != nil || candidate.density != nil || ImagePath.isImage(candidate.url)
  }

  private mutating func endPart() { (hasReference, nameCount) = (false, 0) }

  private mutating func take(_ text: Span<UInt8>, _ range: Range<Int>) {
    let word = text.extracting(range)
    if hasReference, takeSize(word) { return }
    guard let start = reference(word) else {
      if !takeKey(word), ImagePath.kind(word) != .other { nameCount += 1 }
      return
    }
    let reference = word.extracting(start...)
    let isImage = ImagePath.isImage(reference)
    // Between two images the separator may be missing.
    if hasReference {
      guard isImage, let last = candidates.last, Self.isPlain(last) else { return nameCount += 1 }
    }
    if isImage { hasExtension = true }
    candidates.append(Srcset.Candidate(url: reference.text(0..<reference.count)))
    hasReference = true
  }

  /// Returns where the reference in a word begins, which is behind a key if there is one; `nil` if
  /// there is none.
  private mutating func reference(_ word: Span<UInt8>) -> Int? {
    if let key = ListWords.key(of: word) {
      let rest = word.extracting((key.upperBound + 1)...)
      if ImagePath.isImage(rest), ImagePath.couldBeReference(rest) {
        note(key, of: word)
        return key.upperBound + 1
      }
    }
    guard ImagePath.couldBeReference(word), ListWords.number(word) == nil else { return nil }
    if ImagePath.isImage(word) { return 0 }
    if ImagePath.isRooted(word) {
      return ImagePath.kind(word) == .other ? nil : 0
    }
    return isSrcset && !isInBrackets && nameCount == 0 ? 0 : nil
  }

  /// Takes a word that is a key, such as `large:`.
  private mutating func takeKey(_ word: Span<UInt8>) -> Bool {
    guard let last = word.indices.last, word[last] == ":", !hasReference,
      let key = ListWords.key(of: word), key.upperBound == last
    else { return false }
    note(key, of: word)
    return true
  }

  private mutating func note(_ key: Range<Int>, of word: Span<UInt8>) {
    if ImageKey.isAddress(word.text(key)) { hasImageKey = true }
  }

  private mutating func takeSize(_ word: Span<UInt8>) -> Bool {
    guard let (value, unit) = ListWords.number(word), value > 0 else { return false }
    let last = candidates.count - 1
    switch unit {
    case "w": candidates[last].width = Int(exactly: value.rounded())
    case "x": candidates[last].density = value
    case "h": return true
    // Without a unit, small numbers are densities.
    default:
      hasNumber = true
      if value > 8 {
        candidates[last].width = Int(exactly: value.rounded())
      } else {
        candidates[last].density = value
      }
      return true
    }
    hasSize = true
    return true
  }
}
