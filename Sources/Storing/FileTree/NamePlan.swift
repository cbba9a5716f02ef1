import Addressing
import Bytes
import CrawlModel

/// The possible folders and names of an image, in order of preference.
///
/// They depend only on the image, so a later crawl tries the same names in the same order. No
/// folder has the extension of an image, and every file does, so a folder and a file never have the
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

  /// Creates the plan for an image.
  ///
  /// - Parameters:
  ///   - image: the image.
  ///   - layout: how files are named.
  ///   - folders: the result of ``folders(of:layout:)`` for it.
  init(_ image: FoundImage, layout: FileLayout, in folders: [String]) {
    let format = image.facts.format
    address = image.address
    switch layout {
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
    let used = "images/".utf8.count + folders.reduce(0) { $0 + $1.utf8.count + 1 }
    nameLimit = min(SafeName.lengthLimit, Self.pathLimit - used)
  }

  /// Returns the folders below `images` for an image, outermost first.
  static func folders(of image: FoundImage, layout: FileLayout) -> [String] {
    switch layout {
    case .hash: [String(image.content.digest.hex.prefix(2))]
    case .flat: []
    case .site: folders(parts(of: image.address).folder, of: host(image.address))
    }
  }

  /// Returns a key that is the same for images with the same folders.
  static func folderKey(of image: FoundImage, layout: FileLayout) -> Substring {
    switch layout {
    case .hash: image.content.digest.hex.prefix(2)
    case .flat: ""
    case .site:
      image.address.text.prefix(upTo: parts(of: image.address).name.startIndex)
    }
  }

  /// Returns the path up to its last slash, and the rest.
  private static func parts(of address: WebAddress) -> (folder: Substring, name: Substring) {
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

  private static func host(_ address: WebAddress) -> String {
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
      let name = folder(segment, limit: SafeName.lengthLimit)
      length += 1 + name.utf8.count
      if length + restLength > foldersLimit || folders.count > depthLimit {
        folders.append("etc~" + short(String(whole)))
        break
      }
      folders.append(name)
    }
    return folders
  }

  private static func folder(_ segment: Substring, limit: Int) -> String {
    var name = SafeName.cleaned(segment)
    if name.utf8.count > limit - 1 {
      name = SafeName.cut(name, to: limit - 9) + "~" + short(String(segment))
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
  private static func split(_ name: String, _ format: ImageFormat) -> (String, String) {
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
