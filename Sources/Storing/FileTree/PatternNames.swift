public import Addressing
import Bytes
public import CrawlModel

/// The folders and the name that a pattern gives an image.
struct PatternNames {
  private let address: WebAddress
  private let page: WebAddress?
  private let facts: ImageFacts
  private let date: String?
  private let digest: String?

  init(_ image: FoundImage) {
    address = image.address
    page = image.page
    facts = image.facts
    date = image.fetchedAt.map { String($0.rfc3339.prefix(10)) }
    digest = image.content.digest.hex
  }

  /// The names for an image that was not fetched: what is not known yet stays as it is written.
  init(_ address: WebAddress, on page: WebAddress?, _ facts: ImageFacts) {
    self.address = address
    self.page = page
    self.facts = facts
    (date, digest) = (nil, nil)
  }

  /// The folders, outermost first.
  func folders(_ pattern: LayoutPattern) -> [String] {
    pattern.levels.dropLast().flatMap { level in
      switch level {
      case [.field(.path)]: path
      case [.field(.page)]: pagePath
      default: [folder(level)]
      }
    }
  }

  /// The name, in parts between its numbers.
  func name(_ pattern: LayoutPattern) -> [String] {
    let text = text(pattern.levels.last ?? [], number: "\u{0}")
    // A number stands between two parts, so that each may be empty.
    return text.split(separator: "\u{0}", omittingEmptySubsequences: false).map { part in
      String(SafeName.cleaned(text: "0\(part)0").dropFirst().dropLast())
    }
  }

  private func folder(_ level: [LayoutPattern.Part]) -> String {
    let text = text(level, number: "1")
    let cleaned = SafeName.cleaned(text: text)
    return NamePlan.folder(cleaned: cleaned.isEmpty ? "_" : cleaned, of: text)
  }

  private func text(_ level: [LayoutPattern.Part], number: String) -> String {
    level.map { part in
      switch part {
      case .text(let text): text
      case .field(let field): value(field) ?? (field == .n ? number : "{\(field.rawValue)}")
      }
    }.joined()
  }

  private func value(_ field: LayoutPattern.Field) -> String? {
    switch field {
    case .host: NamePlan.host(address)
    case .path: path.joined(separator: "_")
    case .page: pagePath.joined(separator: "_")
    case .name: name
    case .sha256: digest
    case .date: date
    case .format: facts.format.rawValue
    case .width: facts.width.map { "\($0)" } ?? "0"
    case .height: facts.height.map { "\($0)" } ?? "0"
    case .n: nil
    }
  }

  private var name: String {
    let last = SafeName.cleaned(NamePlan.parts(of: address).name)
    return NamePlan.split(last.isEmpty ? "index" : last, facts.format).0
  }

  private var path: [String] { Self.folders(NamePlan.parts(of: address).folder) }

  /// The path of the page; the extension of its last segment, such as `.html`, is left out.
  private var pagePath: [String] {
    guard let page else { return [] }
    let (folder, name) = NamePlan.parts(of: page)
    let last = SafeName.cleaned(name.isEmpty ? "index" : name)
    let dot = last.lastIndex(of: ".").flatMap { $0 > last.startIndex ? $0 : nil }
    let stem = dot.map { String(last[..<$0]) } ?? last
    return Self.folders(folder) + [NamePlan.folder(cleaned: stem, of: last)]
  }

  private static func folders(_ path: Substring) -> [String] {
    path.split(separator: "/").map { NamePlan.folder($0) }
  }
}

/// Where an image of a dry run would be stored.
public enum PlannedFile {
  /// Returns the file that a pattern gives an image, with placeholders for what is not known before it
  /// is fetched.
  public static func path(
    of address: WebAddress, on page: WebAddress?, _ facts: ImageFacts, _ pattern: LayoutPattern
  ) -> String {
    let names = PatternNames(address, on: page, facts)
    let name = names.name(pattern).joined(separator: "{n}") + "." + facts.format.fileExtension
    return ([FileTree.folderName] + names.folders(pattern) + [name]).joined(separator: "/")
  }
}
