import Addressing
import CrawlModel

/// Where a page belongs: the parts of a site that it is in, from the pages of its own pattern to the
/// whole domain.
struct PagePlace: Sendable, Hashable {
  /// A part of a site.
  struct Part: Sendable, Hashable {
    var kind: SitePart
    /// A number that is the same for all pages of the part, in every run.
    var key: UInt64
  }

  /// The parts, the smallest first.
  let parts: [Part]

  /// The smallest part: the pages whose addresses have the same pattern.
  var pattern: UInt64 { parts[0].key }
  /// The number of its host.
  var host: UInt64 { parts[2].key }

  /// Whether a link to it leads out of a part: out of the part itself, or for a part that holds many
  /// patterns, to another of them.
  func isOutside(_ part: Part, ofPattern pattern: UInt64) -> Bool {
    part.kind.holdsPatterns ? self.pattern != pattern : !parts.contains(part)
  }

  /// Finds the parts of a page.
  ///
  /// - Parameters:
  ///   - address: the address of the page.
  ///   - reach: how far from the seeds pages are followed. Where that is any host, all hosts count as
  ///     those of one domain, since names below some suffixes cost nothing.
  init(_ address: WebAddress, within reach: PageReach = .host) {
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
    parts.append(part(.host, []))
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
    self.parts = parts
  }
}

/// How large a part of a site is, and how many pages in a row may bring nothing new there.
///
/// A small part is given up soon, because little is lost if that is wrong; a whole host late.
enum SitePart: UInt8, Sendable, Hashable, CaseIterable {
  /// The pages whose addresses have the same pattern.
  case pattern
  /// The pages of one path with whatever parameters.
  case script
  /// The pages of a folder.
  case folder
  /// All pages of a host.
  case host
  /// The pages of a pattern at all hosts of a domain.
  case patternOfHosts
  /// All pages of all hosts of a domain.
  case domain

  /// So many pages in a row that bring nothing new end it.
  var patience: Int {
    switch self {
    case .pattern: 200
    case .script: 400
    case .folder: 1_000
    case .host: 5_000
    case .patternOfHosts: 200
    case .domain: 5_000
    }
  }

  /// Whether it says something only when its pages come from several hosts.
  var spansHosts: Bool { self == .patternOfHosts || self == .domain }

  /// Whether pages of many patterns are in it by nature.
  var holdsPatterns: Bool { self == .host || self == .domain }

  /// The part in words.
  var words: String {
    switch self {
    case .pattern: "with this pattern of address"
    case .script: "of this path, with whatever parameters"
    case .folder: "of this folder"
    case .host: "of this host"
    case .patternOfHosts: "with this pattern at hosts of this domain"
    case .domain: "of this domain"
    }
  }
}
