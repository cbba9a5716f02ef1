import Addressing
import CrawlModel

/// The parts of a site that a page belongs to, from the pages with the same address pattern to the
/// whole domain.
struct PagePlace: Sendable, Hashable {
  /// A part of a site.
  struct Part: Sendable, Hashable {
    var kind: SitePart
    /// A number that identifies the part, the same in every run.
    var key: UInt64
  }

  /// The parts, the smallest first.
  let parts: [Part]

  /// The smallest part: the pages whose addresses have the same pattern.
  var pattern: UInt64 { parts[0].key }
  /// The number of its host.
  let host: UInt64
  /// Whether its parts are parts of pages.
  var hasPages: Bool { parts[0].kind != .documents }

  /// Whether a document of this kind belongs to parts of pages.
  static func hasPages(_ kind: Job.Kind) -> Bool { !kind.isForPages }

  /// Whether a link to it leaves a part: the part itself, or in a part with many patterns, the
  /// pattern.
  func isOutside(_ part: Part, ofPattern pattern: UInt64) -> Bool {
    part.kind.holdsPatterns ? self.pattern != pattern : !parts.contains(part)
  }

  /// Determines the parts of a document.
  ///
  /// - Parameters:
  ///   - address: the address of the document.
  ///   - kind: its kind; one that is no page belongs to all those of its host, and of the crawl.
  ///   - reach: how far from the seeds pages are followed. If that is any host, all hosts count as
  ///     one domain, since names below some suffixes are free.
  init(_ address: WebAddress, _ kind: Job.Kind = .page, within reach: PageReach = .host) {
    guard Self.hasPages(kind) else {
      let key = Fingerprint("\(SitePart.documents.rawValue) \(address.host):\(address.port)").value
      host = key
      parts = [
        Part(kind: .documents, key: key),
        Part(
          kind: .documentsOfHosts,
          key: Fingerprint("\(SitePart.documentsOfHosts.rawValue)").value),
      ]
      return
    }
    let pattern = AddressPattern(address)
    // The text of a part is the number of its kind, and what its pages have in common.
    var text: [UInt8] = []
    text.reserveCapacity(64 + pattern.bytes.count)
    text.append(contentsOf: "0 \(address.host):\(address.port)".utf8)
    let site = text.count
    func part(_ kind: SitePart, _ rest: ArraySlice<UInt8>) -> Part {
      text.append(contentsOf: rest)
      text[0] = UInt8(ascii: "0") + kind.rawValue
      let key = Fingerprint(text.span).value
      text.removeSubrange(site...)
      return Part(kind: kind, key: key)
    }
    var parts: [Part] = []
    parts.reserveCapacity(3)
    parts.append(part(.pattern, pattern.bytes[...]))
    parts.append(
      pattern.hasQuery
        ? part(.script, pattern.bytes[..<pattern.pathEnd])
        : part(.folder, pattern.bytes[..<pattern.folderEnd]))
    let host = part(.host, [])
    parts.append(host)
    let domain: String? =
      switch reach {
      case .host, .prefix: nil
      case .domain: address.registrableDomain
      case .any: "*"
      }
    if let domain {
      let start = "\(SitePart.patternOfHosts.rawValue) \(domain)"
      parts.append(
        Part(
          kind: .patternOfHosts,
          key: Fingerprint((Array(start.utf8) + pattern.bytes).span).value))
      parts.append(
        Part(kind: .domain, key: Fingerprint("\(SitePart.domain.rawValue) \(domain)").value))
    }
    self.host = host.key
    self.parts = parts
  }
}

/// A kind of part of a site, with the number of consecutive pages that may contain nothing new.
///
/// A small part is given up soon, because little is lost if that is wrong; a whole host late.
enum SitePart: UInt8, Sendable, Hashable, CaseIterable {
  /// The pages whose addresses have the same pattern.
  case pattern
  /// The pages of one path with any parameters.
  case script
  /// The pages of a folder.
  case folder
  /// All pages of a host.
  case host
  /// The pages with a pattern at all hosts of a domain.
  case patternOfHosts
  /// All pages of all hosts of a domain.
  case domain
  /// The documents of a host that are no pages: style sheets, descriptions and sitemaps.
  case documents
  /// Those of all hosts.
  case documentsOfHosts

  /// The number of consecutive pages without anything new that ends the part.
  var patience: Int {
    switch self {
    case .pattern: 200
    case .script: 400
    case .folder: 1_000
    case .host: 5_000
    case .patternOfHosts: 200
    case .domain: 5_000
    case .documents: 200
    case .documentsOfHosts: 1_000
    }
  }

  /// Whether it only counts if its pages are from several hosts.
  var spansHosts: Bool {
    self == .patternOfHosts || self == .domain || self == .documentsOfHosts
  }

  /// Whether it normally contains pages with many patterns.
  var holdsPatterns: Bool { self == .host || self == .domain }

  /// What it consists of, in words.
  var words: String {
    switch self {
    case .pattern: "pages with this address pattern"
    case .script: "pages of this path, with any parameters"
    case .folder: "pages of this folder"
    case .host: "pages of this host"
    case .patternOfHosts: "pages with this address pattern at hosts of this domain"
    case .domain: "pages of this domain"
    case .documents: "style sheets, manifests and sitemaps of this host"
    case .documentsOfHosts: "style sheets, manifests and sitemaps"
    }
  }
}
