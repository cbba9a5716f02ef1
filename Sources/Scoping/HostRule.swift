public import Addressing
public import CrawlModel

/// Decides which hosts belong to a crawl, based on its seeds.
public struct HostRule: Sendable {
  private let reach: ImageReach
  private let places: Set<Place>
  private let domains: Set<String>
  private static let fewOrigins = 4
  /// The beginnings of addresses at the origins of the seeds.
  private let origins: [String]

  /// Creates the rule for these seeds.
  public init(_ reach: ImageReach, seeds: [WebAddress]) {
    self.reach = reach
    places = Set(seeds.map(Place.init))
    origins = Array(Set(seeds.map { "\($0.origin)/" })).sorted()
    domains = Set(seeds.map { $0.registrableDomain ?? $0.host })
  }

  /// Whether an address is at a host of the crawl.
  public func includes(_ address: WebAddress) -> Bool {
    // Most links stay at the origin of a seed; with many seeds a lookup is faster.
    let isAtSeed =
      origins.count <= Self.fewOrigins && origins.contains { address.text.begins(with: $0) }
    if reach == .any || isAtSeed { return true }
    return switch reach {
    case .any: true
    case .host: places.contains(Place(address))
    case .domain:
      places.contains(Place(address))
        || domains.contains(address.registrableDomain ?? address.host)
    }
  }
}

/// A host and port, equal for its `www.` and http/https variants.
struct Place: Hashable, Sendable {
  let host: String
  /// `nil` for the default port of either scheme.
  let port: Int?

  init(_ address: WebAddress) {
    let host = address.host
    self.host = host.hasPrefix("www.") ? String(host.dropFirst(4)) : host
    let port = address.port
    self.port = port == 80 || port == 443 ? nil : port
  }
}

extension String {
  /// Whether the text begins with another, byte by byte.
  fileprivate func begins(with other: String) -> Bool {
    let (text, start) = (utf8, other.utf8)
    let (bytes, wanted) = (text.span, start.span)
    guard bytes.count >= wanted.count else { return false }
    for index in wanted.indices where bytes[index] != wanted[index] { return false }
    return true
  }
}
