import Addressing
import Bytes
import CrawlModel

/// The possible folders and names of an image, in order of preference.
///
/// They depend only on the image, so a later crawl tries the same names in the same order; except the
/// number and the date of a pattern. No folder has the extension of an image, and every file does, so a folder and a file never have the
/// same name.
struct NamePlan {
  /// The maximum length of a path relative to the output folder, in bytes.
  static let pathLimit = 240
  /// The maximum number of names tried.
  static let attemptLimit = 64
  /// The maximum number of nested folders.
  private static let depthLimit = 32
  /// The maximum length of the folders with the slashes between them, in bytes.
  private static let foldersLimit = 150
  /// The maximum length of the first folder, the host, in bytes.
  private static let hostLimit = 80
  /// The length of `etc~` and eight digits, which replace the folders beyond the limits.
  private static let restLength = 13

  private let address: WebAddress
  private let stem: String
  private let ending: String
  private let queryMark: String?
  private let nameLimit: Int
  /// The text of the name with its numbers left out; `nil` if it has none.
  private let numbered: [String]?

  /// Creates the plan for an image.
  ///
  /// - Parameters:
  ///   - image: the image.
  ///   - layout: how files are named.
  ///   - folders: the result of ``folders(of:layout:)`` for it.
  init(_ image: FoundImage, layout: FileLayout, in folders: [String]) {
    let format = image.facts.format
    address = image.address
    var numbered: [String]?
    switch layout {
    case .pattern(let pattern):
      let name = PatternNames(image).name(pattern)
      let cleaned = SafeName.cleaned(text: name.joined(separator: "1"))
      stem = cleaned.isEmpty ? "_" : cleaned
      if name.count > 1 { numbered = name }
      ending = "." + format.fileExtension
      queryMark = nil
    case .hash:
      stem = image.content.digest.hex
      ending = "." + format.fileExtension
      queryMark = nil
    case .site, .flat:
      let (_, name) = Self.parts(of: address)
      let last = SafeName.cleaned(name)
      (stem, ending) = Self.split(last.isEmpty ? "index" : last, format)
      queryMark = address.query.flatMap { $0.isEmpty ? nil : Self.short(String($0)) }
    }
    self.numbered = numbered
    let used = "images/".utf8.count + folders.reduce(0) { $0 + $1.utf8.count + 1 }
    nameLimit = min(SafeName.lengthLimit, Self.pathLimit - used)
  }

  /// Returns the folders below `images` for an image, outermost first.
  static func folders(of image: FoundImage, layout: FileLayout) -> [String] {
    switch layout {
    case .hash: [String(image.content.digest.hex.prefix(2))]
    case .flat: []
    case .pattern(let pattern): bounded(PatternNames(image).folders(pattern))
    case .site: folders(parts(of: image.address).folder, of: host(image.address))
    }
  }

  /// Returns a key that is the same for images with the same folders.
  static func folderKey(of image: FoundImage, layout: FileLayout) -> Substring {
    switch layout {
    case .hash: image.content.digest.hex.prefix(2)
    case .flat: ""
    case .pattern(let pattern): PatternNames(image).folders(pattern).joined(separator: "/")[...]
    case .site:
      image.address.text.prefix(upTo: parts(of: image.address).name.startIndex)
    }
  }

  /// Whether the name has a number, which the caller counts.
  var isNumbered: Bool { numbered != nil }

  /// Returns the name with a number.
  func name(number: Int) -> String {
    let text = SafeName.cleaned(text: (numbered ?? []).joined(separator: "\(number)"))
    let room = nameLimit - ending.utf8.count
    if text.utf8.count <= room { return text + ending }
    let suffix = "~\(number)"
    return SafeName.cut(text, to: room - suffix.utf8.count) + suffix + ending
  }

  /// Returns the path up to its last slash, and the rest.
  static func parts(of address: WebAddress) -> (folder: Substring, name: Substring) {
    let path = address.path
    let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) ?? path.startIndex
    return (path[..<slash], Substring(path.utf8[slash...].dropFirst()))
  }

  private var mark: String {
    String(hex: Fingerprint(address.text).value.bigEndianBytes.span)
  }

  /// Returns the name for an attempt, counted from 0: first the plain one, then with more and more
  /// of a hash of the address, then with a number.
  func name(_ attempt: Int) -> String {
    var suffix: String
    switch attempt {
    case 0:
      suffix = queryMark.map { "~" + $0 } ?? ""
      // A truncated name is marked.
      if suffix.isEmpty, stem.utf8.count + ending.utf8.count > nameLimit {
        suffix = "~" + mark.prefix(8)
      }
    case 1: suffix = "~" + mark.prefix(8)
    case 2: suffix = "~" + mark
    default: suffix = "~\(mark)-\(attempt)"
    }
    let room = nameLimit - suffix.utf8.count - ending.utf8.count
    return SafeName.cut(stem, to: room) + suffix + ending
  }

  static func host(_ address: WebAddress) -> String {
    var host = address.host
    if host.utf8.first == UInt8(ascii: "[") {
      host = "ipv6-" + host.dropFirst().dropLast().replacing(":", with: "-")
    }
    if let port = address.explicitPort { host += "_\(port)" }
    return folder(host[...], limit: hostLimit)
  }

  private static func folders(_ path: Substring, of host: String) -> [String] {
    var folders = [host]
    var length = host.utf8.count
    var rest = path
    while !rest.isEmpty {
      let whole = rest
      let segment = Substring(rest.utf8.prefix { $0 != UInt8(ascii: "/") })
      rest = Substring(rest.utf8[segment.endIndex...].dropFirst())
      guard !segment.isEmpty else { continue }
      let name = folder(segment)
      guard add(name, to: &folders, &length, or: String(whole)) else { break }
    }
    return folders
  }

  /// Returns folders within the limits.
  private static func bounded(_ names: [String]) -> [String] {
    var folders: [String] = []
    var length = 0
    for index in names.indices {
      let rest = names[index...].joined(separator: "/")
      guard add(names[index], to: &folders, &length, or: rest) else { break }
    }
    return folders
  }

  /// Adds a folder; beyond the limits adds one for all that is left, and returns `false`.
  private static func add(
    _ name: String, to folders: inout [String], _ length: inout Int,
    or rest: @autoclosure () -> String
  ) -> Bool {
    length += 1 + name.utf8.count
    if length + restLength > foldersLimit || folders.count > depthLimit {
      folders.append("etc~" + short(rest()))
      return false
    }
    folders.append(name)
    return true
  }

  /// Returns the name of a folder for a segment of a path.
  static func folder(_ segment: Substring, limit: Int = SafeName.lengthLimit) -> String {
    folder(cleaned: SafeName.cleaned(segment), of: String(segment), limit)
  }

  /// Returns the name of a folder for a safe name, which may be too long.
  static func folder(
    cleaned: String, of text: String, _ limit: Int = SafeName.lengthLimit
  ) -> String {
    var name = cleaned
    if name.utf8.count > limit - 1 {
      name = SafeName.cut(name, to: limit - 9) + "~" + short(text)
    }
    guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")),
      ImageFormat.isAnyExtension(Substring(name.utf8[dot...].dropFirst()))
    else { return name }
    return name + "~"
  }

  /// Splits a name into stem and extension.
  ///
  /// An extension of the format is kept, one of another format is replaced, and otherwise the
  /// format's extension is appended.
  static func split(_ name: String, _ format: ImageFormat) -> (String, String) {
    guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")), dot > name.startIndex else {
      return (name, "." + format.fileExtension)
    }
    let ending = Substring(name.utf8[dot...].dropFirst())
    if format.isExtension(ending) { return (String(name[..<dot]), "." + ending) }
    if ImageFormat.isAnyExtension(ending) {
      return (String(name[..<dot]), "." + format.fileExtension)
    }
    return (name, "." + format.fileExtension)
  }

  private static func short(_ text: String) -> String {
    String(String(hex: Fingerprint(text).value.bigEndianBytes.span).prefix(8))
  }
}

extension UInt64 {
  fileprivate var bigEndianBytes: [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: self >> (56 - 8 * UInt64($0))) }
  }
}
